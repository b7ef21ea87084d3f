namespace MizKhedmat.Scoring;

/// <summary>Pearson's test of counts against expected shares (SCORING.md 17, G8: last digits).</summary>
/// <param name="Statistic">Σ (observed − expected)² / expected.</param>
/// <param name="Degrees">Degrees of freedom: classes less one.</param>
/// <param name="PValue">Probability of as much or more when the shares hold.</param>
/// <param name="CramersV">The size of the effect, 0 to 1: what the queue is ordered by.</param>
public readonly record struct ChiSquare(double Statistic, int Degrees, double PValue, double CramersV)
{
    /// <summary>Tests <paramref name="observed"/> counts against <paramref name="shares"/> of the same classes, in any scale.</summary>
    /// <exception cref="ArgumentException">Lengths differ, fewer than two classes, nothing was observed, a count is negative or a share not positive.</exception>
    public static ChiSquare Test(IReadOnlyList<double> observed, IReadOnlyList<double> shares)
    {
        Require.SameCount(observed.Count, shares.Count, nameof(shares));
        ArgumentOutOfRangeException.ThrowIfLessThan(observed.Count, 2);
        var (total, whole) = (0.0, 0.0);
        for (var i = 0; i < observed.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(Require.Finite(observed[i]));
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Require.Finite(shares[i]));
            total += observed[i];
            whole += shares[i];
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(total);
        var statistic = 0.0;
        for (var i = 0; i < observed.Count; i++)
        {
            var expected = total * shares[i] / whole;
            statistic += (observed[i] - expected) * (observed[i] - expected) / expected;
        }

        var degrees = observed.Count - 1;
        return new(statistic, degrees, UpperTail(statistic, degrees), Math.Sqrt(statistic / (total * degrees)));
    }

    /// <summary>P(χ² ≥ x) by the finite sums of whole degrees (Abramowitz and Stegun 26.4.4 and 26.4.5).</summary>
    /// <exception cref="ArgumentOutOfRangeException">x is negative or not finite, or there is no degree of freedom.</exception>
    public static double UpperTail(double x, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Require.Finite(x));
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        if (x == 0)
        {
            return 1;
        }

        // Terms are added as logarithms: a far tail of many degrees neither overflows nor vanishes half way.
        var odd = degrees % 2 == 1;
        var sum = odd ? 2 * NormalDistribution.Cdf(-Math.Sqrt(x)) : 0;
        var log = odd ? (Math.Log(2 * x / Math.PI) - x) / 2 : -x / 2;
        for (var k = odd ? 1 : 2; k < degrees + (odd ? 0 : 1); k += 2)
        {
            sum += Math.Exp(log);
            log += Math.Log(x / (odd ? k + 2 : k));
        }

        return Math.Min(1, sum);
    }
}
