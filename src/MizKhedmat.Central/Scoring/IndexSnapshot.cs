using System.Text.Json;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// The cells of one period and the runs of the index over them: agencies of the country, agencies of provinces, the parts of
/// agencies in provinces, and the provinces. After a change of one agency only that agency is scored again; ranks follow. Not for
/// several threads at once.
/// </summary>
internal sealed class IndexSnapshot
{
    /// <summary>Fewer requests than this: the badge «داده کم».</summary>
    private const int FewCases = 30;

    private readonly IndexMethod method;
    private readonly Dictionary<string, UnitCells> agencies;
    private readonly Dictionary<string, UnitCells> parts;
    private readonly IReadOnlyList<UnitCells> provinces;
    private readonly Dictionary<string, string> groups;
    private readonly int[] order;
    private readonly int[] governorOrder;
    private readonly Dictionary<StandingOf, IndexRun> runs;
    private readonly IndexRun partRun;
    private Dictionary<StandingOf, StandingTable> tables = [];

    /// <summary>All of one reading; tables of agencies, their parts in provinces, and provinces.</summary>
    /// <param name="frozen">What small numbers are drawn to; what it lacks is estimated from these cells.</param>
    public IndexSnapshot(IndexMethod method, CellTable agencies, CellTable parts, CellTable provinces, IndexPriors frozen)
    {
        this.method = method;
        (Period, AsOf, Sha256) = (agencies.Period, agencies.AsOf, agencies.Sha256);
        order = [.. method.Indicators.Select(rule => agencies.Codes.ToList().IndexOf(rule.Code))];
        governorOrder = [.. (method.Province?.Governor ?? []).Select(rule => provinces.Codes.ToList().IndexOf(rule.Code))];
        this.agencies = agencies.Units.ToDictionary(u => u.Unit.Code, StringComparer.Ordinal);
        this.parts = parts.Units.Where(IsBound).ToDictionary(u => u.Unit.Code, StringComparer.Ordinal);
        this.provinces = provinces.Units;
        var bound = agencies.Units.Where(IsBound).ToList();
        groups = GroupsOf(method, bound);
        var priors = Priors = frozen.CompletedFrom(method, Facts(bound, u => groups[u.Unit.Code]));
        runs = new()
        {
            [StandingOf.Agencies] = new(method, Facts(bound.Where(u => !IsProvincial(u)), u => groups[u.Unit.Code]), priors),
            [StandingOf.ProvincialAgencies] = new(method, Facts(bound.Where(IsProvincial), u => groups[u.Unit.Code]), priors),
        };
        partRun = new(method, Facts(this.parts.Values, u => groups[u.Unit.Agency!.Value.Value]), priors);
    }

    public JalaliPeriod Period { get; }

    /// <summary>The priors that every run used, complete.</summary>
    public IndexPriors Priors { get; }

    /// <summary>The whole methodology document.</summary>
    public required JsonElement Document { get; init; }

    public DateTime AsOf { get; private set; }

    /// <summary>Hash of the methodology that the cells were made for.</summary>
    public string Sha256 { get; }

    /// <summary>The priors of a closed period, of all agencies that the directive binds (SCORING.md 6).</summary>
    public static IndexPriors PriorsOf(IndexMethod method, CellTable agencies)
    {
        var bound = agencies.Units.Where(IsBound).ToList();
        var groups = GroupsOf(method, bound);
        var facts = new IndexFacts(method, bound.Select(u => (u.Unit.Code, groups[u.Unit.Code])));
        int[] order = [.. method.Indicators.Select(rule => agencies.Codes.ToList().IndexOf(rule.Code))];
        bound.ForEach(unit => Fill(facts, unit, order));
        return IndexPriors.Estimate(method, facts);
    }

    /// <summary>
    /// Takes new cells of one agency and of its parts; false when a unit came or went, then everything has to be read again.
    /// </summary>
    public bool Take(CellTable agency, CellTable ofAgency)
    {
        if (agency.Sha256 != Sha256 || agency.Units is not [var own] || !agencies.TryGetValue(own.Unit.Code, out var known) || known.Unit != own.Unit
            || !ofAgency.Units.Where(IsBound).Select(u => u.Unit.Code).ToHashSet(StringComparer.Ordinal)
                .SetEquals(parts.Values.Where(p => p.Unit.Agency == own.Unit.Agency).Select(p => p.Unit.Code)))
        {
            return false;
        }

        agencies[own.Unit.Code] = own;
        Set(runs[IsProvincial(own) ? StandingOf.ProvincialAgencies : StandingOf.Agencies], own);
        foreach (var part in ofAgency.Units.Where(IsBound))
        {
            parts[part.Unit.Code] = part;
            Set(partRun, part);
        }

        return true;
    }

    /// <summary>Ranks everything anew after units were taken.</summary>
    public void Rank(DateTime asOf)
    {
        AsOf = asOf;
        tables = [];
        foreach (var run in runs.Values.Append(partRun))
        {
            run.Rank();
        }
    }

    public StandingTable Table(StandingOf of) =>
        tables.TryGetValue(of, out var known) ? known : tables[of] = of == StandingOf.Provinces ? OfProvinces() : OfAgencies(of);

    /// <summary>The parts of agencies inside one province, ranked among each other.</summary>
    public StandingTable Within(ProvinceCode province)
    {
        var rows = parts.Values.Where(p => p.Unit.Province == province).Select(p => (Part: p, Unit: partRun.Facts.IndexOf(p.Unit.Code))).ToList();
        var ranks = Publication.Ranks([.. rows.Select(r => partRun.PublishedOf(r.Unit))]);
        var ranked = rows.Index().Where(r => ranks[r.Index] is not null).ToList();
        var index = partRun.Index.ToArray();
        var errors = partRun.Errors.ToArray();
        var bands = RankRegion.Joint([.. ranked.Select(r => index[r.Item.Unit])], [.. ranked.Select(r => errors[r.Item.Unit])], method.Uncertainty.JointConfidence);
        var bandOf = ranked.Select((r, i) => (r.Index, Band: bands[i])).ToDictionary(b => b.Index, b => b.Band);
        return Listed(StandingOf.Agencies, [.. method.Pillars.Select(p => new StandingPillar(p.Code, p.LabelFa, p.Weight))], rows.Select((row, i) =>
        {
            var line = Line(partRun, row.Unit, row.Part, bandOf.TryGetValue(i, out var band) ? band : null, null, 0) with { Code = row.Part.Unit.Agency!.Value.Value };
            return ranks[i] is { } rank
                ? line with { Rank = rank, RankLow = Math.Min(rank, line.RankLow ?? rank), RankHigh = Math.Max(rank, line.RankHigh ?? rank), PeerRank = null }
                : line with { PeerRank = null };
        }));
    }

    /// <summary>What stands behind the score of an agency, or of its part in a province; null when it is not scored.</summary>
    public (UnitResult Result, IReadOnlyList<IndicatorResult> Indicators, IReadOnlyList<NextStep> Next)? Explain(AgencyCode agency, ProvinceCode? province)
    {
        var run = province is not null ? partRun
            : agencies.TryGetValue(agency.Value, out var whole) ? runs[IsProvincial(whole) ? StandingOf.ProvincialAgencies : StandingOf.Agencies] : null;
        return run?.Facts.IndexOf(province is { } p ? $"{agency}/{p}" : agency.Value) is >= 0 and var unit
            ? (run.Unit(unit), run.IndicatorsOf(unit), province is null ? NextStep.Of(run, unit) : [])
            : null;
    }

    /// <summary>What the tables are computed from, as an edition would be: copies of the cells, so that the next reading changes nothing of it.</summary>
    public EditionInput Input() => new()
    {
        Head = new("live", "live", Period.Key, AsOf, "", "", "", EditionDocument.EngineVersion, null, []),
        Methodology = Document,
        Agencies = Facts(agencies.Values.Where(IsBound), u => groups[u.Unit.Code]),
        Priors = Priors,
        Cells = partRun.Facts.Copy(),
        Places = [.. parts.Values.Select(p => new EditionCell(p.Unit.Agency!.Value.Value, p.Unit.Province!.Value.Value, p.Requests))],
        Governors = provinces.ToDictionary(p => p.Unit.Code, p => (IReadOnlyList<Cell>)[.. governorOrder.Select(i => p.Cells[i])], StringComparer.Ordinal),
        NationalRequests = agencies.Values.ToDictionary(u => u.Unit.Code, u => (double)u.Requests, StringComparer.Ordinal),
        Units =
        [
            .. agencies.Values.Select(u => new EditionUnit(
                u.Unit.Code, !IsBound(u) ? EditionUnit.NotBound : IsProvincial(u) ? EditionUnit.ProvincialAgencies : EditionUnit.Agencies, u.Unit.NameFa, u.Unit.NameEn)),
            .. provinces.Select(p => new EditionUnit(p.Unit.Code, EditionUnit.Provinces, p.Unit.NameFa, p.Unit.NameEn)),
        ],
        Draws = 0,
    };

    /// <summary>Which list an agency stands in; null for one that the register does not know.</summary>
    public StandingOf? ListOf(AgencyCode agency) =>
        agencies.TryGetValue(agency.Value, out var unit) ? IsProvincial(unit) ? StandingOf.ProvincialAgencies : StandingOf.Agencies : null;

    private static bool IsBound(UnitCells unit) => unit.Unit.Subject is SubjectStatus.Subject or SubjectStatus.Deemed;

    /// <summary>The register says of which province an agency is; those of none are of the country.</summary>
    private static bool IsProvincial(UnitCells unit) => unit.Unit.Province is not null;

    private static Dictionary<string, string> GroupsOf(IndexMethod method, IEnumerable<UnitCells> bound) => method.Peers is { } rule
        ? PeerGroups.Assign(rule, bound.Select(u => (u.Unit.Code, CellUnit.TypeCode(u.Unit.Kind!.Value), (double)u.YearlyRequests))).ToDictionary(StringComparer.Ordinal)
        : bound.ToDictionary(u => u.Unit.Code, _ => "", StringComparer.Ordinal);

    private IndexFacts Facts(IEnumerable<UnitCells> units, Func<UnitCells, string> group)
    {
        var list = units.ToList();
        var facts = new IndexFacts(method, list.Select(u => (u.Unit.Code, group(u))));
        list.ForEach(unit => Fill(facts, unit, order));
        return facts;
    }

    private static void Fill(IndexFacts facts, UnitCells unit, int[] order)
    {
        var row = facts.Row(facts.IndexOf(unit.Unit.Code));
        for (var i = 0; i < order.Length; i++)
        {
            row[i] = unit.Cells[order[i]];
        }
    }

    private void Set(IndexRun run, UnitCells unit)
    {
        Fill(run.Facts, unit, order);
        run.Score(run.Facts.IndexOf(unit.Unit.Code));
    }

    private StandingTable OfAgencies(StandingOf of)
    {
        var run = runs[of];
        var (joint, peers) = (RankBands.Joint(run), RankBands.JointAmongPeers(run));
        var isProvincial = of == StandingOf.ProvincialAgencies;
        var among = run.Listed.CountBy(run.Facts.GroupOf).ToDictionary();
        var rows = agencies.Values.Where(u => IsProvincial(u) == isProvincial).Select(unit => run.Facts.IndexOf(unit.Unit.Code) is >= 0 and var i
            ? Line(run, i, unit, joint[i], peers[i], among.GetValueOrDefault(run.Facts.GroupOf(i)))
            : new Standing(
                unit.Unit.Code, unit.Unit.NameFa, unit.Unit.NameEn, StandingStatus.NotBound, null, null, null, null, null, null, null, 0, null, null, null,
                [.. method.Pillars.Select(_ => (double?)null)], unit.Requests, 0, false));
        return Listed(of, [.. method.Pillars.Select(p => new StandingPillar(p.Code, p.LabelFa, p.Weight))], rows);
    }

    private Standing Line(IndexRun run, int unit, UnitCells cells, (int Lo, int Hi)? band, (int Lo, int Hi)? peers, int among)
    {
        var result = run.Unit(unit);
        var isRanked = result.Rankability == Rankability.Ranked;
        return new(
            cells.Unit.Code, cells.Unit.NameFa, cells.Unit.NameEn, StatusOf(result.Rankability), result.Rank, band?.Lo, band?.Hi,
            result.Group, result.PeerRank, peers?.Lo, peers?.Hi, among,
            result.Published, isRanked ? Around(result.Index!.Value, result.Error) : null, result.Tier, result.Pillars, cells.Requests, result.Coverage.Observed, cells.Requests < FewCases);
    }

    private StandingTable OfProvinces()
    {
        var national = agencies.Values.ToDictionary(u => u.Unit.Code, u => (double)u.Requests, StringComparer.Ordinal);
        var index = partRun.Index.ToArray();
        var errors = partRun.Errors.ToArray();
        var inProvince = parts.Values.ToLookup(p => p.Unit.Province!.Value);
        var results = Provinces.Run(method, national, provinces.Select(p => new ProvinceFacts(
            p.Unit.Code,
            [.. inProvince[p.Unit.Province!.Value].Select(part => (Part: part, At: partRun.Facts.IndexOf(part.Unit.Code))).Where(part => !double.IsNaN(index[part.At])).Select(part =>
                new ProvinceCell(part.Part.Unit.Agency!.Value.Value, index[part.At], errors[part.At], partRun.RankabilityOf(part.At) == Rankability.Ranked, part.Part.Requests))],
            [.. governorOrder.Select(i => p.Cells[i])]))).ToDictionary(r => r.Province, StringComparer.Ordinal);
        var ranked = results.Values.Where(r => r.Rank is not null).ToList();
        var bands = RankRegion.Joint([.. ranked.Select(r => r.Index!.Value)], [.. ranked.Select(r => r.Error)], method.Uncertainty.JointConfidence);
        var bandOf = ranked.Select((r, i) => (r.Province, Lo: Math.Min(bands[i].Lo, r.Rank!.Value), Hi: Math.Max(bands[i].Hi, r.Rank!.Value))).ToDictionary(b => b.Province, b => (b.Lo, b.Hi));
        return Listed(
            StandingOf.Provinces, [.. (method.Province?.Governor ?? []).Select(g => new StandingPillar(g.Code, g.LabelFa, g.Weight))],
            provinces.Select(province =>
            {
                var result = results[province.Unit.Code];
                (int Lo, int Hi)? band = bandOf.TryGetValue(province.Unit.Code, out var b) ? b : null;
                return new Standing(
                    province.Unit.Code, province.Unit.NameFa, province.Unit.NameEn, result.Rank is null ? StandingStatus.InsufficientData : StandingStatus.Ranked,
                    result.Rank, band?.Lo, band?.Hi, null, null, null, null, 0, result.Published, result.Index is { } s ? Around(s, result.Error) : null, result.Tier,
                    result.GovernorScores, province.Requests, ObservedIn(inProvince[province.Unit.Province!.Value], result.Weights), province.Requests < FewCases, result.Crude);
            }));
    }

    /// <summary>What could be observed of the agencies there, by the weight that each has in the province.</summary>
    private double ObservedIn(IEnumerable<UnitCells> inProvince, IReadOnlyDictionary<string, double> weights) =>
        inProvince.Sum(part => weights.GetValueOrDefault(part.Unit.Agency!.Value.Value) * partRun.CoverageOf(partRun.Facts.IndexOf(part.Unit.Code)).Observed);

    private StandingTable Listed(StandingOf of, IReadOnlyList<StandingPillar> pillars, IEnumerable<Standing> rows) => new(
        AsOf, Period, of, method.Version, Sha256, pillars, method.Tiers,
        [.. rows.OrderBy(r => r.Rank ?? int.MaxValue).ThenBy(r => r.Status).ThenBy(r => r.Code, StringComparer.Ordinal)]);

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
