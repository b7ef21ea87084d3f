namespace MizKhedmat.Scoring;

/// <summary>
/// How often each unit takes each rank when the weights are drawn at random (SMAA, Lahdelma and Salminen 2001, Oper. Res. 49:444).
/// </summary>
public sealed class Acceptability
{
    private readonly int[,] taken;
    private readonly long[] rankSums;
    private readonly int draws;

    private Acceptability(int units, int draws)
    {
        taken = new int[units, units];
        rankSums = new long[units];
        this.draws = draws;
    }

    /// <summary>Weighted arithmetic means under weights that are uniform on the simplex.</summary>
    /// <param name="scores">A row for each unit, a column for each indicator; rank 1 is the highest mean.</param>
    /// <param name="draws">How many sets of weights: the error of a share is at most 0.5/√draws.</param>
    /// <param name="seed">Seed of <see cref="Xoshiro256"/>: the same seed, the same shares.</param>
    /// <exception cref="ArgumentException">No unit, no indicator, rows of unequal length, a figure that is not finite, or no draw.</exception>
    public static Acceptability UniformWeights(IReadOnlyList<double[]> scores, int draws, ulong seed)
    {
        Require.Some(scores.Count, nameof(scores));
        Require.Some(scores[0].Length, nameof(scores));
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        foreach (var row in scores)
        {
            Require.SameCount(scores[0].Length, row.Length, nameof(scores));
            Require.Finite(row);
        }

        var random = new Xoshiro256(seed);
        var found = new Acceptability(scores.Count, draws);
        var weights = new double[scores[0].Length];
        var means = new double[scores.Count];
        for (var draw = 0; draw < draws; draw++)
        {
            // Exponential spacings are uniform on the simplex; ranks need no weights that sum to one.
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = -Math.Log(1 - random.NextDouble());
            }

            for (var unit = 0; unit < means.Length; unit++)
            {
                var (row, mean) = (scores[unit], 0.0);
                for (var i = 0; i < weights.Length; i++)
                {
                    mean += weights[i] * row[i];
                }

                means[unit] = mean;
            }

            found.Add(CompetitionRank.Descending(means));
        }

        return found;
    }

    /// <summary>The share of draws in which the unit takes the rank (1 is first); units that tie share the better rank.</summary>
    public double Share(int unit, int rank) => (double)taken[unit, rank - 1] / draws;

    /// <summary>The mean of the unit's ranks.</summary>
    public double ExpectedRank(int unit) => (double)rankSums[unit] / draws;

    private void Add(int[] ranks)
    {
        for (var unit = 0; unit < ranks.Length; unit++)
        {
            taken[unit, ranks[unit] - 1]++;
            rankSums[unit] += ranks[unit];
        }
    }
}
