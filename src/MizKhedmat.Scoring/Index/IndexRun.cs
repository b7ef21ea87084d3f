namespace MizKhedmat.Scoring;

/// <summary>
/// A run of the index: facts and priors become scores, ranks and classes. Fixed goalposts and frozen priors make units
/// independent: after a change of one unit's cells, <see cref="Score"/> of that unit and <see cref="Rank"/> suffice. Not for
/// use by several threads at once.
/// </summary>
public sealed class IndexRun
{
    private readonly UnitScorer scorer;
    private readonly int width;
    private readonly int height;
    private readonly double[] values;
    private readonly double[] scores;
    private readonly double[] variances;
    private readonly double[] pillars;
    private readonly double[] pillarVariances;
    private readonly double[] index;
    private readonly double[] errors;
    private readonly long[] steps;
    private readonly Coverage[] coverage;
    private readonly Rankability[] rankability;
    private readonly int[] ranks;
    private readonly int[] peerRanks;
    private int[] listed = [];

    /// <summary>Scores and ranks everything.</summary>
    /// <param name="priors">Frozen ones; what they lack, or all when null, is estimated from the facts.</param>
    /// <param name="weights">Other weights than the method's, for a what-if or a draw.</param>
    public IndexRun(IndexMethod method, IndexFacts facts, IndexPriors? priors = null, MethodWeights? weights = null)
    {
        (Method, Facts) = (method, facts);
        Priors = (priors ?? new IndexPriors()).CompletedFrom(method, facts);
        scorer = new(method, weights ?? method.Weights, Priors, facts.Groups);
        (width, height) = (method.Indicators.Count, method.Pillars.Count);
        values = new double[facts.Count * width];
        scores = new double[facts.Count * width];
        variances = new double[facts.Count * width];
        pillars = new double[facts.Count * height];
        pillarVariances = new double[facts.Count * height];
        index = new double[facts.Count];
        errors = new double[facts.Count];
        steps = new long[facts.Count];
        coverage = new Coverage[facts.Count];
        rankability = new Rankability[facts.Count];
        ranks = new int[facts.Count];
        peerRanks = new int[facts.Count];
        ScoreAll();
        Rank();
    }

    public IndexMethod Method { get; }

    public IndexFacts Facts { get; }

    /// <summary>The priors that the run used, complete.</summary>
    public IndexPriors Priors { get; }

    public MethodWeights Weights => scorer.Weights;

    /// <summary>The ranked units (indexes into the facts), best first; inside a tie by the method's listing order, which is no rank.</summary>
    public IReadOnlyList<int> Listed => listed;

    /// <summary>Unrounded index per unit; NaN when nothing can be scored.</summary>
    public ReadOnlySpan<double> Index => index;

    /// <summary>Standard errors per unit, in points.</summary>
    public ReadOnlySpan<double> Errors => errors;

    /// <summary>Scores of a unit's indicators, NaN where the weight went to the others.</summary>
    public ReadOnlySpan<double> ScoresOf(int unit) => scores.AsSpan(unit * width, width);

    /// <summary>Pillar scores of a unit, NaN where a pillar has nothing to score.</summary>
    public ReadOnlySpan<double> PillarsOf(int unit) => pillars.AsSpan(unit * height, height);

    public Rankability RankabilityOf(int unit) => rankability[unit];

    /// <summary>Published score; null for an unranked unit.</summary>
    public decimal? PublishedOf(int unit) => rankability[unit] == Rankability.Ranked ? Publication.Round(index[unit], Method.Ranking.Decimals) : null;

    /// <summary>Rank among all; null for an unranked unit.</summary>
    public int? RankOf(int unit) => rankability[unit] == Rankability.Ranked ? ranks[unit] : null;

    /// <summary>Rank inside the peer group; null for an unranked unit.</summary>
    public int? PeerRankOf(int unit) => rankability[unit] == Rankability.Ranked ? peerRanks[unit] : null;

    public Coverage CoverageOf(int unit) => coverage[unit];

    /// <summary>Scores every unit again; ranks stay until <see cref="Rank"/>.</summary>
    public void ScoreAll()
    {
        for (var unit = 0; unit < Facts.Count; unit++)
        {
            Score(unit);
        }
    }

    /// <summary>Scores one unit again from its cells; nobody else is touched, ranks stay until <see cref="Rank"/>.</summary>
    public void Score(int unit)
    {
        var figures = new UnitFigures
        {
            Values = values.AsSpan(unit * width, width),
            Scores = scores.AsSpan(unit * width, width),
            Variances = variances.AsSpan(unit * width, width),
            Pillars = pillars.AsSpan(unit * height, height),
            PillarVariances = pillarVariances.AsSpan(unit * height, height),
        };
        scorer.Score(Facts.GroupOf(unit), Facts.Row(unit), ref figures);
        (index[unit], errors[unit], coverage[unit], rankability[unit]) = (figures.Index, figures.Error, figures.Coverage, figures.Rankability);
        steps[unit] = figures.Rankability == Rankability.Ranked ? Publication.Steps(figures.Index, Method.Ranking.Decimals) : -1;
    }

    /// <summary>The index that a unit would have with other cells, whether it would be ranked, and the score of one indicator; changes nothing.</summary>
    public (double Index, Rankability Rankability, double Score) Try(int unit, ReadOnlySpan<Cell> cells, int indicator = 0)
    {
        Span<double> room = new double[(3 * width) + (2 * height)];
        var figures = new UnitFigures
        {
            Values = room[..width],
            Scores = room[width..(2 * width)],
            Variances = room[(2 * width)..(3 * width)],
            Pillars = room[(3 * width)..((3 * width) + height)],
            PillarVariances = room[((3 * width) + height)..],
        };
        scorer.Score(Facts.GroupOf(unit), cells, ref figures);
        return (figures.Index, figures.Rankability, figures.Scores[indicator]);
    }

    /// <summary>Ranks by the published scores, overall and inside each peer group.</summary>
    public void Rank()
    {
        var ranked = Enumerable.Range(0, Facts.Count).Where(unit => rankability[unit] == Rankability.Ranked).ToArray();
        listed = Publication.Rank(ranked, steps, ranks);
        Span<int> found = new int[Facts.Groups.Count];
        Span<int> place = new int[Facts.Groups.Count];
        Span<long> last = new long[Facts.Groups.Count];

        // The list is in order already: a peer rank is the place among those of the group seen so far.
        foreach (var unit in listed)
        {
            var group = Facts.GroupOf(unit);
            found[group]++;
            if (found[group] == 1 || steps[unit] != last[group])
            {
                (place[group], last[group]) = (found[group], steps[unit]);
            }

            peerRanks[unit] = place[group];
        }

        ListTies();
    }

    /// <summary>Everything about one unit.</summary>
    public UnitResult Unit(int unit)
    {
        var published = PublishedOf(unit);
        return new(
            Facts.Units[unit], Facts.Groups[Facts.GroupOf(unit)], [.. PillarsOf(unit).ToArray().Select(p => double.IsNaN(p) ? (double?)null : p)],
            double.IsNaN(index[unit]) ? null : index[unit], errors[unit], published, RankOf(unit),
            PeerRankOf(unit), published is { } shown ? Method.TierOf(shown) : null, coverage[unit], rankability[unit]);
    }

    /// <summary>Everything about the indicators of one unit, in the method's order.</summary>
    public IReadOnlyList<IndicatorResult> IndicatorsOf(int unit)
    {
        var rows = new IndicatorResult[width];
        Span<double> pillarSlopes = new double[height];
        UnitScorer.Partials(Method.IndexAggregate, index[unit], PillarsOf(unit), Weights.Pillars, pillarSlopes);
        var pillarSum = 0d;
        for (var p = 0; p < height; p++)
        {
            pillarSum += double.IsNaN(PillarsOf(unit)[p]) ? 0 : Weights.Pillars[p];
        }

        Span<double> slopes = new double[width];
        for (var p = 0; p < height; p++)
        {
            var (first, count) = (Method.Pillars[p].First, Method.Pillars[p].Count);
            var inside = ScoresOf(unit).Slice(first, count);
            UnitScorer.Partials(Method.PillarAggregate, PillarsOf(unit)[p], inside, Weights.Indicators.AsSpan(first, count), slopes.Slice(first, count));
            var kept = 0d;
            for (var i = 0; i < count; i++)
            {
                kept += double.IsNaN(inside[i]) ? 0 : Weights.Indicators[first + i];
            }

            for (var i = first; i < first + count; i++)
            {
                rows[i] = Row(unit, i, kept > 0 ? Weights.Pillars[p] / pillarSum * Weights.Indicators[i] / kept : 0, pillarSlopes[p] * slopes[i]);
            }
        }

        return rows;
    }

    private IndicatorResult Row(int unit, int i, double effective, double slope)
    {
        var at = (unit * width) + i;
        var (rule, cell, isScored) = (Method.Indicators[i], Facts[unit, i], !double.IsNaN(scores[at]));
        var status = scorer.Used(cell, i);
        return new(
            rule, status, cell, double.IsNaN(values[at]) ? null : values[at], isScored ? Math.Sqrt(variances[at]) : null, isScored ? scores[at] : null,
            scorer.Nominal(i), isScored ? effective : 0, isScored ? slope * (100 - scores[at]) : 0,
            status == CellStatus.Value && CellJson.Names(rule.Estimator).N == "n" && cell.N < rule.FewBelow);
    }

    /// <summary>Inside a tie: by the pillar that the method names ("P3 score"), then by code. Units stand in ordinal order of codes already.</summary>
    private void ListTies()
    {
        var named = Method.Ranking.ListingTieBreak.Select(word => word.Split(' ')[0]).Select(code => Method.Pillars.ToList().FindIndex(p => p.Code == code)).Where(p => p >= 0).ToList();
        for (var from = 0; from < listed.Length;)
        {
            var to = from + 1;
            while (to < listed.Length && steps[listed[to]] == steps[listed[from]])
            {
                to++;
            }

            if (to - from > 1)
            {
                Array.Sort(listed, from, to - from, Comparer<int>.Create((a, b) =>
                {
                    foreach (var pillar in named)
                    {
                        if (pillars[(b * height) + pillar].CompareTo(pillars[(a * height) + pillar]) is not 0 and var order)
                        {
                            return order;
                        }
                    }

                    return a.CompareTo(b);
                }));
            }

            from = to;
        }
    }
}
