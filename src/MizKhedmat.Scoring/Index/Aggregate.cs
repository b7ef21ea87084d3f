namespace MizKhedmat.Scoring;

/// <summary>How a node of the tree joins its parts (SCORING.md 9.2).</summary>
public enum AggregateMethod
{
    Arithmetic,
    Geometric,
    Harmonic,

    /// <summary>(Σ W x^p)^(1/p).</summary>
    Power,

    /// <summary>The lowest part, whatever its weight.</summary>
    Min,
}

/// <summary>
/// A weighted mean of scores of 0–100. With a shift s the parts are lifted to s + (100−s)/100·x before and the mean is lowered
/// after it, so that 0 stays 0 and 100 stays 100 and one zero does not wipe out the rest. A part of NaN is left out and its
/// weight goes to the others.
/// </summary>
/// <param name="Method">The mean.</param>
/// <param name="Shift">0 ≤ shift &lt; 100; without effect on arithmetic and min.</param>
/// <param name="Power">The exponent of <see cref="AggregateMethod.Power"/>; not 0.</param>
public readonly record struct Aggregate(AggregateMethod Method, double Shift = 0, double Power = 1)
{
    private double Slope => (100 - Shift) / 100;

    /// <summary>The mean, in 0–100; NaN when no part is left.</summary>
    public double Of(ReadOnlySpan<double> parts, ReadOnlySpan<double> weights)
    {
        double sum = 0, total = 0, least = double.PositiveInfinity;
        for (var i = 0; i < parts.Length; i++)
        {
            if (double.IsNaN(parts[i]))
            {
                continue;
            }

            total += weights[i];
            sum += weights[i] * Raise(parts[i]);
            least = Math.Min(least, parts[i]);
        }

        if (total == 0)
        {
            return double.NaN;
        }

        return Math.Clamp(Method == AggregateMethod.Min ? least : Lower(sum / total), 0, 100);
    }

    /// <summary>∂mean/∂part for a part whose weight is <paramref name="share"/> of the kept weights; 0 where the mean is flat or has no slope.</summary>
    public double Partial(double whole, double part, double share)
    {
        var (w, p) = (Lift(whole), Lift(part));
        var slope = Method switch
        {
            AggregateMethod.Arithmetic => share,
            AggregateMethod.Geometric => share * (w / p),
            AggregateMethod.Harmonic => share * (w / p) * (w / p),
            AggregateMethod.Power => share * Math.Pow(p / w, Power - 1),
            _ => part <= whole ? 1 : 0,
        };
        return double.IsFinite(slope) ? slope : 0;
    }

    /// <summary>The scale on which the mean is a plain weighted mean: ln of the lifted part for a geometric one.</summary>
    internal double Raise(double part) => Method switch
    {
        AggregateMethod.Geometric => Math.Log(Lift(part)),
        AggregateMethod.Harmonic => 1 / Lift(part),
        AggregateMethod.Power => Math.Pow(Lift(part), Power),
        _ => part,
    };

    /// <summary>Back from <see cref="Raise"/>.</summary>
    internal double Lower(double raised) => Method switch
    {
        AggregateMethod.Geometric => Drop(Math.Exp(raised)),
        AggregateMethod.Harmonic => Drop(1 / raised),
        AggregateMethod.Power => Drop(Math.Pow(raised, 1 / Power)),
        _ => raised,
    };

    /// <summary>∂score/∂raised at a score.</summary>
    internal double Stretch(double score) => Method switch
    {
        AggregateMethod.Geometric => Lift(score) / Slope,
        AggregateMethod.Harmonic => -Lift(score) * Lift(score) / Slope,
        AggregateMethod.Power => Math.Pow(Lift(score), 1 - Power) / (Power * Slope),
        _ => 1,
    };

    private double Lift(double score) => Shift + (Slope * score);

    private double Drop(double lifted) => (lifted - Shift) / Slope;
}
