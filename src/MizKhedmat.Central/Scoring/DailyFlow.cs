using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Scoring;

/// <summary>Accepted and answered requests of one Tehran day.</summary>
public sealed record DayFlow(DateOnly Day, long Accepted, long Answered);

/// <summary>The time series of accepted and answered requests.</summary>
public sealed class DailyFlow(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    /// <summary>One row per day of the period up to today, zeros included; null outside the scope.</summary>
    public async Task<IReadOnlyList<DayFlow>?> ReadAsync(Scope scope, Scope of, ProvinceCode? province, JalaliPeriod period, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await KpiReach.ResolveAsync(db, scope, of, province, ct) is not { } reach)
        {
            return null;
        }

        var today = clock.TodayInTehran();
        var last = period.To < today ? period.To : today;
        var cells = reach.NeedsOffices ? KpiCell.Fine(db, reach) : KpiCell.Coarse(db, reach);
        var found = await cells.Where(c => c.Day >= period.From && c.Day <= last).GroupBy(c => c.Day)
            .Select(g => new DayFlow(g.Key, g.Sum(c => c.Accepted), g.Sum(c => c.Answered))).ToDictionaryAsync(f => f.Day, ct);
        return [.. Enumerable.Range(0, Math.Max(0, last.DayNumber - period.From.DayNumber + 1))
            .Select(period.From.AddDays).Select(day => found.GetValueOrDefault(day) ?? new(day, 0, 0))];
    }
}
