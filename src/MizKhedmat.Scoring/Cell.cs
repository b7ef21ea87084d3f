namespace MizKhedmat.Scoring;

/// <summary>What is known of one indicator of one unit (SCORING.md 8): only <see cref="Value"/> carries figures.</summary>
public enum CellStatus
{
    /// <summary>Computed from facts; scored.</summary>
    Value,

    /// <summary>عدم مصداق, accepted after review of a document; the weight goes to the others of the pillar.</summary>
    NotApplicable,

    /// <summary>Nothing happened and nothing is wrong (n = 0); the weight goes to the others, coverage falls.</summary>
    NotObserved,

    /// <summary>The centre's own admitted fault; treated as not observed.</summary>
    CentralOutage,

    /// <summary>عدم ارسال: due and not delivered; scores zero.</summary>
    Missing,

    /// <summary>An adjudicated finding of integrity; scores zero.</summary>
    Quarantined,
}

/// <summary>
/// The facts of one indicator of one unit. <see cref="X"/> and <see cref="N"/> mean what the indicator's estimator says:
/// part and whole of a ratio or rate, the mean alone, a value and its standard error, or a mean and its variance. Additive
/// cells stay additive: a province's ratio is the sum of the parts over the sum of the wholes.
/// </summary>
public readonly record struct Cell(CellStatus Status, double X, double N)
{
    /// <summary>x of n: exact-ratio, beta-binomial, gamma-poisson (n in thousands there); n = 0 is not observed.</summary>
    public static Cell Ratio(double x, double n) => n > 0 ? new(CellStatus.Value, x, n) : NotObserved;

    /// <summary>exact-mean: the value itself.</summary>
    public static Cell Mean(double value) => new(CellStatus.Value, value, 0);

    /// <summary>value-se: a value with its standard error.</summary>
    public static Cell Estimate(double value, double error) => new(CellStatus.Value, value, error);

    /// <summary>normal-normal: the mean of a unit and the variance of that mean.</summary>
    public static Cell Sample(double mean, double variance) => new(CellStatus.Value, mean, variance);

    public static Cell NotObserved => new(CellStatus.NotObserved, 0, 0);

    public static Cell NotApplicable => new(CellStatus.NotApplicable, 0, 0);

    public static Cell Missing => new(CellStatus.Missing, 0, 0);
}
