namespace MizKhedmat.Scoring;

/// <summary>Room for the figures of one unit; scores and pillars of NaN take no part.</summary>
internal ref struct UnitFigures
{
    public Span<double> Values;
    public Span<double> Scores;

    /// <summary>Variances of the scores.</summary>
    public Span<double> Variances;

    public Span<double> Pillars;
    public Span<double> PillarVariances;
    public double Index;
    public double Error;
    public Coverage Coverage;
    public Rankability Rankability;
}

/// <summary>A method with its weights and priors, compiled to flat arrays: scores one unit from its cells, alone.</summary>
internal sealed class UnitScorer
{
    private const double Epsilon = 1e-12;

    private readonly IndexMethod method;
    private readonly Treatment[] treatments;
    private readonly Prior?[] priors;
    private readonly double[] nominal;

    public UnitScorer(IndexMethod method, MethodWeights weights, IndexPriors priors, IReadOnlyList<string> groups)
    {
        if (weights.Pillars.Length != method.Pillars.Count || weights.Indicators.Length != method.Indicators.Count
            || weights.Pillars.Concat(weights.Indicators).Any(w => !(w >= 0) || double.IsInfinity(w)) || weights.Pillars.Sum() <= 0)
        {
            throw new ScoringException("weights-impossible", "", "وزن‌ها باید به شمار محورها و شاخص‌ها، متناهی و نامنفی باشند و همه صفر نباشند.",
                "Weights are as many as pillars and indicators, finite, not negative and not all zero.");
        }

        (this.method, Weights) = (method, weights);
        treatments = [.. Enum.GetValues<CellStatus>().Select(s => method.Missing[s])];
        this.priors = [.. groups.SelectMany(g => method.Indicators.Select(i => i.HasPrior ? priors.Of(g, i.Code) : null))];
        var whole = weights.Pillars.Sum();
        nominal = new double[method.Indicators.Count];
        foreach (var pillar in method.Pillars)
        {
            var inside = weights.Indicators.AsSpan(pillar.First, pillar.Count);
            var sum = 0d;
            foreach (var weight in inside)
            {
                sum += weight;
            }

            for (var i = 0; i < inside.Length; i++)
            {
                nominal[pillar.First + i] = sum > 0 ? weights.Pillars[method.Indicators[pillar.First].Pillar] / whole * inside[i] / sum : 0;
            }
        }
    }

    public MethodWeights Weights { get; }

    public double Nominal(int indicator) => nominal[indicator];

    /// <summary>The status a cell is used with: a ratio or rate of nothing is not observed.</summary>
    public CellStatus Used(in Cell cell, int indicator) =>
        cell.Status == CellStatus.Value && cell.N <= 0
            && (method.Indicators[indicator].Estimator is Estimator.ExactRatio or Estimator.BetaBinomial or Estimator.GammaPoisson)
            ? CellStatus.NotObserved
            : cell.Status;

    public void Score(int group, ReadOnlySpan<Cell> cells, ref UnitFigures figures)
    {
        double observed = 0, zero = 0, unobserved = 0, notApplicable = 0;
        var (pillarsScored, pillarsApplicable) = (0, 0);
        for (var p = 0; p < method.Pillars.Count; p++)
        {
            var pillar = method.Pillars[p];
            double scored = 0, applicable = 0;
            for (var i = pillar.First; i < pillar.First + pillar.Count; i++)
            {
                var status = Used(cells[i], i);
                (figures.Values[i], figures.Scores[i], figures.Variances[i]) = (double.NaN, double.NaN, 0);
                var (weight, share) = (nominal[i], Weights.Indicators[i]);
                switch (treatments[(int)status])
                {
                    case Treatment.Score:
                        var rule = method.Indicators[i];
                        var (value, variance) = Estimate(rule, cells[i], priors[(group * nominal.Length) + i]);
                        figures.Values[i] = value;
                        figures.Scores[i] = rule.Score(value);
                        figures.Variances[i] = variance * rule.Steepness * rule.Steepness;
                        observed += weight;
                        scored += share;
                        applicable += share;
                        break;
                    case Treatment.Zero:
                        figures.Scores[i] = 0;
                        zero += weight;
                        scored += share;
                        applicable += share;
                        break;
                    case Treatment.Redistribute when status == CellStatus.NotApplicable:
                        notApplicable += weight;
                        break;
                    default:
                        unobserved += weight;
                        applicable += share;
                        break;
                }
            }

            pillarsApplicable += applicable > 0 ? 1 : 0;
            pillarsScored += applicable > 0 && scored / applicable >= method.Ranking.MinPillarWeight - Epsilon ? 1 : 0;
            Join(method.PillarAggregate, figures.Scores.Slice(pillar.First, pillar.Count), Weights.Indicators.AsSpan(pillar.First, pillar.Count),
                figures.Variances.Slice(pillar.First, pillar.Count), out figures.Pillars[p], out figures.PillarVariances[p]);
        }

        Join(method.IndexAggregate, figures.Pillars, Weights.Pillars, figures.PillarVariances, out figures.Index, out var total);
        figures.Error = Math.Sqrt(total);
        var left = observed + zero + unobserved;
        figures.Coverage = left > 0
            ? new(observed / left, (observed + zero) / left, notApplicable, zero, unobserved)
            : new(0, 0, notApplicable, zero, unobserved);
        var rules = method.Ranking;
        figures.Rankability = notApplicable > rules.MaxNotApplicableWeight + Epsilon || left <= 0 || pillarsApplicable < rules.MinPillars ? Rankability.LimitedScope
            : double.IsNaN(figures.Index) || figures.Coverage.Scored < rules.MinScoredWeight - Epsilon || pillarsScored < rules.MinPillars ? Rankability.InsufficientData
            : Rankability.Ranked;
    }

    /// <summary>∂mean/∂part of the parts that take part, 0 of the others.</summary>
    public static void Partials(Aggregate aggregate, double whole, ReadOnlySpan<double> parts, ReadOnlySpan<double> weights, Span<double> partials)
    {
        var sum = 0d;
        for (var i = 0; i < parts.Length; i++)
        {
            sum += double.IsNaN(parts[i]) ? 0 : weights[i];
        }

        for (var i = 0; i < parts.Length; i++)
        {
            partials[i] = double.IsNaN(parts[i]) || sum <= 0 ? 0 : aggregate.Partial(whole, parts[i], weights[i] / sum);
        }
    }

    private static void Join(Aggregate aggregate, ReadOnlySpan<double> parts, ReadOnlySpan<double> weights, ReadOnlySpan<double> variances, out double mean, out double variance)
    {
        mean = aggregate.Of(parts, weights);
        variance = 0;
        if (double.IsNaN(mean))
        {
            return;
        }

        Span<double> partials = parts.Length <= 64 ? stackalloc double[parts.Length] : new double[parts.Length];
        Partials(aggregate, mean, parts, weights, partials);
        for (var i = 0; i < parts.Length; i++)
        {
            variance += partials[i] * partials[i] * variances[i];
        }
    }

    /// <summary>Value and its variance by the estimator; without a prior (nobody was observed when it was frozen) the raw ones.</summary>
    private static (double Value, double Variance) Estimate(IndicatorRule rule, in Cell cell, Prior? prior)
    {
        switch (rule.Estimator)
        {
            case Estimator.ExactRatio:
                return (cell.X / cell.N, 0);
            case Estimator.ExactMean:
                return (cell.X, 0);
            case Estimator.ValueSe:
                return (cell.X, cell.N * cell.N);
            case Estimator.BetaBinomial:
                var share = cell.X / cell.N;
                return prior is { } p ? new BetaBinomialPrior(p.Mean, p.Strength).Shrink(cell.X, cell.N) : (share, share * (1 - share) / cell.N);
            case Estimator.GammaPoisson:
                return prior is { } g ? new GammaPoissonPrior(g.Mean, g.Strength).Shrink(cell.X, cell.N) : (cell.X / cell.N, cell.X / (cell.N * cell.N));
            default:
                return prior is { } n ? new NormalPrior(n.Mean, n.Strength).Shrink(cell.X, cell.N) : (cell.X, cell.N);
        }
    }
}
