using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Notifications;

/// <summary>The notices of an agency, the newest first, and how many nobody has seen yet.</summary>
public sealed class NoticeBoard(IDbContextFactory<CentralDb> dbs)
{
    /// <summary>Notices shown at once.</summary>
    public const int Newest = 100;

    /// <summary>Empty outside the scope.</summary>
    public async Task<IReadOnlyList<Notice>> ReadAsync(Scope scope, AgencyCode agency, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Notices(db, scope, agency).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(Newest).ToListAsync(ct);
    }

    public async Task<int> UnseenAsync(Scope scope, AgencyCode agency, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Notices(db, scope, agency).CountAsync(n => n.SeenAt == null, ct);
    }

    private static IQueryable<Notice> Notices(CentralDb db, Scope scope, AgencyCode agency)
    {
        var isSeen = scope.Covers(Scope.OfAgency(agency));
        return db.Notices.AsNoTracking().Where(n => isSeen && n.Agency == agency);
    }
}
