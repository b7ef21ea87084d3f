using MizKhedmat.Central.Kernel;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>The rankings and score sheets of one run: the same lines for the live ranking and for a frozen edition.</summary>
internal sealed class RunTables
{
    /// <summary>Fewer requests than this: the badge «داده کم».</summary>
    private const int FewCases = 30;

    private readonly EditionRuns runs;
    private readonly IndexMethod method;
    private readonly JalaliPeriod period;
    private readonly DateTime asOf;
    private readonly IReadOnlyList<EditionUnit> units;
    private readonly Dictionary<string, EditionUnit> agencies;
    private readonly ILookup<string, EditionCell> places;
    private readonly Dictionary<StandingOf, StandingTable> tables = [];

    public RunTables(EditionRuns runs, JalaliPeriod period, DateTime asOf)
    {
        (this.runs, this.period, this.asOf, method, units) = (runs, period, asOf, runs.Input.Agencies.Method, runs.Input.AllUnits);
        agencies = units.Where(u => !u.IsProvince).ToDictionary(u => u.Code, StringComparer.Ordinal);
        places = runs.Input.Places.ToLookup(p => p.Province, StringComparer.Ordinal);
    }

    /// <summary>As the engine names a list.</summary>
    public static string ListOf(StandingOf of) => of switch
    {
        StandingOf.Provinces => EditionUnit.Provinces,
        StandingOf.ProvincialAgencies => EditionUnit.ProvincialAgencies,
        _ => EditionUnit.Agencies,
    };

    /// <summary>What a scope may see of a table: an agency its own line, a governor the province's line and the parts of agencies there.</summary>
    /// <param name="within">The province whose parts of agencies the table ranks.</param>
    public static StandingTable Seen(Scope scope, StandingTable table, ProvinceCode? within) => scope.Kind switch
    {
        ScopeKind.National => table,
        ScopeKind.Province when within is not null && within == scope.Province => table,
        ScopeKind.Province when within is not null => table with { Rows = [] },
        _ => table with { Rows = [.. table.Rows.Where(r => Sees(scope, table.Of, r.Code))] },
    };

    /// <summary>Whether a scope may see a unit's line in a list of the country.</summary>
    public static bool Sees(Scope scope, StandingOf of, string unit) => scope.Kind switch
    {
        ScopeKind.National => true,
        ScopeKind.Province => of == StandingOf.Provinces && scope.Province!.Value.Value == unit,
        ScopeKind.Agency => of != StandingOf.Provinces && scope.Agency!.Value.Value == unit,
        _ => false,
    };

    /// <summary>Whether a scope may see why an agency, or its part in a province, has its score.</summary>
    public static bool MaySee(Scope scope, AgencyCode agency, ProvinceCode? province) =>
        scope.Kind == ScopeKind.National || scope.Covers(Scope.OfAgency(agency)) || (province is { } p && scope.Covers(Scope.OfProvince(p)));

    /// <summary>Which list an agency stands in, one that is not bound among those of the country; null for an unknown one.</summary>
    public StandingOf? ListOf(AgencyCode agency) => agencies.TryGetValue(agency.Value, out var unit)
        ? unit.List == EditionUnit.ProvincialAgencies ? StandingOf.ProvincialAgencies : StandingOf.Agencies
        : null;

    public StandingTable Table(StandingOf of) =>
        tables.TryGetValue(of, out var known) ? known : tables[of] = of == StandingOf.Provinces ? OfProvinces() : OfAgencies(of);

    /// <summary>The parts of agencies inside one province, ranked among each other.</summary>
    public StandingTable Within(ProvinceCode province)
    {
        if (runs.Cells is not { } run)
        {
            return Listed(StandingOf.Agencies, []);
        }

        var rows = places[province.Value].Select(p => (Place: p, Unit: run.Facts.IndexOf(p.Unit))).ToList();
        var ranks = Publication.Ranks([.. rows.Select(r => run.PublishedOf(r.Unit))]);
        var ranked = rows.Index().Where(r => ranks[r.Index] is not null).ToList();
        var index = run.Index.ToArray();
        var errors = run.Errors.ToArray();
        var bands = RankRegion.Joint([.. ranked.Select(r => index[r.Item.Unit])], [.. ranked.Select(r => errors[r.Item.Unit])], method.Uncertainty.JointConfidence);
        var bandOf = ranked.Select((r, i) => (r.Index, Band: bands[i])).ToDictionary(b => b.Index, b => b.Band);
        return Listed(StandingOf.Agencies, rows.Select((row, i) =>
        {
            var line = Line(run, row.Unit, agencies[row.Place.Agency], (long)row.Place.Requests, (bandOf.TryGetValue(i, out var band) ? band : null, null, 0));
            return ranks[i] is { } rank
                ? line with { Rank = rank, RankLow = Math.Min(rank, line.RankLow ?? rank), RankHigh = Math.Max(rank, line.RankHigh ?? rank), PeerRank = null }
                : line with { PeerRank = null };
        }));
    }

    /// <summary>
    /// Why an agency, or its part in a province, has its score; null for one that is not scored. Its table holds its own row only.
    /// </summary>
    /// <param name="dress">What a table is given beside: the edition that it is, moves.</param>
    public ScoreSheet? Explain(AgencyCode agency, ProvinceCode? province, IReadOnlyDictionary<string, CellDefinition> definitions, Func<StandingTable, StandingTable>? dress = null)
    {
        var list = ListOf(agency);
        var run = province is not null ? runs.Cells : list is { } of ? runs.Lists[ListOf(of)] : null;
        if (run?.Facts.IndexOf(province is { } p ? $"{agency}/{p}" : agency.Value) is not (>= 0 and var unit))
        {
            return null;
        }

        var table = province is { } within ? Within(within) : Table(list!.Value);
        table = dress is null ? table : dress(table);
        var own = table.Rows.First(r => r.Code == agency.Value);
        var result = run.Unit(unit);
        return new(asOf, period, table with { Rows = [own] }, own, result.Index, result.Error, run.IndicatorsOf(unit), province is null ? NextStep.Of(run, unit) : [], definitions);
    }

    /// <summary>Why a province has its score; null for one that is not scored.</summary>
    public ProvinceSheet? Explain(ProvinceCode province, IReadOnlyDictionary<string, CellDefinition> definitions, Func<StandingTable, StandingTable>? dress = null)
    {
        if (runs.Cells is not { } run || runs.Provinces.FirstOrDefault(p => p.Province == province.Value) is not { } result)
        {
            return null;
        }

        var table = dress is null ? Table(StandingOf.Provinces) : dress(Table(StandingOf.Provinces));
        var own = table.Rows.First(r => r.Code == province.Value);
        var parts = places[province.Value].Select(place =>
        {
            var (unit, named) = (run.Unit(run.Facts.IndexOf(place.Unit)), agencies[place.Agency]);
            var share = (1 - result.GovernorShare) * result.Weights.GetValueOrDefault(place.Agency);
            return new ProvincePart(
                place.Agency, named.NameFa, named.NameEn, StatusOf(unit.Rankability), unit.Published, unit.Tier, share, share > 0 ? share * (100 - unit.Index!.Value) : 0, (long)place.Requests);
        });
        return new(
            asOf, period, table with { Rows = [own] }, own, result.Index, result.Error, result.Standardised, result.Crude, result.Governor, result.GovernorShare, method.Province!.Cap,
            [.. parts.OrderByDescending(p => p.Points).ThenByDescending(p => p.Share).ThenBy(p => p.Code, StringComparer.Ordinal)], OfGovernor(result), definitions);
    }

    /// <summary>The weight of a part without object goes to the others (SCORING.md 12).</summary>
    private List<IndicatorResult> OfGovernor(ProvinceResult province)
    {
        var rules = method.Province!.Governor;
        var cells = runs.Input.Governors.GetValueOrDefault(province.Province) ?? [];
        var (all, scored) = (rules.Sum(r => r.Weight), rules.Zip(province.GovernorScores).Where(r => r.Second is not null).Sum(r => r.First.Weight));
        return [.. rules.Select((rule, i) =>
        {
            var (cell, score) = (i < cells.Count ? cells[i] : Cell.Missing, province.GovernorScores[i]);
            var weight = score is null ? 0 : province.GovernorShare * rule.Weight / scored;
            double? value = score is null || cell.Status != CellStatus.Value ? null : rule.Estimator == Estimator.ExactRatio ? cell.X / cell.N : cell.X;
            return new IndicatorResult(rule, score is null && cell.Status == CellStatus.Value ? CellStatus.NotApplicable : cell.Status, cell, value, null, score,
                province.GovernorShare * rule.Weight / all, weight, score is { } s ? weight * (100 - s) : 0, false);
        })];
    }

    private StandingTable OfAgencies(StandingOf of)
    {
        var (list, run) = (ListOf(of), runs.Lists[ListOf(of)]);
        var (joint, peers) = (RankBands.Joint(run), RankBands.JointAmongPeers(run));
        var among = run.Listed.CountBy(run.Facts.GroupOf).ToDictionary();
        return Listed(of, agencies.Values.Where(u => u.List == list || (u.List == EditionUnit.NotBound && of == StandingOf.Agencies)).Select(unit =>
        {
            var requests = (long)runs.Input.NationalRequests.GetValueOrDefault(unit.Code);
            return run.Facts.IndexOf(unit.Code) is >= 0 and var i
                ? Line(run, i, unit, requests, (joint[i], peers[i], among.GetValueOrDefault(run.Facts.GroupOf(i))))
                : new Standing(
                    unit.Code, unit.NameFa, unit.NameEn, StandingStatus.NotBound, null, null, null, null, null, null, null, 0, null, null, null,
                    [.. method.Pillars.Select(_ => (double?)null)], requests, 0, false);
        }));
    }

    private Standing Line(IndexRun run, int unit, EditionUnit named, long requests, ((int Lo, int Hi)? Joint, (int Lo, int Hi)? Peers, int Among) bands)
    {
        var result = run.Unit(unit);
        var isRanked = result.Rankability == Rankability.Ranked;
        return new(
            named.Code, named.NameFa, named.NameEn, StatusOf(result.Rankability), result.Rank, bands.Joint?.Lo, bands.Joint?.Hi,
            result.Group, result.PeerRank, bands.Peers?.Lo, bands.Peers?.Hi, bands.Among,
            result.Published, isRanked ? Around(result.Index!.Value, result.Error) : null, result.Tier, result.Pillars, requests, result.Coverage.Observed, requests < FewCases);
    }

    private StandingTable OfProvinces()
    {
        var names = units.Where(u => u.IsProvince).ToDictionary(u => u.Code, StringComparer.Ordinal);
        return Listed(StandingOf.Provinces, runs.Provinces.Select(row => new Standing(
            row.Province, names[row.Province].NameFa, names[row.Province].NameEn, row.Rank is null ? StandingStatus.InsufficientData : StandingStatus.Ranked,
            row.Rank, row.Band?.Lo, row.Band?.Hi, null, null, null, null, 0, row.Published, row.Index is { } s ? Around(s, row.Error) : null, row.Tier,
            row.GovernorScores, (long)row.Requests, row.Observed, row.Requests < FewCases, row.Crude)));
    }

    private StandingTable Listed(StandingOf of, IEnumerable<Standing> rows) => new(
        asOf, period, of, method.Version, method.Hash,
        of == StandingOf.Provinces
            ? [.. (method.Province?.Governor ?? []).Select(g => new StandingPillar(g.Code, g.LabelFa, g.Weight))]
            : [.. method.Pillars.Select(p => new StandingPillar(p.Code, p.LabelFa, p.Weight))],
        method.Tiers, [.. rows.OrderBy(r => r.Rank ?? int.MaxValue).ThenBy(r => r.Status).ThenBy(r => r.Code, StringComparer.Ordinal)]);

    private Interval Around(double score, double error)
    {
        var half = NormalDistribution.Quantile((1 + method.Uncertainty.JointConfidence) / 2) * error;
        return new(Math.Max(0, score - half), Math.Min(100, score + half));
    }

    private static StandingStatus StatusOf(Rankability rankability) => rankability switch
    {
        Rankability.Ranked => StandingStatus.Ranked,
        Rankability.LimitedScope => StandingStatus.LimitedScope,
        _ => StandingStatus.InsufficientData,
    };
}
