namespace MizKhedmat.Scoring;

/// <summary>
/// The prior of shares of a peer group: a beta distribution with mean p̂ and strength M, worth M cases. Estimated by Kleinman's
/// moments (1973, JASA 68:46; SCORING.md 6).
/// </summary>
/// <param name="Mean">p̂, between 0 and 1.</param>
/// <param name="Strength">M, in cases: a unit with n = M cases lies half way between its own share and the group's.</param>
public readonly record struct BetaBinomialPrior(double Mean, double Strength)
{
    /// <summary>Of parts x of wholes n; units without cases say nothing. A group that does not spread gets the greatest strength.</summary>
    /// <exception cref="ArgumentException">No unit has a case, a figure is not finite, or a part is not between 0 and its whole.</exception>
    public static BetaBinomialPrior Estimate(IReadOnlyList<(double X, double N)> units, double minStrength, double maxStrength)
    {
        var (sumX, sumN, sumN2, count) = (0.0, 0.0, 0.0, 0);
        for (var i = 0; i < units.Count; i++)
        {
            var (x, n) = units[i];
            ArgumentOutOfRangeException.ThrowIfNegative(Require.Finite(n));
            ArgumentOutOfRangeException.ThrowIfNegative(Require.Finite(x));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(x, n);
            sumX += x;
            sumN += n;
            sumN2 += n * n;
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

        var unit = mean * (1 - mean);
        var between = unit * (sumN - (sumN2 / sumN) - (count - 1));
        var gamma = between > 0 ? (spread - (unit * (count - 1))) / between : 0;
        return new(mean, gamma > 0 ? Math.Clamp((1 / gamma) - 1, minStrength, maxStrength) : maxStrength);
    }

    /// <summary>The share of a unit with x of n, drawn towards the group, and its variance; n = 0 gives the prior.</summary>
    public (double Value, double Variance) Shrink(double x, double n)
    {
        var value = (x + (Mean * Strength)) / (n + Strength);
        return (value, value * (1 - value) / (n + Strength + 1));
    }
}
