namespace MizKhedmat.Central.Intake;

/// <summary>
/// Log buckets of working time over standard time (γ = 1.02, SCORING.md section 18): bucket 0 holds what took up to a
/// thousandth of the standard time, bucket b what took up to 0.001 · 1.02^b of it. A ratio told from its bucket is at most 1 %
/// off; histograms add up exactly, and the borders are products of one number, the same on every machine.
/// </summary>
public static class RatioBuckets
{
    private const double Growth = 1.02;
    private const double Smallest = .001;

    /// <summary>Upper bounds; the last is more than 200,000 times the standard time, and holds all that took longer.</summary>
    private static readonly double[] Uppers = Bounds(972);

    /// <param name="workMinutes">Working minutes that it took.</param>
    /// <param name="standardMinutes">Working minutes that it should take, more than 0.</param>
    public static short Of(long workMinutes, int standardMinutes)
    {
        var found = Array.BinarySearch(Uppers, (double)workMinutes / standardMinutes);
        return (short)Math.Min(found >= 0 ? found : ~found, Uppers.Length - 1);
    }

    /// <summary>Largest ratio of a bucket.</summary>
    public static double Upper(short bucket) => Uppers[bucket];

    /// <summary>The ratio that stands for a bucket: its middle on the scale of logarithms, 0 of the first.</summary>
    public static double Middle(short bucket) => bucket == 0 ? 0 : Math.Sqrt(Uppers[bucket - 1] * Uppers[bucket]);

    private static double[] Bounds(int count)
    {
        var bounds = new double[count];
        bounds[0] = Smallest;
        for (var i = 1; i < count; i++)
        {
            bounds[i] = bounds[i - 1] * Growth;
        }

        return bounds;
    }
}
