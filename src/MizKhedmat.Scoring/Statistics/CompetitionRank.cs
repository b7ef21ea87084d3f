namespace MizKhedmat.Scoring;

/// <summary>Standard competition ranks (1-2-2-4): equal values share a rank, the next one skips.</summary>
public static class CompetitionRank
{
    /// <summary>Ranks in the order of <paramref name="values"/>; the highest value is first. n log n.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is NaN or infinite.</exception>
    public static int[] Descending(IReadOnlyList<double> values)
    {
        Require.Finite(values);
        var keys = new double[values.Count];
        var order = new int[values.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            (keys[i], order[i]) = (-values[i], i);
        }

        Array.Sort(keys, order);
        var ranks = new int[keys.Length];
        var rank = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            rank = i > 0 && keys[i] == keys[i - 1] ? rank : i + 1;
            ranks[order[i]] = rank;
        }

        return ranks;
    }

    /// <summary>Ranks, highest first, of those that have a value; who has none has no rank and moves nobody.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is NaN or infinite.</exception>
    public static int?[] OfPresent(IReadOnlyList<double?> values)
    {
        var present = new List<double>(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                present.Add(value);
            }
        }

        var found = Descending(present);
        var ranks = new int?[values.Count];
        for (int i = 0, next = 0; i < ranks.Length; i++)
        {
            ranks[i] = values[i] is null ? null : found[next++];
        }

        return ranks;
    }
}
