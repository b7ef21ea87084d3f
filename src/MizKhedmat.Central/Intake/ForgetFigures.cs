using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// Removes what the feedback to agencies no longer shows: counts of pushes as old as the requests that are removed
/// (24 Jalali months), examples of refusals after 90 days, whose receipts' answers are long empty by then.
/// </summary>
public sealed class ForgetFigures(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    public static readonly TimeSpan SamplesKept = TimeSpan.FromDays(90);

    /// <summary>Returns how many rows were removed.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var keptFrom = ForgetRequests.KeptFrom(clock.TodayInTehran());
        var before = clock.UtcNow() - SamplesKept;
        return await db.PushCounts.Where(c => c.Day < keptFrom).ExecuteDeleteAsync(ct)
            + await db.PushSamples.Where(s => s.At < before).ExecuteDeleteAsync(ct);
    }
}
