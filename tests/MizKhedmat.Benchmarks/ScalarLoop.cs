using MizKhedmat.Scoring;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// The peer of <c>score</c>: the arithmetic of SCORING.md 6–10 as one plain loop over flat arrays, written for the methodology of the repository alone:
/// arithmetic inside a pillar, shifted geometric across, competition ranks of the published score. It checks nothing and keeps nothing but the index,
/// its error and the rank (0: none).
/// </summary>
internal sealed class ScalarLoop
{
    private readonly IndexMethod method;
    private readonly IndexFacts facts;
    private readonly Cell[] cells;
    private readonly int[] groupOf;
    private readonly double[] means;
    private readonly double[] strengths;
    private readonly double[] nominal;
    private readonly double shift;

    public ScalarLoop(IndexRun run)
    {
        (method, facts) = (run.Method, run.Facts);
        var width = method.Indicators.Count;
        cells = new Cell[facts.Count * width];
        groupOf = new int[facts.Count];
        for (var unit = 0; unit < facts.Count; unit++)
        {
            facts.Row(unit).CopyTo(cells.AsSpan(unit * width));
            groupOf[unit] = facts.GroupOf(unit);
        }

        (means, strengths) = (new double[facts.Groups.Count * width], new double[facts.Groups.Count * width]);
        for (var g = 0; g < facts.Groups.Count; g++)
        {
            for (var i = 0; i < width; i++)
            {
                if (run.Priors.Of(facts.Groups[g], method.Indicators[i].Code) is { } prior)
                {
                    (means[(g * width) + i], strengths[(g * width) + i]) = (prior.Mean, prior.Strength);
                }
            }
        }

        nominal = [.. method.Indicators.Select((_, i) => method.NominalShare(i))];
        shift = method.IndexAggregate.Shift;
        (Index, Errors, Ranks) = (new double[facts.Count], new double[facts.Count], new int[facts.Count]);
    }

    public double[] Index { get; }

    public double[] Errors { get; }

    public int[] Ranks { get; }

    public void Run()
    {
        var (width, height) = (method.Indicators.Count, method.Pillars.Count);
        var rules = method.Indicators.ToArray();
        var keys = new long[facts.Count];
        var order = new int[facts.Count];
        var ranked = 0;
        Span<double> pillars = stackalloc double[height];
        Span<double> variances = stackalloc double[height];
        for (var unit = 0; unit < facts.Count; unit++)
        {
            double logs = 0, weights = 0, seen = 0, left = 0, gone = 0;
            var (kept, applicable) = (0, 0);
            for (var p = 0; p < height; p++)
            {
                var pillar = method.Pillars[p];
                double sum = 0, weight = 0, variance = 0, due = 0;
                for (var i = pillar.First; i < pillar.First + pillar.Count; i++)
                {
                    var (cell, rule, at) = (cells[(unit * width) + i], rules[i], (groupOf[unit] * width) + i);
                    if (cell.Status is CellStatus.NotApplicable or CellStatus.NotObserved or CellStatus.CentralOutage || (cell.Status == CellStatus.Value && cell.N <= 0 && rule.Estimator is not (Estimator.ExactMean or Estimator.ValueSe or Estimator.NormalNormal)))
                    {
                        (gone, left) = cell.Status == CellStatus.NotApplicable ? (gone + nominal[i], left) : (gone, left + nominal[i]);
                        due += cell.Status == CellStatus.NotApplicable ? 0 : rule.Weight;
                        continue;
                    }

                    weight += rule.Weight;
                    due += rule.Weight;
                    seen += nominal[i];
                    if (cell.Status != CellStatus.Value)
                    {
                        continue;
                    }

                    double value, spread;
                    switch (rule.Estimator)
                    {
                        case Estimator.ExactRatio:
                            (value, spread) = (cell.X / cell.N, 0);
                            break;
                        case Estimator.ExactMean:
                            (value, spread) = (cell.X, 0);
                            break;
                        case Estimator.ValueSe:
                            (value, spread) = (cell.X, cell.N * cell.N);
                            break;
                        case Estimator.BetaBinomial:
                            value = (cell.X + (means[at] * strengths[at])) / (cell.N + strengths[at]);
                            spread = value * (1 - value) / (cell.N + strengths[at] + 1);
                            break;
                        case Estimator.GammaPoisson:
                            value = (cell.X + (means[at] * strengths[at])) / (cell.N + strengths[at]);
                            spread = value / (cell.N + strengths[at]);
                            break;
                        default:
                            var share = strengths[at] / (strengths[at] + cell.N);
                            value = (share * cell.X) + ((1 - share) * means[at]);
                            spread = cell.N * share;
                            break;
                    }

                    var steep = 100 / (rule.Best - rule.Worst);
                    sum += rule.Weight * 100 * Math.Clamp((value - rule.Worst) / (rule.Best - rule.Worst), 0, 1);
                    variance += rule.Weight * rule.Weight * spread * steep * steep;
                }

                applicable += due > 0 ? 1 : 0;
                kept += due > 0 && weight / due >= method.Ranking.MinPillarWeight - 1e-12 ? 1 : 0;
                pillars[p] = weight > 0 ? shift + ((100 - shift) / 100 * (sum / weight)) : double.NaN;
                variances[p] = weight > 0 ? variance / (weight * weight) : 0;
                if (weight > 0)
                {
                    logs += pillar.Weight * Math.Log(pillars[p]);
                    weights += pillar.Weight;
                }
            }

            var mean = Math.Exp(logs / weights);
            var error = 0d;
            for (var p = 0; p < height; p++)
            {
                var slope = double.IsNaN(pillars[p]) ? 0 : mean * method.Pillars[p].Weight / weights / pillars[p];
                error += slope * slope * variances[p];
            }

            Index[unit] = (mean - shift) / (1 - (shift / 100));
            Errors[unit] = Math.Sqrt(error);
            Ranks[unit] = 0;
            var ranking = method.Ranking;
            if (gone <= ranking.MaxNotApplicableWeight + 1e-12 && applicable >= ranking.MinPillars && seen / (seen + left) >= ranking.MinScoredWeight - 1e-12 && kept >= ranking.MinPillars)
            {
                (keys[ranked], order[ranked++]) = (-(long)Math.Round(Index[unit] * 100), unit);
            }
        }

        Array.Sort(keys, order, 0, ranked);
        for (var i = 0; i < ranked; i++)
        {
            Ranks[order[i]] = i > 0 && keys[i] == keys[i - 1] ? Ranks[order[i - 1]] : i + 1;
        }
    }
}
