using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>Last looks at electronic desks inside a scope.</summary>
public sealed class DeskProbes(IDbContextFactory<CentralDb> dbs)
{
    /// <summary>Null when the desk was never looked at, or lies outside the scope.</summary>
    public async Task<DeskProbe?> FindAsync(Scope scope, AgencyCode agency, string desk, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var desks = await RegisterReach.OfAsync(db, scope, new(RegisterKind.Desk) { Agency = agency }, ct);
        return await db.Set<DeskProbe>().AsNoTracking()
            .FirstOrDefaultAsync(p => p.Desk == desk && desks.Any(d => d.AgencyId == p.AgencyId && d.Code == p.Desk), ct);
    }
}
