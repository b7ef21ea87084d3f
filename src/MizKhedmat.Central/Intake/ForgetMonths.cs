using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// The part of <see cref="ForgetRequests"/> that servers make cheap: where every request of a month of receipt is over, its
/// events go with their whole partition instead of row by row. As long as one of them has to stay, they go row by row.
/// </summary>
internal sealed class ForgetMonths(IDbContextFactory<CentralDb> dbs, IBulkStore store, IMonthPartitions partitions)
{
    /// <summary>Removes the requests of such months, but not yet their events; returns the months and how many requests there were.</summary>
    public async Task<(IReadOnlyList<JalaliMonth> Months, int Removed)> RemoveRequestsAsync(DateTime before, Expression<Func<ServiceRequest, bool>> over, CancellationToken ct)
    {
        var months = new List<JalaliMonth>();
        var removed = 0;
        foreach (var month in (await partitions.ListAsync(ct)).Where(month => month.Plus(1).StartsAt <= before))
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            if (await Of(db, month).AllAsync(over, ct))
            {
                months.Add(month);
                for (var slice = -1; slice != 0; removed += slice)
                {
                    slice = await RemoveSliceAsync(month, over, ct);
                }
            }
        }

        return (months, removed);
    }

    /// <summary>Drops the months. Where a request came back to life meanwhile its month stays, and the events of the others go row by row.</summary>
    public async Task DropAsync(IReadOnlyList<JalaliMonth> months, CancellationToken ct)
    {
        foreach (var month in months)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            if (!await Of(db, month).AnyAsync(ct))
            {
                // No request has an id of the month any more, and none gets one: nobody can write there.
                await partitions.DropAsync(month, ct);
            }
            else
            {
                await SweepAsync(db, month, ct);
            }
        }
    }

    private async Task<int> RemoveSliceAsync(JalaliMonth month, Expression<Func<ServiceRequest, bool>> over, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var slice = await Of(db, month).Where(over).OrderBy(r => r.Id).Take(ForgetRequests.SliceRows).Select(r => new { r.Id, r.AgencyId }).ToListAsync(ct);
        if (slice.Count == 0)
        {
            return 0;
        }

        var ids = slice.ConvertAll(r => r.Id);
        await using var writing = await store.BeginAsync([.. slice.Select(r => r.AgencyId).Distinct()], ct);
        var removed = await writing.Db.ServiceRequests.Where(r => ids.Contains(r.Id)).Where(over).ExecuteDeleteAsync(ct);
        await writing.CommitAsync(ct);

        // None under the lock: what the slice saw came back to life, and the next slice does not see it.
        return removed == 0 ? await RemoveSliceAsync(month, over, ct) : removed;
    }

    private static async Task SweepAsync(CentralDb db, JalaliMonth month, CancellationToken ct)
    {
        var requests = db.ServiceRequests;
        var (from, to) = (MonthlyIds.FirstOf(month), MonthlyIds.FirstOf(month.Plus(1)));
        for (var gone = new List<long> { 0 }; gone.Count > 0;)
        {
            gone = await db.RequestEvents.Where(e => e.RequestId >= from && e.RequestId < to && !requests.Any(r => r.Id == e.RequestId))
                .Select(e => e.RequestId).Distinct().Take(ForgetRequests.RequestsAtOnce).ToListAsync(ct);
            await db.RequestEvents.Where(e => gone.Contains(e.RequestId)).ExecuteDeleteAsync(ct);
        }
    }

    private static IQueryable<ServiceRequest> Of(CentralDb db, JalaliMonth month)
    {
        var (from, to) = (MonthlyIds.FirstOf(month), MonthlyIds.FirstOf(month.Plus(1)));
        return db.ServiceRequests.Where(r => r.Id >= from && r.Id < to);
    }
}
