namespace MizKhedmat.Scoring;

/// <summary>
/// Treatment of outliers by skewness and kurtosis, as COINr does it (SCORING.md 7: for audits, never in the official index). The
/// extreme values of the heavier tail take the next most extreme one, until the column passes or too many points would change;
/// then the whole column takes a logarithm instead.
/// </summary>
/// <param name="Values">The treated column; missing stays missing.</param>
/// <param name="Skewness">Of the raw column, sample-corrected (type 2, Excel's SKEW).</param>
/// <param name="Kurtosis">Excess kurtosis of the raw column, sample-corrected (type 2, Excel's KURT).</param>
/// <param name="Changed">How many points winsorising changed.</param>
/// <param name="Passed">Whether winsorising was enough; false: <see cref="Values"/> are logarithms.</param>
public sealed record Winsorising(IReadOnlyList<double?> Values, double Skewness, double Kurtosis, int Changed, bool Passed)
{
    /// <summary>Treats a column that has both |skewness| ≥ and kurtosis ≥ the thresholds, changing at most <paramref name="most"/> points.</summary>
    /// <exception cref="ArgumentException">Fewer than four values, or one that is not finite.</exception>
    public static Winsorising Treat(IReadOnlyList<double?> column, double skewThreshold = 2, double kurtosisThreshold = 3.5, int most = 5)
    {
        var (skewness, kurtosis) = Shape(column);
        var values = column.ToArray();
        var changed = new HashSet<int>();
        var (skew, kurt) = (skewness, kurtosis);
        while (Outlying(skew, kurt) && Draw(values, skew > 0, changed, most))
        {
            (skew, kurt) = Shape(values);
        }

        var passed = !Outlying(skew, kurt);
        return new(passed ? values : Logarithm(column), skewness, kurtosis, changed.Count, passed);

        bool Outlying(double s, double k) => Math.Abs(s) >= skewThreshold && k >= kurtosisThreshold;
    }

    /// <summary>Skewness and excess kurtosis, both sample-corrected (type 2); a column without spread has none of either.</summary>
    /// <exception cref="ArgumentException">Fewer than four values, or one that is not finite.</exception>
    public static (double Skewness, double Kurtosis) Shape(IReadOnlyList<double?> column)
    {
        var (sum, n) = (0.0, 0.0);
        foreach (var value in column)
        {
            (sum, n) = value is { } present ? (sum + Require.Finite(present), n + 1) : (sum, n);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(n, 4);
        var (m2, m3, m4) = (0.0, 0.0, 0.0);
        foreach (var value in column)
        {
            if (value is { } present)
            {
                var distance = present - (sum / n);
                var square = distance * distance;
                (m2, m3, m4) = (m2 + square, m3 + (square * distance), m4 + (square * square));
            }
        }

        (m2, m3, m4) = (m2 / n, m3 / n, m4 / n);
        return m2 == 0
            ? (0, 0)
            : (m3 / Math.Pow(m2, 1.5) * Math.Sqrt(n * (n - 1)) / (n - 2),
               (((n + 1) * ((m4 / (m2 * m2)) - 3)) + 6) * (n - 1) / ((n - 2) * (n - 3)));
    }

    /// <summary>Draws the extreme values of one tail in to the next ones; false when that would change too many points.</summary>
    private static bool Draw(double?[] values, bool upper, HashSet<int> changed, int most)
    {
        var extreme = upper ? values.Max() : values.Min();
        var others = values.Where(value => value is not null && value != extreme);
        var next = upper ? others.Max() : others.Min();
        var places = Enumerable.Range(0, values.Length).Where(i => values[i] is { } value && value == extreme).ToList();
        if (next is null || changed.Union(places).Count() > most)
        {
            return false;
        }

        foreach (var place in places)
        {
            values[place] = next;
            changed.Add(place);
        }

        return true;
    }

    /// <summary>COINr's log_CT: ln(x − min + 1 % of the range).</summary>
    private static double?[] Logarithm(IReadOnlyList<double?> column)
    {
        var (low, high) = (column.Min()!.Value, column.Max()!.Value);
        return [.. column.Select(value => value is { } present ? Math.Log(present - low + (0.01 * (high - low))) : (double?)null)];
    }
}
