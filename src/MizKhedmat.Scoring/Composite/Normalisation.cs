namespace MizKhedmat.Scoring;

/// <summary>
/// Brings a column of an indicator to one scale (SCORING.md 7). The official index uses fixed goalposts alone; the others look at
/// the sample and serve audits and robustness variants. A missing value stays missing. Direction −1: less is better.
/// </summary>
public static class Normalisation
{
    /// <summary>(v − worst) / (best − worst) times the scale, cut to [0, scale] when asked. The direction lies in the posts.</summary>
    /// <exception cref="ArgumentException">The posts are equal, or a figure is not finite.</exception>
    public static double Goalposts(double value, double worst, double best, double scale = 100, bool truncate = true)
    {
        if (Require.Finite(worst) == Require.Finite(best))
        {
            throw new ArgumentException($"Goalposts differ; both are {worst}.", nameof(best));
        }

        var score = scale * ((Require.Finite(value) - worst) / (best - worst));
        return truncate ? Math.Clamp(score, 0, scale) : score;
    }

    /// <summary>Goalposts for a column, given as lower and upper whatever the direction.</summary>
    /// <exception cref="ArgumentException">The posts are equal, or a figure is not finite.</exception>
    public static double?[] Goalposts(IReadOnlyList<double?> column, int direction, double lower, double upper, double scale, bool truncate) => direction < 0
        ? Each(column, 1, value => Goalposts(value, upper, lower, scale, truncate))
        : Each(column, 1, value => Goalposts(value, lower, upper, scale, truncate));

    /// <summary>The sample's lowest value becomes <paramref name="lower"/>, its highest <paramref name="upper"/>; a column without spread, the middle.</summary>
    public static double?[] MinMax(IReadOnlyList<double?> column, int direction = 1, double lower = 0, double upper = 1)
    {
        var (low, high, _) = Extent(column, direction);
        return Each(column, direction, value => high > low ? lower + ((value - low) / (high - low) * (upper - lower)) : (lower + upper) / 2);
    }

    /// <summary>Distance from the sample mean in sample standard deviations (n − 1); a column without spread is 0.</summary>
    public static double?[] ZScore(IReadOnlyList<double?> column, int direction = 1)
    {
        var (_, _, mean) = Extent(column, direction);
        var (squares, count) = (0.0, 0);
        foreach (var value in column)
        {
            if (value is { } present)
            {
                squares += ((direction * present) - mean) * ((direction * present) - mean);
                count++;
            }
        }

        var deviation = Math.Sqrt(squares / Math.Max(1, count - 1));
        return Each(column, direction, value => deviation > 0 ? (value - mean) / deviation : 0);
    }

    /// <summary>The value over the sample mean.</summary>
    /// <exception cref="ArgumentException">The mean is zero.</exception>
    public static double?[] RatioToMean(IReadOnlyList<double?> column) => RatioTo(column, Extent(column, 1).Mean);

    /// <summary>The value over the sample's highest (lowest when less is better).</summary>
    /// <exception cref="ArgumentException">The best value is zero.</exception>
    public static double?[] RatioToBest(IReadOnlyList<double?> column, int direction = 1) => RatioTo(column, direction * Extent(column, direction).High);

    /// <summary>The value over the sample's lowest (highest when less is better).</summary>
    /// <exception cref="ArgumentException">The worst value is zero.</exception>
    public static double?[] RatioToWorst(IReadOnlyList<double?> column, int direction = 1) => RatioTo(column, direction * Extent(column, direction).Low);

    /// <summary>1 above (1 + p) times the mean, −1 below (1 − p) times it, else 0; signs turn when less is better.</summary>
    /// <exception cref="ArgumentException">The mean is zero.</exception>
    public static double?[] AboveBelowMean(IReadOnlyList<double?> column, double p, int direction = 1) =>
        Each(RatioToMean(column), 1, ratio => direction * (ratio > 1 + p ? 1 : ratio < 1 - p ? -1 : 0));

    /// <summary>Ascending competition rank: the worst is 1, equal values share the lower place.</summary>
    public static double?[] Rank(IReadOnlyList<double?> column, int direction = 1)
    {
        var (present, places) = Present(column, direction);
        var ranks = TiedRanks.Of(present, TieRule.Min);
        var found = new double?[column.Count];
        for (var i = 0; i < ranks.Length; i++)
        {
            found[places[i]] = ranks[i];
        }

        return found;
    }

    /// <summary>The ascending rank in percent of those that have a value.</summary>
    public static double?[] Percentile(IReadOnlyList<double?> column, int direction = 1)
    {
        var present = column.Count(value => value is not null);
        return Each(Rank(column, direction), 1, rank => 100 * rank / present);
    }

    private static double?[] RatioTo(IReadOnlyList<double?> column, double one) => one != 0
        ? Each(column, 1, value => value / one)
        : throw new ArgumentException("A ratio to zero says nothing.", nameof(column));

    private static double?[] Each(IReadOnlyList<double?> column, int direction, Func<double, double> turn)
    {
        var found = new double?[column.Count];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = column[i] is { } value ? turn(direction * Require.Finite(value)) : null;
        }

        return found;
    }

    private static (double Low, double High, double Mean) Extent(IReadOnlyList<double?> column, int direction)
    {
        var (present, _) = Present(column, direction);
        var (low, high, sum) = (double.PositiveInfinity, double.NegativeInfinity, 0.0);
        foreach (var value in present)
        {
            (low, high, sum) = (Math.Min(low, value), Math.Max(high, value), sum + value);
        }

        return (low, high, sum / Math.Max(1, present.Count));
    }

    private static (List<double> Values, List<int> Places) Present(IReadOnlyList<double?> column, int direction)
    {
        var (values, places) = (new List<double>(column.Count), new List<int>(column.Count));
        for (var i = 0; i < column.Count; i++)
        {
            if (column[i] is { } value)
            {
                values.Add(direction * Require.Finite(value));
                places.Add(i);
            }
        }

        return (values, places);
    }
}
