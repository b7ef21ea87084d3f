namespace MizKhedmat.Scoring;

/// <summary>Quantiles by linear interpolation (type 7 of Hyndman and Fan 1996: R's default, Excel's PERCENTILE.INC).</summary>
public static class Quantiles
{
    /// <summary>The quantile at <paramref name="p"/> of figures that are already in ascending order.</summary>
    /// <exception cref="ArgumentException">There is no figure, or one is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is no probability.</exception>
    public static double Type7(IReadOnlyList<double> sorted, double p)
    {
        Require.Some(sorted.Count, nameof(sorted));
        if (!(p is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies between 0 and 1.");
        }

        var position = (sorted.Count - 1) * p;
        var below = (int)position;
        var low = Require.Finite(sorted[below]);
        var high = Require.Finite(sorted[Math.Min(below + 1, sorted.Count - 1)]);
        return low + ((position - below) * (high - low));
    }
}
