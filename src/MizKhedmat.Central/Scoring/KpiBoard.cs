using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// The KPIs of the service desks, K01–K08 and K19–K22, and of the register, K09–K11, K24 and K30, from counters: one view for screens, live updates, API and exports,
/// so that they cannot disagree. edesk-1397/I10 asks for them by chosen period and by headquarters / line.
/// </summary>
public sealed class KpiBoard(IDbContextFactory<CentralDb> dbs, KpiCatalogue catalogue, TimeProvider clock)
{
    internal DateOnly Today => clock.TodayInTehran();

    /// <summary>Catalogue entries of what this view computes, in the order of the catalogue.</summary>
    public async Task<IReadOnlyList<KpiDefinition>> DefinitionsAsync(CancellationToken ct)
    {
        var definitions = await catalogue.ReadAsync(ct);
        return [.. KpiFormulas.Known.Select(f => definitions[f.Slug])];
    }

    /// <summary>
    /// Rows for every unit of the breakdown, those without data included, in register order; null when what is asked for
    /// lies outside the scope or does not exist.
    /// </summary>
    public async Task<KpiTable?> ReadAsync(Scope scope, KpiQuery query, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await KpiReach.ResolveAsync(db, scope, query.Of, query.Province, ct) is not { } reach)
        {
            return null;
        }

        var asOf = clock.UtcNow();
        var today = TehranTime.DayOf(asOf);
        var definitions = await catalogue.ReadAsync(ct);
        var wanted = KpiFormulas.All.Where(f => query.Indicators is null || query.Indicators.Contains(f.Slug)).ToList();
        var ofRegister = KpiFormulas.OfRegister.Where(f => query.Indicators is null || query.Indicators.Contains(f.Slug)).ToList();
        var keys = await KpiKeys.ReadAsync(db, reach, query, today, ct);
        var withOpen = query.By != KpiBy.Month && query.Period.From <= today && wanted.Exists(f => f.Slug == KpiFormulas.OverdueOpen);
        var former = query.By == KpiBy.Month ? null : query.Period.PreviousToDate(today);
        var (now, before) = wanted.Count == 0
            ? new KpiPair([], [])
            : await SumAsync(db, reach, query.By, query.Period, former, today, withOpen, ct);
        var durations = wanted.Exists(f => f.Slug == KpiFormulas.MeanAnswerTime)
            ? await KpiDurations.ReadAsync(db, reach, query.By, query.Period, ct)
            : [];
        var register = ofRegister.Count == 0 ? [] : await RegisterKpis.ReadAsync(db, reach, query, today, ct);
        var rows = keys.SelectMany(key => wanted.Select(formula => KpiRows.Of(
            formula, definitions[formula.Slug], key, query.By, now.GetValueOrDefault(key.Code), before.GetValueOrDefault(key.Code), durations.GetValueOrDefault(key.Code)))
            .Concat(ofRegister.Select(formula => KpiRows.Of(formula, definitions[formula.Slug], key, query.By, register.GetValueOrDefault(key.Code)))));
        return new(asOf, query.Period, [.. rows]);
    }

    private static Task<KpiPair> SumAsync(
        CentralDb db, KpiReach reach, KpiBy by, JalaliPeriod period, JalaliPeriod? former, DateOnly today, bool withOpen, CancellationToken ct)
    {
        var cells = reach.NeedsOffices || by is KpiBy.Office or KpiBy.Service or KpiBy.County ? KpiCell.Fine(db, reach) : KpiCell.Coarse(db, reach);
        return by switch
        {
            KpiBy.Province => KpiCells.SumAsync(cells, c => c.Province, k => k.Value, period, former, today, withOpen, ct),
            KpiBy.County => KpiCells.SumAsync(cells, c => c.County, k => k.Value, period, former, today, withOpen, ct),
            KpiBy.Agency => KpiCells.SumAsync(cells, c => c.AgencyId, KpiKeys.Of, period, former, today, withOpen, ct),
            KpiBy.Office => KpiCells.SumAsync(cells, c => c.OfficeId, KpiKeys.Of, period, former, today, withOpen, ct),
            KpiBy.Service => KpiCells.SumAsync(cells, c => c.ServiceId, KpiKeys.Of, period, former, today, withOpen, ct),
            KpiBy.Channel => KpiCells.SumAsync(cells, c => c.Channel, KpiKeys.Of, period, former, today, withOpen, ct),
            KpiBy.Place => KpiCells.SumAsync(cells, c => c.Place, KpiKeys.Of, period, former, today, withOpen, ct),
            KpiBy.Month => KpiCells.SumAsync(cells, c => c.Day, KpiKeys.MonthOf, period, former, today, withOpen, ct),
            _ => KpiCells.SumAsync(cells, c => 0, _ => "", period, former, today, withOpen, ct),
        };
    }
}
