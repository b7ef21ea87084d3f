using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Intake;

/// <summary>What a push may name: an agency's own offices, desks and services by their codes.</summary>
public sealed class AgencyRegister
{
    public required FrozenDictionary<string, Office> Offices { get; init; }

    public required FrozenDictionary<string, Desk> Desks { get; init; }

    public required FrozenDictionary<string, Service> Services { get; init; }

    /// <summary>Services without a national id yet, by search key of the title (faq-1397/Q6).</summary>
    public required FrozenDictionary<string, Service> Pending { get; init; }

    /// <summary>When offices, desks and services were open, by kind and own code.</summary>
    public required FrozenDictionary<(RegisterKind, string), IReadOnlyList<OpenTime>> Spells { get; init; }

    /// <summary>From which day on its requests are all there; null while none was removed.</summary>
    public required DateOnly? KeptFrom { get; init; }

    /// <summary>Whether it was open on a day; what closed later does not take the old days back.</summary>
    public bool WasOpen(RegisterKind kind, string code, DateOnly day) => !Spells.TryGetValue((kind, code), out var spells) || spells.Any(s => s.Covers(day));
}

/// <summary>
/// The registers of agencies, kept in memory because every record of every push needs them; read again when a code is not
/// found, so that a new office counts at once.
/// </summary>
public sealed class AgencyRegisters(IDbContextFactory<CentralDb> dbs)
{
    private readonly ConcurrentDictionary<int, AgencyRegister> known = new();
    private long forgotten;

    public async ValueTask<AgencyRegister> OfAsync(int agencyId, CancellationToken ct) =>
        known.TryGetValue(agencyId, out var register) ? register : await ReadAgainAsync(agencyId, ct);

    /// <summary>After a change of the register.</summary>
    public void Forget(int agencyId)
    {
        Interlocked.Increment(ref forgotten);
        known.TryRemove(agencyId, out _);
    }

    public async Task<AgencyRegister> ReadAgainAsync(int agencyId, CancellationToken ct)
    {
        var before = Volatile.Read(ref forgotten);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var register = await ReadAsync(db, agencyId, ct);
        known[agencyId] = register;
        if (Volatile.Read(ref forgotten) != before)
        {
            // Something changed while we read; the next push reads anew.
            known.TryRemove(agencyId, out _);
        }

        return register;
    }

    private static async Task<AgencyRegister> ReadAsync(CentralDb db, int agencyId, CancellationToken ct)
    {
        var removed = (await db.RegisterItems.AsNoTracking().Where(i => i.AgencyId == agencyId && i.Status == RegisterStatus.Removed)
            .Select(i => new { i.Kind, i.Code }).ToListAsync(ct)).Select(i => (i.Kind, i.Code)).ToHashSet();
        var spells = await db.Spells.AsNoTracking()
            .Where(s => s.AgencyId == agencyId && (s.Kind == RegisterKind.Office || s.Kind == RegisterKind.Desk || s.Kind == RegisterKind.Service))
            .OrderBy(s => s.Number).ToListAsync(ct);
        var offices = await db.Offices.AsNoTracking().Where(o => o.AgencyId == agencyId).ToListAsync(ct);
        var desks = await db.Desks.AsNoTracking().Where(d => d.AgencyId == agencyId).ToListAsync(ct);
        var services = (await db.Services.AsNoTracking().Where(s => s.AgencyId == agencyId).ToListAsync(ct)).FindAll(s => !removed.Contains((RegisterKind.Service, s.Code)));
        return new()
        {
            KeptFrom = await db.RequestRetentions.Where(r => r.AgencyId == agencyId).Select(r => (DateOnly?)r.KeptFrom).FirstOrDefaultAsync(ct),
            Offices = offices.Where(o => !removed.Contains((RegisterKind.Office, o.Code))).ToFrozenDictionary(o => o.Code, StringComparer.Ordinal),
            Desks = desks.Where(d => !removed.Contains((RegisterKind.Desk, d.Code))).ToFrozenDictionary(d => d.Code, StringComparer.Ordinal),
            Services = services.Where(s => s.ServiceCode is not null).ToFrozenDictionary(s => s.ServiceCode!, StringComparer.Ordinal),
            Pending = services.Where(s => s.ServiceCode is null).DistinctBy(s => s.SearchKey).ToFrozenDictionary(s => s.SearchKey, StringComparer.Ordinal),
            Spells = spells.GroupBy(s => (s.Kind, s.Code)).ToFrozenDictionary(g => g.Key, IReadOnlyList<OpenTime> (g) => [.. g.Select(s => new OpenTime(s.From, s.To, s.MergedInto))]),
        };
    }
}
