namespace MizKhedmat.Scoring;

/// <summary>
/// The standard normal distribution, to full double precision: distribution function by Cody (1969, Math. Comp. 23:631),
/// quantile by Wichura (1988, AS 241, PPND16). The same methods as R's pnorm and qnorm.
/// </summary>
public static class NormalDistribution
{
    private const double InverseRootTwoPi = 0.398942280401432677939946059934;

    private static readonly double[] CentreTop = [2.2352520354606839287, 161.02823106855587881, 1067.6894854603709582, 18154.981253343561249, .065682337918207449113];
    private static readonly double[] CentreBottom = [47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956];

    private static readonly double[] FlankTop =
    [
        .39894151208813466764, 8.8831497943883759412, 93.506656132177855979, 597.27027639480026226, 2494.5375852903726711,
        6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218, 1.0765576773720192317e-8,
    ];

    private static readonly double[] FlankBottom =
    [
        22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755, 18615.571640885098091,
        34900.952721145977266, 38912.003286093271411, 19685.429676859990727,
    ];

    private static readonly double[] TailTop =
        [.21589853405795699, .1274011611602473639, .022235277870649807, .001421619193227893466, 2.9112874951168792e-5, .02307344176494017303];

    private static readonly double[] TailBottom = [1.28426009614491121, .468238212480865118, .0659881378689285515, .00378239633202758244, 7.29751555083966205e-5];

    private static readonly double[] MiddleTop =
    [
        3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
        67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
    ];

    private static readonly double[] MiddleBottom =
    [
        1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867, 39307.895800092710610,
        28729.085735721942674, 5226.4952788528545610,
    ];

    private static readonly double[] NearTop =
    [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258,
        .241780725177450611770, .0227238449892691845833, 7.74545014278341407640e-4,
    ];

    private static readonly double[] NearBottom =
    [
        1, 2.05319162663775882187, 1.67638483018380384940, .689767334985100004550, .148103976427480074590, .0151986665636164571966,
        5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static readonly double[] FarTop =
    [
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, .296560571828504891230, .0265321895265761230930,
        1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static readonly double[] FarBottom =
    [
        1, .599832206555887937690, .136929880922735805310, .0148753612908506148525, 7.86869131145613259100e-4,
        1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    /// <summary>P(Z ≤ x); the far tail keeps its relative precision.</summary>
    /// <exception cref="ArgumentOutOfRangeException">x is not a number.</exception>
    public static double Cdf(double x)
    {
        if (double.IsNaN(x))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "The normal distribution is asked at a number.");
        }

        var y = Math.Abs(x);
        if (y <= 0.67448975)
        {
            return 0.5 + (x * Cody(y * y, CentreTop, CentreBottom));
        }

        var below = y <= 5.656854249492380195206754896838
            ? Cody(y, FlankTop, FlankBottom)
            : (InverseRootTwoPi - (1 / (y * y) * Cody(1 / (y * y), TailTop, TailBottom))) / y;
        below *= y > 40 ? 0 : HalfSquareExponential(y);
        return x > 0 ? 1 - below : below;
    }

    /// <summary>The z with P(Z ≤ z) = p; p = 0 and p = 1 give the infinities.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is no probability.</exception>
    public static double Quantile(double p)
    {
        if (!(p is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies between 0 and 1.");
        }

        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var r = 0.180625 - (q * q);
            return q * Polynomial(MiddleTop, r) / Polynomial(MiddleBottom, r);
        }

        var tail = Math.Min(p, 1 - p);
        if (tail == 0)
        {
            return q < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        var root = Math.Sqrt(-Math.Log(tail));
        var z = root <= 5
            ? Polynomial(NearTop, root - 1.6) / Polynomial(NearBottom, root - 1.6)
            : Polynomial(FarTop, root - 5) / Polynomial(FarBottom, root - 5);
        return q < 0 ? -z : z;
    }

    /// <summary>Cody's form of a rational function: the leading coefficient of the numerator stands last.</summary>
    private static double Cody(double t, double[] top, double[] bottom)
    {
        var last = bottom.Length - 1;
        var numerator = top[^1] * t;
        var denominator = t;
        for (var i = 0; i < last; i++)
        {
            numerator = (numerator + top[i]) * t;
            denominator = (denominator + bottom[i]) * t;
        }

        return (numerator + top[last]) / (denominator + bottom[last]);
    }

    /// <summary>exp(−y²/2), split so that the rounding of y² is not magnified.</summary>
    private static double HalfSquareExponential(double y)
    {
        var coarse = Math.Truncate(y * 16) / 16;
        return Math.Exp(-coarse * coarse * 0.5) * Math.Exp(-(y - coarse) * (y + coarse) * 0.5);
    }

    private static double Polynomial(double[] coefficients, double t)
    {
        var value = coefficients[^1];
        for (var i = coefficients.Length - 2; i >= 0; i--)
        {
            value = (value * t) + coefficients[i];
        }

        return value;
    }
}
