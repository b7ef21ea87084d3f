namespace MizKhedmat.Scoring;

/// <summary>
/// The prior of rates of a peer group: a gamma distribution with mean m and strength b, worth b of exposure. Estimated by
/// Marshall's moments (1991, JRSS C 40:283; SCORING.md 6), the same as pysal's Empirical_Bayes.
/// </summary>
/// <param name="Mean">m, events per unit of exposure.</param>
/// <param name="Strength">b, in the unit of exposure.</param>
public readonly record struct GammaPoissonPrior(double Mean, double Strength)
{
    /// <summary>Of events x at exposures n; units without exposure say nothing. A group that does not spread gets the greatest strength.</summary>
    /// <exception cref="ArgumentException">No unit has exposure, or a figure is negative or not finite.</exception>
    public static GammaPoissonPrior Estimate(IReadOnlyList<(double X, double N)> units, double minStrength, double maxStrength)
    {
        var (mean, variance) = Moments(units);
        return new(mean, variance > 0 ? Math.Clamp(mean / variance, minStrength, maxStrength) : maxStrength);
    }

    /// <summary>Mean of the rates and their variance between units, in squared rates, zero when chance explains all of it.</summary>
    /// <exception cref="ArgumentException">No unit has exposure, or a figure is negative or not finite.</exception>
    public static (double Mean, double Variance) Moments(IReadOnlyList<(double X, double N)> units)
    {
        var (sumX, sumN, count) = (0.0, 0.0, 0);
        for (var i = 0; i < units.Count; i++)
        {
            var (x, n) = units[i];
            ArgumentOutOfRangeException.ThrowIfNegative(Require.Finite(n));
            ArgumentOutOfRangeException.ThrowIfNegative(Require.Finite(x));
            sumX += n > 0 ? x : 0;
            sumN += n;
            count += n > 0 ? 1 : 0;
        }

        Require.Some(count, nameof(units));
        var mean = sumX / sumN;
        var spread = 0.0;
        for (var i = 0; i < units.Count; i++)
        {
            var (x, n) = units[i];
            if (n > 0)
            {
                var distance = (x / n) - mean;
                spread += n * distance * distance;
            }
        }

        return (mean, Math.Max(0, (spread / sumN) - (mean / (sumN / count))));
    }

    /// <summary>The rate of a unit with x events at exposure n, drawn towards the group, and its variance; n = 0 gives the prior.</summary>
    public (double Value, double Variance) Shrink(double x, double n)
    {
        var top = x + (Mean * Strength);
        var bottom = n + Strength;
        return (top / bottom, top / (bottom * bottom));
    }
}
