using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Access;

/// <summary>
/// Whom a client id stands for right now: agency, granted scopes, disabled or not. Read at every call and at most five
/// seconds old, so that disabling a client or taking a scope away acts on tokens that are already out (ASVS v5.0.0-8.3.2).
/// </summary>
internal sealed class LiveClients(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (CallingAgency Agency, DateTime ReadAt)> known = new(StringComparer.Ordinal);

    /// <summary>Null when there is no such client, or it is disabled. Unknown ids are not kept: they cannot fill the memory.</summary>
    public async ValueTask<CallingAgency?> FindAsync(string clientId, CancellationToken ct)
    {
        var now = clock.UtcNow();
        if (known.TryGetValue(clientId, out var kept) && now - kept.ReadAt < Fresh && now >= kept.ReadAt)
        {
            return kept.Agency;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var agencies = db.Agencies;
        var row = await db.ApiClients.AsNoTracking()
            .Where(client => client.ClientId == clientId && !client.IsDisabled)
            .Join(agencies, client => client.AgencyId, agency => agency.Id, (client, agency) => new { client, agency.Code })
            .FirstOrDefaultAsync(ct);
        if (row is null || row.client.ClientId != clientId)
        {
            known.TryRemove(clientId, out _);
            return null;
        }

        var found = new CallingAgency(
            row.client.AgencyId, row.Code, row.client.Id, row.client.ClientId,
            ApiScopes.Split(row.client.Scopes).ToHashSet(StringComparer.Ordinal));
        known[clientId] = (found, now);
        return found;
    }
}
