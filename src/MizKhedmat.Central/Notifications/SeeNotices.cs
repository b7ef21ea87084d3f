using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Notifications;

/// <summary>A person of an agency marks its notices as seen: all that stood there when the page was painted.</summary>
public sealed class SeeNotices(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    /// <summary>Marks what is not newer than <paramref name="newest"/>; returns how many.</summary>
    public async Task<int> RunAsync(ClaimsPrincipal user, long newest, CancellationToken ct)
    {
        if (SignedIn.IdOf(user) is null || SignedIn.ScopeOf(user) is not { Kind: ScopeKind.Agency, Agency: { } agency })
        {
            return 0;
        }

        var now = clock.UtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Notices.Where(n => n.Agency == agency && n.SeenAt == null && n.Id <= newest)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.SeenAt, now), ct);
    }
}
