namespace MizKhedmat.Scoring;

/// <summary>
/// Which uncertain choice moves a result (SCORING.md 15): first-order indices by Saltelli et al. (2010, Comput. Phys. Commun.
/// 181:259), total indices by Jansen (1999), on N(d + 2) evaluations at Sobol's points.
/// </summary>
/// <param name="First">What each factor explains of the variance by itself.</param>
/// <param name="Total">What would remain without each factor fixed: its own part and all it does together with others.</param>
/// <param name="Variance">Variance of the result, in its squared unit.</param>
public sealed record SobolIndices(IReadOnlyList<double> First, IReadOnlyList<double> Total, double Variance)
{
    /// <summary>Two figures for each factor are drawn at once.</summary>
    public const int MostFactors = SobolSequence.MostDimensions / 2;

    /// <summary>The indices of <paramref name="result"/>, a function of d figures uniform in (0, 1).</summary>
    /// <param name="factors">d, from 1 to 10.</param>
    /// <param name="samples">N; a power of two fills the space evenly, 2048 and more is enough for two digits.</param>
    /// <param name="result">Asked N(d + 2) times; keeps no reference to its argument, which is used again.</param>
    /// <exception cref="ArgumentOutOfRangeException">Factors or samples out of range, or a result that is no finite number.</exception>
    public static SobolIndices Of(int factors, int samples, Func<double[], double> result)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factors, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(factors, MostFactors);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 2);
        var sequence = new SobolSequence(2 * factors);
        var point = new double[2 * factors];
        var (a, b, mixed) = (new double[factors], new double[factors], new double[factors]);
        var (ofA, ofB) = (new double[samples], new double[samples]);
        var ofMixed = new double[factors][];
        for (var i = 0; i < factors; i++)
        {
            ofMixed[i] = new double[samples];
        }

        for (var k = 0; k < samples; k++)
        {
            sequence.Next(point);
            Array.Copy(point, a, factors);
            Array.Copy(point, factors, b, 0, factors);
            for (var i = 0; i < factors; i++)
            {
                Array.Copy(point, mixed, factors);
                mixed[i] = point[factors + i];
                ofMixed[i][k] = Require.Finite(result(mixed));
            }

            ofA[k] = Require.Finite(result(a));
            ofB[k] = Require.Finite(result(b));
        }

        return Estimate(ofA, ofB, ofMixed);
    }

    private static SobolIndices Estimate(double[] ofA, double[] ofB, double[][] ofMixed)
    {
        var samples = ofA.Length;
        var mean = (ofA.Sum() + ofB.Sum()) / (2.0 * samples);
        var variance = 0.0;
        for (var k = 0; k < samples; k++)
        {
            variance += ((ofA[k] - mean) * (ofA[k] - mean)) + ((ofB[k] - mean) * (ofB[k] - mean));
        }

        variance /= 2.0 * samples;
        var (first, total) = (new double[ofMixed.Length], new double[ofMixed.Length]);
        for (var i = 0; i < ofMixed.Length && variance > 0; i++)
        {
            for (var k = 0; k < samples; k++)
            {
                var change = ofMixed[i][k] - ofA[k];
                first[i] += ofB[k] * change;
                total[i] += change * change;
            }

            (first[i], total[i]) = (first[i] / (samples * variance), total[i] / (2 * samples * variance));
        }

        return new(first, total, variance);
    }
}
