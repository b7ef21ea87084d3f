using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// The first ranking of agencies and provinces (1538588/4): by the share of answers no later than the promise, with its
/// Wilson interval. Fewer than <see cref="MinimumCases"/> decided cases: listed apart. The full index replaces it.
/// </summary>
public sealed class StandingBoard(IDbContextFactory<CentralDb> dbs, KpiBoard kpis)
{
    /// <summary>Below this a share says too little to be given a place at all.</summary>
    public const int MinimumCases = 10;

    /// <summary>Below this the badge «داده کم» stands beside the rank.</summary>
    public const int FewCases = 30;

    private const int TrendWeeks = 12;

    /// <summary>Units inside the scope only; agencies may be narrowed to one province. Ranked ones first.</summary>
    public async Task<StandingTable> ReadAsync(Scope scope, StandingOf of, JalaliPeriod period, ProvinceCode? province, CancellationToken ct)
    {
        var by = of == StandingOf.Provinces ? KpiBy.Province : KpiBy.Agency;
        var asked = province is { } p ? Scope.OfProvince(p) : scope;
        var table = await kpis.ReadAsync(scope, new(asked, period, by, Indicators: [KpiFormulas.OnTime, "accepted-requests"]), ct)
            ?? new KpiTable(default, period, []);
        var trends = await TrendsAsync(asked, by, period, ct);
        var rows = table.Rows.Where(r => r.Indicator == KpiFormulas.OnTime).ToList();
        var ranked = rows.Where(r => r.Whole >= MinimumCases).ToList();
        var ranks = CompetitionRank.Descending([.. ranked.Select(Published)]);
        var standings = ranked.Select((row, i) => Line(row, ranks[i], ranked, table, trends))
            .OrderBy(s => s.Rank).ThenByDescending(s => s.OnTime.Whole)
            .Concat(rows.Where(r => r.Whole is null or < MinimumCases).Select(row => Line(row, null, ranked, table, trends)));
        return new(table.AsOf, period, of, [.. standings]);
    }

    /// <summary>
    /// The place of one province or agency in the whole country, and among how many: its own line and nobody else's row.
    /// Null when the unit lies outside the scope or does not exist.
    /// </summary>
    public async Task<(Standing Own, int Ranked)?> PlaceOfAsync(Scope scope, Scope unit, JalaliPeriod period, CancellationToken ct)
    {
        var code = unit.Kind switch { ScopeKind.Province => unit.Province?.Value, ScopeKind.Agency => unit.Agency?.Value, _ => null };
        if (code is null || !scope.Covers(unit))
        {
            return null;
        }

        var of = unit.Kind == ScopeKind.Province ? StandingOf.Provinces : StandingOf.Agencies;
        var table = await ReadAsync(Scope.National, of, period, null, ct);
        return table.Rows.FirstOrDefault(r => r.Code == code) is { } own ? (own, table.Rows.Count(r => r.Rank is not null)) : null;
    }

    /// <summary>Ranks follow the value that is shown: one decimal of a percentage. Equal shown values share a rank.</summary>
    private static double Published(KpiRow row) => Math.Round(row.Value ?? 0, 3, MidpointRounding.AwayFromZero);

    private static Standing Line(KpiRow row, int? rank, List<KpiRow> ranked, KpiTable table, Dictionary<string, IReadOnlyList<double?>> trends) => new(
        row.Key, row.NameFa, row.NameEn, rank,
        rank is null ? null : 1 + ranked.Count(other => other.Interval!.Value.Lo > row.Interval!.Value.Hi),
        rank is null ? null : ranked.Count - ranked.Count(other => other.Interval!.Value.Hi < row.Interval!.Value.Lo),
        new((long)(row.Part ?? 0), row.Whole ?? 0), row.Interval, (long)(table.Find("accepted-requests", row.Key)?.Part ?? 0),
        row.Whole < FewCases && row.Whole > 0, row.Status, trends.GetValueOrDefault(row.Key) ?? []);

    /// <summary>On-time share of each of the last twelve weeks of the period, by due day; a week without cases is null.</summary>
    private async Task<Dictionary<string, IReadOnlyList<double?>>> TrendsAsync(Scope asked, KpiBy by, JalaliPeriod period, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await KpiReach.ResolveAsync(db, asked, asked, null, ct) is not { NeedsOffices: false } reach)
        {
            return [];
        }

        var last = kpis.Today < period.To ? kpis.Today : period.To;
        var first = last.AddDays(1 - (TrendWeeks * 7));
        var agencies = await db.Set<Registry.Agency>().Select(a => new { a.Id, a.Code }).ToDictionaryAsync(a => a.Id, a => a.Code.Value, ct);
        var cells = reach.DayTotalsOf(db).Where(t => t.Day >= first && t.Day < last);
        var days = by == KpiBy.Province
            ? await cells.GroupBy(t => new { t.Province, t.Day })
                .Select(g => new Week(g.Key.Province.Value, 0, g.Key.Day, g.Sum(t => t.OnTime), g.Sum(t => t.Due))).ToListAsync(ct)
            : await cells.GroupBy(t => new { t.AgencyId, t.Day })
                .Select(g => new Week("", g.Key.AgencyId, g.Key.Day, g.Sum(t => t.OnTime), g.Sum(t => t.Due))).ToListAsync(ct);
        return days.GroupBy(d => by == KpiBy.Province ? d.Province : agencies[d.AgencyId]).ToDictionary(
            unit => unit.Key,
            unit => (IReadOnlyList<double?>)[.. Enumerable.Range(0, TrendWeeks).Select(week => unit
                .Where(d => (d.Day.DayNumber - first.DayNumber) / 7 == week)
                .Aggregate(default(Tally), (sum, d) => sum + new Tally(d.OnTime, d.Due)).Share)]);
    }

    private sealed record Week(string Province, int AgencyId, DateOnly Day, long OnTime, long Due);
}
