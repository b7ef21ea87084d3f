using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Takes agencies, offices, services and desks that stand in the tables of the first release, or that were written there
/// directly, into the register with history. Idempotent: an agency that has its record is left alone.
/// </summary>
public sealed class AdoptRegister(IDbContextFactory<CentralDb> dbs, ChangeRegister register)
{
    private const string Actor = "centre", Source = "adopted";

    /// <summary>How many agencies were taken in.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var known = db.RegisterItems.Where(i => i.AgencyId == 0 && i.Kind == RegisterKind.Agency);
        var agencies = await db.Agencies.AsNoTracking().Where(a => !known.Any(i => i.Code == (string)(object)a.Code)).OrderBy(a => a.Code).ToListAsync(ct);
        if (agencies.Count == 0)
        {
            return 0;
        }

        foreach (var agency in agencies)
        {
            await AdoptAsync(db, agency, ct);
        }

        // The agency's own record comes last: an interrupted start takes up where it stopped.
        await register.RunAsync(new(0, RegisterKind.Agency, Actor, Source), [.. agencies.Select((a, i) => Change(i, a.Code.Value, BodyOf(a)))], ct);
        return agencies.Count;
    }

    private async Task AdoptAsync(CentralDb db, Agency agency, CancellationToken ct)
    {
        var offices = await db.Offices.AsNoTracking().Where(o => o.AgencyId == agency.Id).ToListAsync(ct);
        var codes = offices.ToDictionary(o => o.Id, o => o.Code);
        var services = await db.Services.AsNoTracking().Where(s => s.AgencyId == agency.Id).ToListAsync(ct);
        var desks = await db.Desks.AsNoTracking().Where(d => d.AgencyId == agency.Id).ToListAsync(ct);
        await register.RunAsync(new(agency.Id, RegisterKind.Office, Actor, Source), [.. offices.Select((o, i) => Change(i, o.Code, BodyOf(o)))], ct);
        await register.RunAsync(
            new(agency.Id, RegisterKind.Service, Actor, Source),
            [.. services.Select((s, i) => Change(i, s.Code, BodyOf(s)) with { Status = s.ServiceCode is null ? RegisterStatus.Pending : RegisterStatus.Issued })], ct);
        await register.RunAsync(
            new(agency.Id, RegisterKind.Desk, Actor, Source),
            [.. desks.Select((d, i) => Change(i, d.Code, BodyOf(d, codes[d.OfficeId])) with { Status = RegisterStatus.Declared })], ct);
    }

    private static RecordChange Change(int index, string code, JsonObject body) => new(index, code, JsonSerializer.SerializeToElement(body)) { IsAdopted = true };

    private static JsonObject BodyOf(Agency agency) => new()
    {
        ["title"] = agency.NameFa, ["titleEn"] = agency.NameEn, ["type"] = Kebab(agency.Kind), ["level"] = Kebab(agency.Level),
        ["province"] = agency.Province?.Value, ["subject"] = Kebab(agency.Subject),
    };

    private static JsonObject BodyOf(Office office) => new()
    {
        ["title"] = office.TitleFa, ["province"] = office.Province.Value, ["county"] = office.County.Value, ["level"] = Kebab(office.Level),
        ["hasClients"] = office.HasClients, ["smallUnit"] = office.IsSmallUnit, ["validFrom"] = Iso(office.ValidFrom), ["validTo"] = Iso(office.ValidTo),
    };

    private static JsonObject BodyOf(Service service) => new()
    {
        ["serviceCode"] = service.ServiceCode, ["title"] = service.TitleFa, ["cofog"] = service.Cofog, ["audience"] = Kebab(service.Audience),
        ["standardMinutes"] = service.StandardMinutes, ["validFrom"] = Iso(FirstDay),
    };

    private static JsonObject BodyOf(Desk desk, string office) => new() { ["office"] = office, ["kind"] = Kebab(desk.Kind), ["validFrom"] = Iso(FirstDay) };

    /// <summary>The first release knew no day for services and desks: the end of the grace of faq-1397/Q37 is taken.</summary>
    private static readonly DateOnly FirstDay = new Kernel.JalaliDate(1397, 4, 1).ToDateOnly();

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
