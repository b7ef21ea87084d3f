namespace MizKhedmat.Scoring;

/// <summary>Wilson's score interval of a share (not Wald's: it stays inside [0, 1] and is honest for few cases).</summary>
public static class Wilson
{
    /// <summary>Two-sided 95 %.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>The interval of <paramref name="part"/> of <paramref name="whole"/>; throws when the counts are no share.</summary>
    /// <remarks>A part may be fractional: declared items count tau (SCORING.md 5).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The whole is not positive, or the part is not between 0 and the whole.</exception>
    public static (double Lo, double Hi) Interval(double part, double whole, double z = Z95)
    {
        Check(part, whole);
        var p = part / whole;
        var z2 = z * z;
        var centre = (p + (z2 / (2 * whole))) / (1 + (z2 / whole));
        var half = z / (1 + (z2 / whole)) * Math.Sqrt((p * (1 - p) / whole) + (z2 / (4 * whole * whole)));
        return (part == 0 ? 0 : Math.Max(0, centre - half), part == whole ? 1 : Math.Min(1, centre + half));
    }

    /// <summary>The interval with continuity correction (Newcombe 1998, Stat. Med. 17:857, method 4): wider, for comparison.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The whole is not positive, or the part is not between 0 and the whole.</exception>
    public static (double Lo, double Hi) Corrected(double part, double whole, double z = Z95)
    {
        Check(part, whole);
        var p = part / whole;
        var q = 1 - p;
        var z2 = z * z;
        var centre = (2 * part) + z2;
        var scale = 2 * (whole + z2);
        var below = z * Math.Sqrt(z2 - 2 - (1 / whole) + (4 * p * ((whole * q) + 1)));
        var above = z * Math.Sqrt(z2 + 2 - (1 / whole) + (4 * p * ((whole * q) - 1)));
        return (part == 0 ? 0 : Math.Max(0, (centre - 1 - below) / scale), part == whole ? 1 : Math.Min(1, (centre + 1 + above) / scale));
    }

    private static void Check(double part, double whole)
    {
        Require.Finite(part);
        Require.Finite(whole);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(whole);
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, whole);
    }
}
