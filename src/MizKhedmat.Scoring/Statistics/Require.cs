using System.Runtime.CompilerServices;

namespace MizKhedmat.Scoring;

/// <summary>What every estimator asks of its figures before it computes (SCORING.md 18: no NaN, no infinity).</summary>
internal static class Require
{
    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "A figure is a finite number.");

    public static void Finite(IReadOnlyList<double> values, [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        for (var i = 0; i < values.Count; i++)
        {
            Finite(values[i], name);
        }
    }

    public static void SameCount(int expected, int actual, string name)
    {
        if (expected != actual)
        {
            throw new ArgumentException($"Expected {expected} figures, got {actual}.", name);
        }
    }

    public static void Some(int count, string name)
    {
        if (count == 0)
        {
            throw new ArgumentException("At least one figure is needed.", name);
        }
    }
}
