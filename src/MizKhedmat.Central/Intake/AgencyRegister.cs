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
}

/// <summary>
/// The registers of agencies, kept in memory because every record of every push needs them; read again when a code is not
/// found, so that a new office counts at once.
/// </summary>
public sealed class AgencyRegisters(IDbContextFactory<CentralDb> dbs)
{
    private readonly ConcurrentDictionary<int, AgencyRegister> known = new();

    public async ValueTask<AgencyRegister> OfAsync(int agencyId, CancellationToken ct) =>
        known.TryGetValue(agencyId, out var register) ? register : await ReadAgainAsync(agencyId, ct);

    /// <summary>After a change of the register.</summary>
    public void Forget(int agencyId) => known.TryRemove(agencyId, out _);

    public async Task<AgencyRegister> ReadAgainAsync(int agencyId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var offices = await db.Offices.AsNoTracking().Where(o => o.AgencyId == agencyId).ToListAsync(ct);
        var desks = await db.Desks.AsNoTracking().Where(d => d.AgencyId == agencyId).ToListAsync(ct);
        var services = await db.Services.AsNoTracking().Where(s => s.AgencyId == agencyId).ToListAsync(ct);
        return known[agencyId] = new()
        {
            Offices = offices.ToFrozenDictionary(o => o.Code, StringComparer.Ordinal),
            Desks = desks.ToFrozenDictionary(d => d.Code, StringComparer.Ordinal),
            Services = services.Where(s => s.ServiceCode is not null).ToFrozenDictionary(s => s.ServiceCode!, StringComparer.Ordinal),
            Pending = services.Where(s => s.ServiceCode is null).DistinctBy(s => s.SearchKey).ToFrozenDictionary(s => s.SearchKey, StringComparer.Ordinal),
        };
    }
}
