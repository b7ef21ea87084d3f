namespace MizKhedmat.Scoring;

/// <summary>
/// Confidence regions of ranks (SCORING.md 15); rank 1 is the highest score. Joint: Klein, Wright and Wieczorek (2020, JRSS C
/// 69:589), all ranks at once. Pairwise: each unit's own, by Bonferroni over its n − 1 differences.
/// </summary>
public static class RankRegion
{
    /// <summary>The ranks that all units hold at once with the given confidence: z is Šidák's for n independent intervals.</summary>
    /// <param name="scores">Scores of the units.</param>
    /// <param name="errors">Their standard errors, in the unit of the scores, not negative.</param>
    /// <param name="confidence">Between 0 and 1, both excluded: 0.9 in the official band.</param>
    /// <exception cref="ArgumentException">Lengths differ, a figure is not finite, an error is negative, a confidence is none.</exception>
    public static (int Lo, int Hi)[] Joint(IReadOnlyList<double> scores, IReadOnlyList<double> errors, double confidence)
    {
        Check(scores, errors, confidence);
        var z = scores.Count == 0 ? 0 : JointZ(scores.Count, confidence);
        var lows = new double[scores.Count];
        var highs = new double[scores.Count];
        for (var i = 0; i < lows.Length; i++)
        {
            (lows[i], highs[i]) = (scores[i] - (z * errors[i]), scores[i] + (z * errors[i]));
        }

        return FromIntervals(scores, lows, highs);
    }

    /// <summary>The half width, in standard errors, that n independent intervals need to hold all at once.</summary>
    public static double JointZ(int units, double confidence) =>
        NormalDistribution.Quantile(1 - ((1 - Math.Pow(confidence, 1.0 / units)) / 2));

    /// <summary>The ranks that intervals leave open: above are those whose interval lies wholly above, and so below.</summary>
    /// <exception cref="ArgumentException">Lengths differ or a figure is not finite.</exception>
    public static (int Lo, int Hi)[] FromIntervals(IReadOnlyList<double> scores, IReadOnlyList<double> lows, IReadOnlyList<double> highs)
    {
        Require.SameCount(scores.Count, lows.Count, nameof(lows));
        Require.SameCount(scores.Count, highs.Count, nameof(highs));
        Require.Finite(scores);
        Require.Finite(lows);
        Require.Finite(highs);
        var regions = new (int Lo, int Hi)[scores.Count];
        for (var u = 0; u < regions.Length; u++)
        {
            var (above, below) = (0, 0);
            for (var v = 0; v < regions.Length; v++)
            {
                above += scores[v] > scores[u] && lows[v] >= highs[u] ? 1 : 0;
                below += scores[v] < scores[u] && highs[v] <= lows[u] ? 1 : 0;
            }

            regions[u] = (1 + above, regions.Length - below);
        }

        return regions;
    }

    /// <summary>The ranks that one unit, looked at alone, holds with the given confidence (0.95 in the official band).</summary>
    /// <param name="scores">Scores of the units.</param>
    /// <param name="errors">Their standard errors, in the unit of the scores, not negative.</param>
    /// <param name="confidence">Between 0 and 1, both excluded.</param>
    /// <exception cref="ArgumentException">Lengths differ, a figure is not finite, an error is negative, a confidence is none.</exception>
    public static (int Lo, int Hi)[] Pairwise(IReadOnlyList<double> scores, IReadOnlyList<double> errors, double confidence)
    {
        Check(scores, errors, confidence);
        var regions = new (int Lo, int Hi)[scores.Count];
        var z = regions.Length < 2 ? 0 : NormalDistribution.Quantile(1 - ((1 - confidence) / (2.0 * (regions.Length - 1))));
        for (var u = 0; u < regions.Length; u++)
        {
            var (above, below) = (0, 0);
            for (var v = 0; v < regions.Length; v++)
            {
                var reach = z * Math.Sqrt((errors[u] * errors[u]) + (errors[v] * errors[v]));
                above += scores[v] - scores[u] > reach ? 1 : 0;
                below += scores[u] - scores[v] > reach ? 1 : 0;
            }

            regions[u] = (1 + above, regions.Length - below);
        }

        return regions;
    }

    private static void Check(IReadOnlyList<double> scores, IReadOnlyList<double> errors, double confidence)
    {
        Require.SameCount(scores.Count, errors.Count, nameof(errors));
        Require.Finite(scores);
        Require.Finite(errors);
        for (var i = 0; i < errors.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(errors[i]);
        }

        if (!(confidence is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1.");
        }
    }
}
