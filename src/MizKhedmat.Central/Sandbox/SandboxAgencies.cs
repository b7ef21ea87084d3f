using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Sandbox;

/// <summary>seed-data/sandbox.json: the small register with which every agency begins in the sandbox.</summary>
internal sealed record SandboxSeed(string Province, string OfficeCode, string OfficeTitle, string ServiceOwnCode, string ServiceCode, string ServiceTitle, string Desk)
{
    public static async Task<SandboxSeed> ReadAsync(SeedData seed, CancellationToken ct) => (await seed.ReadAsync("sandbox.json", ct)).As<SandboxSeed>();

    public string OfficeOf(ProvinceCode province) => OfficeCode.Replace("{province}", province.Value, StringComparison.Ordinal);

    public string ServiceOf(AgencyCode agency) => ServiceCode.Replace("{agency}", agency.Value, StringComparison.Ordinal);
}

/// <summary>
/// The doubles of agencies in the sandbox. An agency that calls for the first time gets one, with one office, one service and
/// one desk, so that its first record can be accepted within minutes.
/// </summary>
public sealed class SandboxAgencies(SandboxCentre sandbox, IDbContextFactory<CentralDb> centre) : IDisposable
{
    private readonly ConcurrentDictionary<AgencyCode, int> known = new();
    private readonly SemaphoreSlim entering = new(1, 1);

    /// <summary>The agency's id in the sandbox, whose ids are its own.</summary>
    internal async ValueTask<int> IdOfAsync(AgencyCode code, CancellationToken ct)
    {
        if (known.TryGetValue(code, out var id))
        {
            return id;
        }

        await entering.WaitAsync(ct);
        try
        {
            var rooms = await sandbox.OpenAsync(ct);
            await using var db = await rooms.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync(ct);
            var found = await db.Agencies.AsNoTracking().FirstOrDefaultAsync(a => a.Code == code, ct) ?? await EnterAsync(db, code, ct);
            await FillAsync(rooms, db, found, ct);
            return known[code] = found.Id;
        }
        finally
        {
            entering.Release();
        }
    }

    public void Dispose() => entering.Dispose();

    /// <summary>Enters the first register where there is none: at the first call, and after a reset.</summary>
    internal static async Task FillAsync(IServiceProvider rooms, CentralDb db, Agency agency, CancellationToken ct)
    {
        var code = agency.Code.Value;
        if (await db.RegisterItems.AnyAsync(i => i.AgencyId == 0 && i.Kind == RegisterKind.Agency && i.Code == code, ct))
        {
            return;
        }

        if (!await db.Offices.AnyAsync(o => o.AgencyId == agency.Id, ct))
        {
            await AddRowsAsync(db, agency, await SandboxSeed.ReadAsync(rooms.GetRequiredService<SeedData>(), ct), ct);
        }

        await rooms.GetRequiredService<AdoptRegister>().RunAsync(ct);
    }

    private static async Task AddRowsAsync(CentralDb db, Agency agency, SandboxSeed seed, CancellationToken ct)
    {
        var province = agency.Province ?? new(seed.Province);
        var counties = await db.Counties.AsNoTracking().Where(c => c.Province == province).ToListAsync(ct);
        await using var all = await db.Database.BeginTransactionAsync(ct);
        var office = new Office
        {
            AgencyId = agency.Id, Code = seed.OfficeOf(province), TitleFa = seed.OfficeTitle, Province = province,
            County = counties.Select(c => c.Code).MinBy(c => c.Value), Level = OfficeLevel.Line, ValidFrom = new JalaliDate(1397, 4, 1).ToDateOnly(),
        };
        db.Add(office);
        db.Add(new Service
        {
            AgencyId = agency.Id, Code = seed.ServiceOwnCode, ServiceCode = seed.ServiceOf(agency.Code), TitleFa = seed.ServiceTitle,
            SearchKey = PersianText.SearchKey(seed.ServiceTitle), Audience = Audience.Citizen,
        });
        await db.SaveChangesAsync(ct);
        db.Add(new Desk { AgencyId = agency.Id, OfficeId = office.Id, Code = seed.Desk, Kind = DeskKind.Electronic });
        await db.SaveChangesAsync(ct);
        await all.CommitAsync(ct);
        db.ChangeTracker.Clear();
    }

    private async Task<Agency> EnterAsync(CentralDb db, AgencyCode code, CancellationToken ct)
    {
        await using var real = await centre.CreateDbContextAsync(ct);
        var agency = await real.Agencies.AsNoTracking().FirstAsync(a => a.Code == code, ct);

        // With its code: a name that wanders from one agency to another must not meet its own double here.
        var name = $"{agency.NameFa} ({code.Value})";
        var twin = new Agency
        {
            Code = code, NameFa = name, NameEn = agency.NameEn, Kind = agency.Kind, Level = agency.Level, Province = agency.Province,
            Subject = agency.Subject, SearchKey = PersianText.SearchKey(name), SortKey = agency.SortKey, IsDemo = agency.IsDemo,
        };
        db.Add(twin);
        await db.SaveChangesAsync(ct);
        return twin;
    }
}
