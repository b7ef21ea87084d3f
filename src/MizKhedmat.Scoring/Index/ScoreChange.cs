namespace MizKhedmat.Scoring;

/// <summary>
/// Where a change of the index came from, exactly, by pillar. A mean that is a plain mean on another scale (ln for the geometric
/// one) splits by the logarithmic mean: ΔS_c = L(S1, S0)·(W1 f(P1) − W0 f(P0)); where that has no finite value (min, a zero
/// without shift) by Shapley over the pillars. The parts sum to the change.
/// </summary>
public static class ScoreChange
{
    /// <summary>
    /// Points per pillar in the method's order. Both runs are of one method: an older period is scored again with today's before
    /// it is compared. Null when one of the two has no index.
    /// </summary>
    public static double[]? Split(IndexRun before, int unitBefore, IndexRun after, int unitAfter)
    {
        if (before.Method != after.Method)
        {
            throw new ArgumentException("Runs of different methods are compared by their ranks; score the older one again with this method.", nameof(before));
        }

        var (s0, s1) = (before.Index[unitBefore], after.Index[unitAfter]);
        if (double.IsNaN(s0) || double.IsNaN(s1))
        {
            return null;
        }

        var aggregate = before.Method.IndexAggregate;
        var (p0, p1) = (before.PillarsOf(unitBefore).ToArray(), after.PillarsOf(unitAfter).ToArray());
        var (w0, w1) = (Shares(p0, before.Weights.Pillars), Shares(p1, after.Weights.Pillars));
        var isLevel = aggregate.Method != AggregationOperator.Min && p0.Concat(p1).All(p => double.IsNaN(p) || double.IsFinite(aggregate.Raise(p)));
        return isLevel ? ByLogarithmicMean() : ByShapley();

        double[] ByLogarithmicMean()
        {
            var (f0, f1) = (aggregate.Raise(s0), aggregate.Raise(s1));
            var stretch = Math.Abs(f1 - f0) < 1e-12 * Math.Max(1, Math.Abs(f0)) ? aggregate.Stretch((s0 + s1) / 2) : (s1 - s0) / (f1 - f0);

            // Against the middle, so that a pillar that comes or goes counts by how far it lies from the index, not from zero.
            var middle = (f0 + f1) / 2;
            return [.. p0.Select((_, c) => stretch * (Term(w1[c], p1[c]) - Term(w0[c], p0[c])))];

            double Term(double share, double pillar) => share == 0 ? 0 : share * (aggregate.Raise(pillar) - middle);
        }

        double[] ByShapley() => Shapley.Split(p0.Length, mask =>
        {
            var (parts, weights) = (new double[p0.Length], new double[p0.Length]);
            for (var c = 0; c < parts.Length; c++)
            {
                var isNew = (mask >> c & 1) == 1;
                (parts[c], weights[c]) = isNew ? (p1[c], after.Weights.Pillars[c]) : (p0[c], before.Weights.Pillars[c]);
            }

            return aggregate.Of(parts, weights) is var mean && double.IsNaN(mean) ? 0 : mean;
        });
    }

    private static double[] Shares(double[] parts, double[] weights)
    {
        var sum = parts.Select((p, i) => double.IsNaN(p) ? 0 : weights[i]).Sum();
        return [.. parts.Select((p, i) => double.IsNaN(p) ? 0 : weights[i] / sum)];
    }
}
