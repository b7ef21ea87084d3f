namespace MizKhedmat.Scoring;

/// <summary>What equal values get of the places they fill together.</summary>
public enum TieRule
{
    /// <summary>The mean of the places (1, 2.5, 2.5, 4): for correlations.</summary>
    Average,

    /// <summary>The best place (1, 2, 2, 4): standard competition, the only rank that is published.</summary>
    Min,

    /// <summary>The worst place (1, 3, 3, 4).</summary>
    Max,

    /// <summary>The next number (1, 2, 2, 3).</summary>
    Dense,

    /// <summary>Places in the order of the list (1, 2, 3, 4): a listing, no rank.</summary>
    Ordinal,
}

/// <summary>Ranks of values with ties, in five ways.</summary>
public static class TiedRanks
{
    /// <summary>Ranks in the order of <paramref name="values"/>; rank 1 is the lowest value, or the highest when descending.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is NaN or infinite.</exception>
    public static double[] Of(IReadOnlyList<double> values, TieRule rule, bool descending = false)
    {
        Require.Finite(values);
        var order = new int[values.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var sign = descending ? -1 : 1;
        Array.Sort(order, (a, b) => values[a] == values[b] ? a.CompareTo(b) : sign * values[a].CompareTo(values[b]));
        var ranks = new double[order.Length];
        var dense = 0;
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && values[order[end]] == values[order[start]]; end++)
            {
            }

            dense++;
            for (var place = start; place < end; place++)
            {
                ranks[order[place]] = rule switch
                {
                    TieRule.Average => (start + 1 + end) / 2.0,
                    TieRule.Min => start + 1,
                    TieRule.Max => end,
                    TieRule.Dense => dense,
                    TieRule.Ordinal => place + 1,
                    _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No such rule for ties."),
                };
            }
        }

        return ranks;
    }
}
