namespace MizKhedmat.Scoring;

/// <summary>How a node of a composite takes its children together (SCORING.md 9.2).</summary>
public enum AggregationOperator
{
    /// <summary>Weighted mean: full compensation.</summary>
    Arithmetic,

    /// <summary>Weighted geometric mean: a zero wipes out, unless shifted.</summary>
    Geometric,

    /// <summary>Weighted harmonic mean: stricter than geometric.</summary>
    Harmonic,

    /// <summary>Weighted power mean: p = 1 arithmetic, 0 geometric, −1 harmonic.</summary>
    Power,

    /// <summary>The lowest child: no compensation, weights do not count.</summary>
    Min,
}

/// <summary>
/// An operator with its parameters. A shift s moves scores from [0, top] to [s, top] before the mean and back after it, so that a
/// zero lowers a geometric mean without wiping it out: 0 stays 0 and top stays top (SCORING.md 9).
/// </summary>
public sealed record Aggregation(AggregationOperator Operator)
{
    internal static readonly Dictionary<string, AggregationOperator> Names = new(StringComparer.Ordinal)
    {
        ["arithmetic"] = AggregationOperator.Arithmetic,
        ["geometric"] = AggregationOperator.Geometric,
        ["harmonic"] = AggregationOperator.Harmonic,
        ["power"] = AggregationOperator.Power,
        ["min"] = AggregationOperator.Min,
    };

    /// <summary>p of the power mean.</summary>
    public double Exponent { get; init; } = 1;

    /// <summary>The shift, at least 0 and below <see cref="Top"/>, in score units.</summary>
    public double Shift { get; init; }

    /// <summary>The highest score of the scale: used by the shift alone.</summary>
    public double Top { get; init; } = 100;

    /// <summary>The share of children that must have a value, 0 to 1; below it the node has none.</summary>
    public double MinAvailable { get; init; }

    /// <summary>The operator of a methodology document.</summary>
    /// <exception cref="FormatException">The name is not known; the message names the known ones.</exception>
    public static AggregationOperator Named(string name) => Names.TryGetValue(name, out var found)
        ? found
        : throw new FormatException($"No aggregation '{name}' is known. Known are: {string.Join(", ", Names.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>
    /// The value of a node whose children have these values, in the order given; null is a child without value, whose weight
    /// goes to the others. Null when no child, or too small a share of them, has a value.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Lengths differ, a figure is not finite, a weight is not positive, the shift is out of range, or an operator other than
    /// arithmetic and min meets a negative value (of the arithmetic kind is the power mean with p = 1).
    /// </exception>
    public double? Of(IReadOnlyList<double?> values, IReadOnlyList<double> weights)
    {
        Require.SameCount(values.Count, weights.Count, nameof(weights));
        ArgumentOutOfRangeException.ThrowIfNegative(Require.Finite(Shift));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Shift, Require.Finite(Top));
        var power = Power;
        var slope = 1 - (Shift / Top);
        var (sum, whole, present, lowest) = (0.0, 0.0, 0, double.PositiveInfinity);
        for (var i = 0; i < values.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Require.Finite(weights[i]));
            if (values[i] is not { } value)
            {
                continue;
            }

            var shifted = Shift + (slope * Require.Finite(value));
            sum += weights[i] * (Operator == AggregationOperator.Min ? 0 : Raised(shifted, power));
            whole += weights[i];
            lowest = Math.Min(lowest, shifted);
            present++;
        }

        if (present == 0 || present < MinAvailable * values.Count)
        {
            return null;
        }

        var mean = Operator == AggregationOperator.Min ? lowest : Lowered(sum / whole, power);
        return (mean - Shift) / slope;
    }

    private double Power => PowerOf(Operator, Exponent);

    /// <summary>The power whose mean the operator is: 1 arithmetic (and min, which takes none), 0 geometric, −1 harmonic.</summary>
    internal static double PowerOf(AggregationOperator operation, double exponent) => operation switch
    {
        AggregationOperator.Arithmetic or AggregationOperator.Min => 1,
        AggregationOperator.Geometric => 0,
        AggregationOperator.Harmonic => -1,
        AggregationOperator.Power => Require.Finite(exponent),
        _ => throw new InvalidOperationException($"No aggregation {operation} is known."),
    };

    // A zero under a logarithm or a negative power is infinite here and comes back as zero: the limit of the mean.
    internal static double Raised(double value, double power) =>
        power == 1 ? value
        : value < 0 ? throw new ArgumentOutOfRangeException(nameof(value), value, "A geometric, harmonic or power mean takes no negative value; shift or rescale first.")
        : power == 0 ? Math.Log(value)
        : power == -1 ? 1 / value
        : Math.Pow(value, power);

    internal static double Lowered(double mean, double power) =>
        power == 1 ? mean
        : power == 0 ? Math.Exp(mean)
        : power == -1 ? 1 / mean
        : Math.Pow(mean, 1 / power);
}
