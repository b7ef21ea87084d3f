namespace MizKhedmat.Scoring;

/// <summary>How alike two orders of the same units are: 1 the same, −1 reversed, ties allowed.</summary>
public static class RankCorrelation
{
    /// <summary>Spearman's rho: Pearson's correlation of the average ranks.</summary>
    /// <exception cref="ArgumentException">Lengths differ, fewer than two pairs, a figure is not finite, or all values are alike.</exception>
    public static double Spearman(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        Check(x, y);
        var a = TiedRanks.Of(x, TieRule.Average);
        var b = TiedRanks.Of(y, TieRule.Average);
        var middle = (a.Length + 1) / 2.0;
        var (together, spreadA, spreadB) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            together += (a[i] - middle) * (b[i] - middle);
            spreadA += (a[i] - middle) * (a[i] - middle);
            spreadB += (b[i] - middle) * (b[i] - middle);
        }

        return together / Spread(spreadA * spreadB);
    }

    /// <summary>Kendall's tau-b: concordant less discordant pairs, corrected for ties on either side. n² pairs.</summary>
    /// <exception cref="ArgumentException">Lengths differ, fewer than two pairs, a figure is not finite, or all values are alike.</exception>
    public static double KendallTauB(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        Check(x, y);
        var (agreement, pairsX, pairsY) = (0L, 0L, 0L);
        for (var i = 0; i < x.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var signX = x[i].CompareTo(x[j]);
                var signY = y[i].CompareTo(y[j]);
                agreement += signX * signY;
                pairsX += signX * signX;
                pairsY += signY * signY;
            }
        }

        return agreement / Spread((double)pairsX * pairsY);
    }

    private static double Spread(double product) =>
        product > 0 ? Math.Sqrt(product) : throw new ArgumentException("Values that are all alike have no order to compare.");

    private static void Check(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        Require.SameCount(x.Count, y.Count, nameof(y));
        ArgumentOutOfRangeException.ThrowIfLessThan(x.Count, 2);
        Require.Finite(x);
        Require.Finite(y);
    }
}
