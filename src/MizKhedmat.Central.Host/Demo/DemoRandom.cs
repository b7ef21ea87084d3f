namespace MizKhedmat.Central.Host.Demo;

/// <summary>
/// xoshiro256** seeded by splitmix64: the same seed gives the same country on every machine and framework version, which
/// System.Random does not promise. Not for secrets.
/// </summary>
internal sealed class DemoRandom
{
    private readonly ulong seed;
    private ulong a;
    private ulong b;
    private ulong c;
    private ulong d;

    public DemoRandom(ulong seed)
    {
        this.seed = seed;
        (a, b, c, d) = (Split(ref seed), Split(ref seed), Split(ref seed), Split(ref seed));
    }

    /// <summary>An independent stream by name, whatever was drawn from this one before.</summary>
    public DemoRandom Fork(string label)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in label)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        return new(seed ^ hash);
    }

    public ulong Next()
    {
        var result = ulong.RotateLeft(b * 5, 7) * 9;
        var t = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = ulong.RotateLeft(d, 45);
        return result;
    }

    /// <summary>In [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public int Below(int bound) => (int)(Unit() * bound);

    /// <summary>In [low, high).</summary>
    public double Between(double low, double high) => low + ((high - low) * Unit());

    public bool Chance(double share) => Unit() < share;

    /// <summary>Exponential with the given mean.</summary>
    public double Wait(double mean) => -mean * Math.Log(1 - Unit());

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    private static ulong Split(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

/// <summary>Draws an index by weight.</summary>
internal sealed class WeightedDraw
{
    private readonly double[] upTo;

    public WeightedDraw(IEnumerable<double> weights)
    {
        var sum = 0.0;
        upTo = [.. weights.Select(w => sum += w)];
    }

    public double Total => upTo.Length == 0 ? 0 : upTo[^1];

    public int Draw(DemoRandom random)
    {
        var at = Array.BinarySearch(upTo, random.Unit() * Total);
        at = at < 0 ? ~at : at + 1;
        return Math.Min(at, upTo.Length - 1);
    }
}
