using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>A desk that gives the service, open today.</summary>
public sealed record ServingDesk(string Code, string Title, string Status, string? OfficeFa, ProvinceCode? Province, JsonObject State);

/// <summary>All that the public page of a service says (1538588/1a-1).</summary>
/// <param name="Sheet">Null when the agency has not told anything.</param>
/// <param name="Desks">The first ones; <paramref name="DeskCount"/> all of them.</param>
/// <param name="Successor">Address of the service that took its place.</param>
public sealed record ServicePicture(
    DateTime AsOf, string Address, RegisterLine Line, RegisterLine? Sheet, IReadOnlyList<ServingDesk> Desks, int DeskCount,
    IReadOnlyDictionary<string, string> Offices, string? Successor)
{
    public string? ServiceCode => Line.State.Str("serviceCode");
}

/// <summary>One service for everybody: its record, its information sheet, the desks that give it.</summary>
public sealed class PublicService(IDbContextFactory<CentralDb> dbs, RegisterRecords records, RegisterTitles titles, TimeProvider clock)
{
    public const int MostDesks = 12;

    /// <summary>
    /// By national id, or <c>{agency}-{own code}</c>. Null when there is none, or when several agencies share the id and it
    /// therefore names no single service.
    /// </summary>
    public async Task<ServicePicture?> FindAsync(Scope scope, string address, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await PlaceAsync(db, address, ct) is not var (agency, agencyId, code)
            || await records.FindAsync(scope, agency, RegisterKind.Service, code, ct) is not { } record)
        {
            return null;
        }

        var desks = await DesksAsync(db, agencyId, [code, .. record.Line.State.Str("serviceCode") is { } national ? new[] { national } : []], ct);
        var offices = record.Line.State.Rows("places").Select(p => p.Str("office")).OfType<string>().Concat(desks.Select(d => d.State.Str("office")).OfType<string>()).Distinct().ToList();
        var names = await titles.OfAsync(scope, agency, RegisterKind.Office, offices, ct);
        return new(
            clock.UtcNow(), ServiceCatalogue.Address(record.Line.State.Str("serviceCode"), agency, code), record.Line,
            await SheetAsync(db, scope, agency, agencyId, code, record.Line.State.Str("serviceCode"), ct),
            [.. desks.Take(MostDesks).Select(d => d with { OfficeFa = names.GetValueOrDefault(d.State.Str("office") ?? "") })], desks.Count, names,
            await SuccessorAsync(db, agency, agencyId, record, ct));
    }

    private static async Task<(AgencyCode Agency, int AgencyId, string Code)?> PlaceAsync(CentralDb db, string address, CancellationToken ct)
    {
        var folded = PersianText.Canonical(address, TextField.Id) ?? "";
        var agencies = db.Agencies.AsNoTracking();
        var found = await db.Services.AsNoTracking().Where(s => s.ServiceCode == folded)
            .Select(s => new { s.AgencyId, s.Code, Agency = agencies.First(a => a.Id == s.AgencyId).Code }).Take(2).ToListAsync(ct);
        if (found is [var only])
        {
            return (only.Agency, only.AgencyId, only.Code);
        }

        if (folded.Length < 6 || folded[4] != '-' || !AgencyCode.TryParse(folded[..4], null, out var agency))
        {
            return null;
        }

        var id = await agencies.Where(a => a.Code == agency).Select(a => (int?)a.Id).FirstOrDefaultAsync(ct);
        return id is { } known ? (agency, known, folded[5..]) : null;
    }

    private async Task<RegisterLine?> SheetAsync(CentralDb db, Scope scope, AgencyCode agency, int agencyId, string code, string? national, CancellationToken ct)
    {
        var sheet = await db.RegisterItems.AsNoTracking()
            .Where(i => i.AgencyId == agencyId && i.Kind == RegisterKind.InformationSheet && i.Status != RegisterStatus.Removed && (i.Parent == code || i.Parent == national))
            .OrderByDescending(i => i.ChangedAt).Select(i => i.Code).FirstOrDefaultAsync(ct);
        return sheet is null ? null : (await records.FindAsync(scope, agency, RegisterKind.InformationSheet, sheet, ct))?.Line;
    }

    private async Task<List<ServingDesk>> DesksAsync(CentralDb db, int agencyId, string[] names, CancellationToken ct)
    {
        var today = clock.TodayInTehran();
        var (first, last) = ($"\"{names[0]}\"", $"\"{names[^1]}\"");
        var revisions = db.RegisterRevisions.AsNoTracking();
        var rows = await db.RegisterItems.AsNoTracking()
            .Where(i => i.AgencyId == agencyId && i.Kind == RegisterKind.Desk && i.Status != RegisterStatus.Removed && (i.To == null || i.To > today))
            .Join(revisions, i => new { i.AgencyId, i.Kind, i.Code, Number = i.Revision }, r => new { r.AgencyId, r.Kind, r.Code, r.Number }, (Item, r) => new { Item, r.State })
            .Where(r => r.State.Contains(first) || r.State.Contains(last)).OrderBy(r => r.Item.SortKey).ToListAsync(ct);
        return
        [
            .. rows.Select(r => new ServingDesk(r.Item.Code, r.Item.Title, r.Item.Status, null, r.Item.Province, RegisterState.Parse(r.State)))
                .Where(d => d.State.Strings("services").Any(names.Contains))
                .OrderBy(d => d.State.Str("kind") == "electronic" ? 0 : 1), // what needs no journey comes first
        ];
    }

    private static async Task<string?> SuccessorAsync(CentralDb db, AgencyCode agency, int agencyId, RegisterRecord record, CancellationToken ct)
    {
        if (record.Spells.Count == 0 || record.Spells[^1].MergedInto is not { } into)
        {
            return null;
        }

        var national = await db.Services.AsNoTracking().Where(s => s.AgencyId == agencyId && s.Code == into).Select(s => s.ServiceCode).FirstOrDefaultAsync(ct);
        return ServiceCatalogue.Address(national, agency, into);
    }
}
