namespace MizKhedmat.Scoring;

/// <summary>How far ranks move when a choice of the method changes (OECD/JRC Handbook 2008, equation 38: R_S).</summary>
public static class RankShift
{
    /// <summary>The mean distance, in places, of the ranks of the same units under two methods.</summary>
    /// <exception cref="ArgumentException">Lengths differ, there is no unit, or a rank is not finite.</exception>
    public static double Average(IReadOnlyList<double> reference, IReadOnlyList<double> other)
    {
        Require.SameCount(reference.Count, other.Count, nameof(other));
        Require.Some(reference.Count, nameof(reference));
        var sum = 0.0;
        for (var i = 0; i < reference.Count; i++)
        {
            sum += Math.Abs(Require.Finite(reference[i]) - Require.Finite(other[i]));
        }

        return sum / reference.Count;
    }
}
