using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>
/// Whether a signed-in principal still stands: not signed out, not disabled, same security stamp, role and scope as when it
/// signed in. Asked on each request and every twenty seconds by open circuits; at most five seconds old.
/// </summary>
internal sealed class LiveOfficials(IDbContextFactory<CentralDb> dbs, Revocations revocations, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<int, (string? Standing, DateTime ReadAt)> known = new();

    public async ValueTask<bool> StandsAsync(ClaimsPrincipal user, CancellationToken ct) =>
        SignedIn.IdOf(user) is { } id
        && user.FindFirstValue(SignedIn.SessionClaim) is { } session
        && !await revocations.HasAsync(Revocations.OfSession(session), ct)
        && await StandingAsync(id, ct) is { } standing
        && standing == $"{user.FindFirstValue(SignedIn.StampClaim)}|{SignedIn.RoleOf(user)}|{user.FindFirstValue(SignedIn.ScopeClaim)}";

    /// <summary>Null: gone or disabled.</summary>
    private async ValueTask<string?> StandingAsync(int id, CancellationToken ct)
    {
        var now = clock.UtcNow();
        if (known.TryGetValue(id, out var kept) && now - kept.ReadAt < Fresh && now >= kept.ReadAt)
        {
            return kept.Standing;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var standing = await db.Officials.AsNoTracking().Where(o => o.Id == id && !o.IsDisabled)
            .Select(o => o.SecurityStamp + "|" + o.Role + "|" + o.ScopeText).FirstOrDefaultAsync(ct);
        known[id] = (standing, now);
        return standing;
    }
}
