namespace MizKhedmat.Scoring;

/// <summary>
/// The prior of means of a peer group: a normal distribution around mu with variance tau². Estimated by DerSimonian and Laird
/// (1986, Control. Clin. Trials 7:177; SCORING.md 6), the same as metafor's method DL.
/// </summary>
/// <param name="Mean">mu, in the unit of the means.</param>
/// <param name="Variance">tau², between units, in the squared unit of the means.</param>
public readonly record struct NormalPrior(double Mean, double Variance)
{
    /// <summary>
    /// Of means y with variances v of those means. A unit whose variance is zero (all answers alike) tells nothing of its
    /// precision and is left out; tau² is at least <paramref name="minVariance"/>.
    /// </summary>
    /// <exception cref="ArgumentException">No unit has a variance above zero, or a figure is not finite, or a variance is negative.</exception>
    public static NormalPrior Estimate(IReadOnlyList<(double Y, double V)> units, double minVariance)
    {
        var fit = NormalFit.Of(units, minVariance);
        return new(fit.Mean, fit.Variance);
    }

    /// <summary>The mean y of a unit with variance v, drawn towards the group, and its variance.</summary>
    public (double Value, double Variance) Shrink(double y, double v)
    {
        var total = Variance + v;
        var own = total > 0 ? Variance / total : 1;
        return ((own * y) + ((1 - own) * Mean), v * own);
    }
}

/// <summary>What the random-effects model of DerSimonian and Laird finds.</summary>
/// <param name="Mean">mu, the mean of the units.</param>
/// <param name="MeanError">Standard error of mu.</param>
/// <param name="Variance">tau², between units.</param>
/// <param name="Heterogeneity">Cochran's Q, chi-square with k − 1 degrees when the units do not differ.</param>
public readonly record struct NormalFit(double Mean, double MeanError, double Variance, double Heterogeneity)
{
    /// <summary>Of means y with variances v; units whose variance is zero are left out.</summary>
    /// <exception cref="ArgumentException">No unit has a variance above zero, or a figure is not finite, or a variance is negative.</exception>
    public static NormalFit Of(IReadOnlyList<(double Y, double V)> units, double minVariance = 0)
    {
        var (weights, squares, count) = (0.0, 0.0, 0);
        for (var i = 0; i < units.Count; i++)
        {
            var (y, v) = units[i];
            Require.Finite(y);
            ArgumentOutOfRangeException.ThrowIfNegative(Require.Finite(v));
            if (v > 0)
            {
                weights += 1 / v;
                squares += 1 / (v * v);
                count++;
            }
        }

        Require.Some(count, nameof(units));
        var (alike, _) = Pooled(units, 0);
        var heterogeneity = 0.0;
        for (var i = 0; i < units.Count; i++)
        {
            var (y, v) = units[i];
            heterogeneity += v > 0 ? (y - alike) * (y - alike) / v : 0;
        }

        var scale = weights - (squares / weights);
        var between = Math.Max(minVariance, count > 1 && scale > 0 ? (heterogeneity - (count - 1)) / scale : 0);
        var (mean, precision) = Pooled(units, between);
        return new(mean, Math.Sqrt(1 / precision), between, heterogeneity);
    }

    /// <summary>
    /// The best prediction of one unit and its standard error, which counts that mu is an estimate (metafor's blup).
    /// </summary>
    public (double Value, double Error) Predict(double y, double v)
    {
        var (value, variance) = new NormalPrior(Mean, Variance).Shrink(y, v);
        var others = 1 - (Variance / (Variance + v));
        return (value, Math.Sqrt(variance + (others * others * MeanError * MeanError)));
    }

    private static (double Mean, double Precision) Pooled(IReadOnlyList<(double Y, double V)> units, double between)
    {
        var (top, bottom) = (0.0, 0.0);
        for (var i = 0; i < units.Count; i++)
        {
            var (y, v) = units[i];
            if (v > 0)
            {
                top += y / (v + between);
                bottom += 1 / (v + between);
            }
        }

        return (top / bottom, bottom);
    }
}
