using System.Text.Json;
using MizKhedmat.Central.Kernel;
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
        order = agencies.OrderOf(method.Indicators);
        governorOrder = provinces.OrderOf(method.Province?.Governor ?? []);
        this.agencies = agencies.Units.ToDictionary(u => u.Unit.Code, StringComparer.Ordinal);
        this.parts = parts.Units.Where(u => u.IsBound).ToDictionary(u => u.Unit.Code, StringComparer.Ordinal);
        this.provinces = provinces.Units;
        var bound = agencies.Units.Where(u => u.IsBound).ToList();
        var groups = bound.PeerGroups(method);
        var priors = Priors = frozen.CompletedFrom(method, Facts(bound));
        runs = new()
        {
            [StandingOf.Agencies] = new(method, Facts(bound.Where(u => !u.IsProvincial)), priors),
            [StandingOf.ProvincialAgencies] = new(method, Facts(bound.Where(u => u.IsProvincial)), priors),
        };
        partRun = new(method, Facts(this.parts.Values), priors);

        IndexFacts Facts(IEnumerable<UnitCells> units) => units.Facts(method, order, u => groups[u.Unit.Agency!.Value.Value]);
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
        var bound = agencies.Units.Where(u => u.IsBound).ToList();
        var groups = bound.PeerGroups(method);
        return IndexPriors.Estimate(method, bound.Facts(method, agencies.OrderOf(method.Indicators), u => groups[u.Unit.Code]));
    }

    /// <summary>
    /// Takes new cells of one agency and of its parts; false when a unit came or went, then everything has to be read again.
    /// </summary>
    public bool Take(CellTable agency, CellTable ofAgency)
    {
        if (agency.Sha256 != Sha256 || agency.Units is not [var own] || !agencies.TryGetValue(own.Unit.Code, out var known) || known.Unit != own.Unit
            || !ofAgency.Units.Where(u => u.IsBound).Select(u => u.Unit.Code).ToHashSet(StringComparer.Ordinal)
                .SetEquals(parts.Values.Where(p => p.Unit.Agency == own.Unit.Agency).Select(p => p.Unit.Code)))
        {
            return false;
        }

        agencies[own.Unit.Code] = own;
        Set(runs[own.IsProvincial ? StandingOf.ProvincialAgencies : StandingOf.Agencies], own);
        foreach (var part in ofAgency.Units.Where(u => u.IsBound))
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
            : agencies.TryGetValue(agency.Value, out var whole) ? runs[whole.IsProvincial ? StandingOf.ProvincialAgencies : StandingOf.Agencies] : null;
        return run?.Facts.IndexOf(province is { } p ? $"{agency}/{p}" : agency.Value) is >= 0 and var unit
            ? (run.Unit(unit), run.IndicatorsOf(unit), province is null ? NextStep.Of(run, unit) : [])
            : null;
    }

    /// <summary>What the tables are computed from, as an edition would be: copies of the cells, so that the next reading changes nothing of it.</summary>
    public EditionInput Input() => IndexUnits.Input(
        new("live", "live", Period.Key, AsOf, "", "", "", EditionDocument.EngineVersion, null, []), Document, method,
        new([.. agencies.Values], [.. parts.Values], provinces, order, governorOrder)) with { Priors = Priors, Draws = 0 };

    /// <summary>Which list an agency stands in; null for one that the register does not know.</summary>
    public StandingOf? ListOf(AgencyCode agency) =>
        agencies.TryGetValue(agency.Value, out var unit) ? unit.IsProvincial ? StandingOf.ProvincialAgencies : StandingOf.Agencies : null;

    private void Set(IndexRun run, UnitCells unit)
    {
        IndexUnits.Fill(run.Facts, unit, order);
        run.Score(run.Facts.IndexOf(unit.Unit.Code));
    }

    private StandingTable OfAgencies(StandingOf of)
    {
        var run = runs[of];
        var (joint, peers) = (RankBands.Joint(run), RankBands.JointAmongPeers(run));
        var isProvincial = of == StandingOf.ProvincialAgencies;
        var among = run.Listed.CountBy(run.Facts.GroupOf).ToDictionary();
        var rows = agencies.Values.Where(u => u.IsProvincial == isProvincial).Select(unit => run.Facts.IndexOf(unit.Unit.Code) is >= 0 and var i
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
