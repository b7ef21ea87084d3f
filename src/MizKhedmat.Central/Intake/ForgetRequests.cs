using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// Removes raw requests with their events, and with them the applicant's mobile and hash, 24 Jalali months after the last
/// that happened to them (DOMAIN.md decision 26); the counters stay. Only what is settled, and whose promise lies as far
/// back, goes: an open request stays until it is answered. In slices, each a transaction of its own that keeps the agency's
/// pushes waiting for a moment only. When the last request of a month of acceptance is gone, the month's key goes too, so
/// that no backup tells its applicants any more.
/// </summary>
public sealed class ForgetRequests(IDbContextFactory<CentralDb> dbs, IBulkStore store, AgencyRegisters registers, IMonthPartitions partitions, PersonalDataKey keys, TimeProvider clock)
{
    public const int MonthsKept = 24;

    /// <summary>Most rows of a slice, requests and events together; a single request is never split.</summary>
    public const int SliceRows = 5_000;

    internal const int RequestsAtOnce = 1_000;

    /// <summary>The oldest day whose requests are kept.</summary>
    public static DateOnly KeptFrom(DateOnly today) => JalaliDate.Of(today).AddMonths(-MonthsKept).ToDateOnly();

    /// <summary>Returns how many requests were removed.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var keptFrom = KeptFrom(clock.TodayInTehran());
        var before = TehranTime.StartOf(keptFrom);
        var agencies = await AgenciesAsync(keptFrom, ct);
        foreach (var agency in agencies)
        {
            await MoveAsync(agency, keptFrom, ct);
            registers.Forget(agency);
        }

        var whole = new ForgetMonths(dbs, store, partitions);
        var (months, removed) = await whole.RemoveRequestsAsync(before, Over(before), ct);
        foreach (var agency in agencies)
        {
            for (var slice = -1; slice != 0; removed += slice)
            {
                slice = await RemoveSliceAsync(agency, before, ct);
            }
        }

        await DestroyKeysAsync(ct);
        await whole.DropAsync(months, ct);
        return removed;
    }

    /// <summary>Settled, and everything that happened or was promised lies before: nothing of it has to stay.</summary>
    private static Expression<Func<ServiceRequest, bool>> Over(DateTime before) => r =>
        (r.AcceptedAt == null || r.AcceptedAt < before) && r.LastEventAt < before && (r.PromisedUntil == null || r.PromisedUntil < before)
        && (r.AcceptedAt == null || r.AnsweredAt != null || r.SettledAt != null);

    /// <summary>
    /// Destroys the keys of the months of acceptance whose last request is gone. The line in the journal comes first: a key
    /// that was destroyed is always told of. The day between keeps clear of a push that began before midnight.
    /// </summary>
    private async Task DestroyKeysAsync(CancellationToken ct)
    {
        var keptFrom = JalaliMonth.Of(KeptFrom(clock.TodayInTehran().AddDays(-1)));
        foreach (var month in keys.Months.All().Where(month => month < keptFrom))
        {
            var (from, to) = (month.StartsAt, month.Plus(1).StartsAt);
            await using var db = await dbs.CreateDbContextAsync(ct);
            var requests = db.ServiceRequests;
            if (!await db.Agencies.AnyAsync(a => requests.Any(r => r.AgencyId == a.Id && r.AcceptedAt >= from && r.AcceptedAt < to), ct))
            {
                db.Add(new JournalEntry { At = clock.UtcNow(), Kind = "month-key-destroyed", Subject = month.ToString(), Actor = "centre" });
                await db.SaveChangesAsync(ct);
                keys.Months.Destroy(month);
            }
        }
    }

    /// <summary>Agencies that have anything of that age; the others keep no frontier.</summary>
    private async Task<List<int>> AgenciesAsync(DateOnly keptFrom, CancellationToken ct)
    {
        var before = TehranTime.StartOf(keptFrom);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var requests = db.ServiceRequests;
        return await db.Agencies.Where(a => requests.Any(r => r.AgencyId == a.Id && (r.AcceptedAt == null || r.AcceptedAt < before) && r.LastEventAt < before))
            .OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(ct);
    }

    /// <summary>The frontier is durable before the first row goes, so that a crash in between never looks like a fault of the counters.</summary>
    private async Task MoveAsync(int agencyId, DateOnly keptFrom, CancellationToken ct)
    {
        await using var writing = await store.BeginAsync(agencyId, ct);
        var former = await writing.Db.RequestRetentions.AsNoTracking().FirstOrDefaultAsync(r => r.AgencyId == agencyId, ct);
        if (former is null || former.KeptFrom < keptFrom)
        {
            await writing.UpsertAsync<RequestRetention>([new() { AgencyId = agencyId, KeptFrom = keptFrom }], ct);
            await writing.CommitAsync(ct);
        }
    }

    private async Task<int> RemoveSliceAsync(int agencyId, DateTime before, CancellationToken ct)
    {
        await using var writing = await store.BeginAsync(agencyId, ct);
        var db = writing.Db;
        var events = db.RequestEvents;
        var over = await db.ServiceRequests
            .Where(r => r.AgencyId == agencyId).Where(Over(before))
            .OrderBy(r => r.Id).Take(RequestsAtOnce).Select(r => new { r.Id, Rows = 1 + events.Count(e => e.RequestId == r.Id) }).ToListAsync(ct);
        var rows = 0;
        var ids = over.TakeWhile(r => (rows += r.Rows) <= SliceRows || rows == r.Rows).Select(r => r.Id).ToList();
        if (ids.Count > 0)
        {
            await db.RequestEvents.Where(e => ids.Contains(e.RequestId)).ExecuteDeleteAsync(ct);
            await db.ServiceRequests.Where(r => ids.Contains(r.Id)).ExecuteDeleteAsync(ct);
            await writing.CommitAsync(ct);
        }

        return ids.Count;
    }
}
