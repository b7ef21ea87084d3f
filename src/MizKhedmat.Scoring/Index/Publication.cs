namespace MizKhedmat.Scoring;

/// <summary>What is shown of a score and what follows from the shown one: rounding and competition ranks (SCORING.md 10).</summary>
public static class Publication
{
    private static readonly decimal[] Tens = [1m, 10m, 100m, 1000m, 10_000m, 100_000m, 1_000_000m];

    /// <summary>Half-even to nine decimals, which kills floating noise, then half-even to the published ones (0–6).</summary>
    public static decimal Round(double score, int decimals = 2) =>
        Math.Round(Math.Round((decimal)score, 9, MidpointRounding.ToEven), decimals, MidpointRounding.ToEven);

    /// <summary>The published score as a whole number of its last decimal: what ranks are made of.</summary>
    internal static long Steps(double score, int decimals)
    {
        // Far from a boundary the noise of the ninth decimal cannot matter; near it the exact way decides.
        var scaled = score * (double)Tens[decimals];
        var floor = Math.Floor(scaled);
        return Math.Abs(scaled - floor - 0.5) > 1e-2 ? (long)Math.Round(scaled) : (long)(Round(score, decimals) * Tens[decimals]);
    }

    /// <summary>
    /// Standard competition ranks (1-2-2-4) of the published scores, highest first; null for a unit without a score.
    /// </summary>
    public static int?[] Ranks(IReadOnlyList<decimal?> published)
    {
        var ranked = Enumerable.Range(0, published.Count).Where(i => published[i] is not null).OrderByDescending(i => published[i]).ToList();
        var ranks = new int?[published.Count];
        for (var i = 0; i < ranked.Count; i++)
        {
            ranks[ranked[i]] = i > 0 && published[ranked[i]] == published[ranked[i - 1]] ? ranks[ranked[i - 1]] : i + 1;
        }

        return ranks;
    }

    /// <summary>
    /// Ranks of steps over <paramref name="units"/> (indexes), written to <paramref name="ranks"/>; returns the units in order.
    /// Sorted by the whole number, so that no key has to be negated.
    /// </summary>
    internal static int[] Rank(ReadOnlySpan<int> units, ReadOnlySpan<long> steps, Span<int> ranks)
    {
        var keys = new long[units.Length];
        var order = units.ToArray();
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = long.MaxValue - steps[units[i]];
        }

        Array.Sort(keys, order);
        for (var i = 0; i < order.Length; i++)
        {
            ranks[order[i]] = i > 0 && keys[i] == keys[i - 1] ? ranks[order[i - 1]] : i + 1;
        }

        return order;
    }
}
