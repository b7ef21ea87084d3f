namespace MizKhedmat.Scoring;

/// <summary>
/// A weighted mean of scores of 0–100, for the inner loop: the operators of <see cref="Aggregation"/> without its checks, and
/// with its slopes. With a shift s the parts are lifted to s + (100−s)/100·x before and the mean is lowered after it, so that 0
/// stays 0 and 100 stays 100 and one zero does not wipe out the rest. A part of NaN is left out and its weight goes to the others.
/// </summary>
/// <param name="Method">The mean.</param>
/// <param name="Shift">0 ≤ shift &lt; 100; without effect on arithmetic and min.</param>
/// <param name="Exponent">Of the power mean.</param>
public readonly record struct Aggregate(AggregationOperator Method, double Shift = 0, double Exponent = 1)
{
    private double Slope => (100 - Shift) / 100;

    private double Power => Aggregation.PowerOf(Method, Exponent);

    /// <summary>The mean, in 0–100; NaN when no part is left.</summary>
    public double Of(ReadOnlySpan<double> parts, ReadOnlySpan<double> weights)
    {
        double sum = 0, total = 0, least = double.PositiveInfinity;
        var (power, slope) = (Power, Slope);
        for (var i = 0; i < parts.Length; i++)
        {
            if (double.IsNaN(parts[i]))
            {
                continue;
            }

            total += weights[i];
            sum += weights[i] * Aggregation.Raised(Shift + (slope * parts[i]), power);
            least = Math.Min(least, parts[i]);
        }

        if (total == 0)
        {
            return double.NaN;
        }

        return Math.Clamp(Method == AggregationOperator.Min ? least : Lower(sum / total), 0, 100);
    }

    /// <summary>∂mean/∂part for a part whose weight is <paramref name="share"/> of the kept weights; 0 where the mean is flat or has no slope.</summary>
    public double Partial(double whole, double part, double share)
    {
        if (Method == AggregationOperator.Min)
        {
            return part <= whole ? 1 : 0;
        }

        var (ratio, power) = (Lift(whole) / Lift(part), Power);
        var slope = power == 1 ? share : power == 0 ? share * ratio : share * Math.Pow(ratio, 1 - power);
        return double.IsFinite(slope) ? slope : 0;
    }

    /// <summary>The scale on which the mean is a plain weighted mean: ln of the lifted part for a geometric one.</summary>
    internal double Raise(double part) => Aggregation.Raised(Lift(part), Power);

    /// <summary>∂score/∂raised at a score.</summary>
    internal double Stretch(double score) => Power == 0 ? Lift(score) / Slope : Math.Pow(Lift(score), 1 - Power) / (Power * Slope);

    /// <summary>Back from <see cref="Raise"/>.</summary>
    private double Lower(double raised) => (Aggregation.Lowered(raised, Power) - Shift) / Slope;

    private double Lift(double score) => Shift + (Slope * score);
}
