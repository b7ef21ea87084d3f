namespace MizKhedmat.Central.Kernel;

/// <summary>
/// A share kept as its two counts, so that offices, provinces and the nation add up exactly; a percentage is only painted.
/// <see cref="Part"/> is a subset of <see cref="Whole"/> by construction of the counters, so the share never exceeds one.
/// </summary>
public readonly record struct Tally(long Part, long Whole)
{
    /// <summary>Null when nothing was counted: unknown is not zero.</summary>
    public double? Share => Whole == 0 ? null : (double)Part / Whole;

    public static Tally operator +(Tally a, Tally b) => new(a.Part + b.Part, a.Whole + b.Whole);
}
