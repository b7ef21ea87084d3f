namespace MizKhedmat.Scoring;

/// <summary>Wilson's score interval of a share (not Wald's: it stays inside [0, 1] and is honest for few cases).</summary>
public static class Wilson
{
    /// <summary>Two-sided 95 %.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>The interval of <paramref name="part"/> of <paramref name="whole"/>; throws when the counts are no share.</summary>
    public static (double Lo, double Hi) Interval(long part, long whole, double z = Z95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(whole, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, whole);
        var n = (double)whole;
        var p = part / n;
        var z2 = z * z;
        var centre = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = z / (1 + (z2 / n)) * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n)));
        return (part == 0 ? 0 : Math.Max(0, centre - half), part == whole ? 1 : Math.Min(1, centre + half));
    }
}

/// <summary>Standard competition ranks (1-2-2-4): equal values share a rank, the next one skips.</summary>
public static class CompetitionRank
{
    /// <summary>Ranks in the order of <paramref name="values"/>; the highest value is first.</summary>
    public static int[] Descending(IReadOnlyList<double> values)
    {
        var ranks = new int[values.Count];
        for (var i = 0; i < values.Count; i++)
        {
            ranks[i] = 1 + values.Count(v => v > values[i]);
        }

        return ranks;
    }
}
