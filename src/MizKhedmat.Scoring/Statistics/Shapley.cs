using System.Numerics;

namespace MizKhedmat.Scoring;

/// <summary>The Shapley value (1953): splits what a coalition is worth over its factors, whatever the order they join in.</summary>
public static class Shapley
{
    /// <summary>More factors would need more than a million evaluations.</summary>
    public const int MostFactors = 20;

    /// <summary>
    /// The part of each factor; the parts sum to worth(all) − worth(none). <paramref name="worth"/> is asked once for each of the
    /// 2ⁿ coalitions, a mask of bits: bit i is set when factor i is in.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Too few or too many factors, or a worth that is no finite number.</exception>
    public static double[] Split(int factors, Func<uint, double> worth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factors, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(factors, MostFactors);
        var worths = new double[1 << factors];
        for (var coalition = 0; coalition < worths.Length; coalition++)
        {
            worths[coalition] = Require.Finite(worth((uint)coalition));
        }

        // |S|! (n − |S| − 1)! / n! = 1 / (n · C(n−1, |S|)).
        var shares = new double[factors];
        var choose = 1.0;
        for (var size = 0; size < factors; size++)
        {
            shares[size] = 1 / (factors * choose);
            choose = choose * (factors - 1 - size) / (size + 1);
        }

        var parts = new double[factors];
        for (var factor = 0; factor < factors; factor++)
        {
            var bit = 1 << factor;
            for (var coalition = 0; coalition < worths.Length; coalition++)
            {
                if ((coalition & bit) == 0)
                {
                    parts[factor] += shares[BitOperations.PopCount((uint)coalition)] * (worths[coalition | bit] - worths[coalition]);
                }
            }
        }

        return parts;
    }
}
