namespace MizKhedmat.Scoring;

/// <summary>Where one ranked unit came out over all draws of the method (SCORING.md 15).</summary>
/// <param name="Quantiles">Of its rank, at the method's quantiles (5 %, median, 95 %).</param>
/// <param name="First">Share of draws with rank 1.</param>
/// <param name="TopTenth">Share of draws within the best tenth of the ranked units (at least one).</param>
/// <param name="Best">The best rank met.</param>
public sealed record RankSpread(string Unit, IReadOnlyList<double> Quantiles, double First, double TopTenth, double Mean, int Best);

/// <summary>
/// Ranks under other choices of the method: weights ± noise and aggregation, both drawn. <see cref="AverageShift"/> is R_S, the
/// mean distance of a unit's rank from its official one.
/// </summary>
public sealed record MonteCarlo(int Draws, ulong Seed, IReadOnlyList<RankSpread> Units, double AverageShift)
{
    /// <summary>More tell nothing more and take room.</summary>
    public const int MostDraws = 20_000;

    /// <summary>The seed of a run: the first eight bytes of SHA-256(run id), the first byte the highest.</summary>
    public static ulong SeedOf(string runId) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(runId)));

    /// <summary>
    /// One draw: pillar, its indicators, next pillar, … each times 1 + noise·(2u − 1), then one u for the aggregation.
    /// </summary>
    public static (MethodWeights Weights, double AggregationU) Draw(IndexMethod method, Xoshiro256 random)
    {
        var weights = new MethodWeights(new double[method.Pillars.Count], new double[method.Indicators.Count]);
        for (var p = 0; p < method.Pillars.Count; p++)
        {
            var pillar = method.Pillars[p];
            weights.Pillars[p] = pillar.Weight * Noise();
            for (var i = pillar.First; i < pillar.First + pillar.Count; i++)
            {
                weights.Indicators[i] = method.Indicators[i].Weight * Noise();
            }
        }

        return (weights, random.NextDouble());

        double Noise() => 1 + (method.Uncertainty.WeightNoise * ((2 * random.NextDouble()) - 1));
    }

    /// <summary>Ranks of the run's ranked units over the draws; scores of indicators stay as they are.</summary>
    /// <param name="draws">Null: as many as the method says.</param>
    public static MonteCarlo Run(IndexRun run, ulong seed, int? draws = null)
    {
        var (method, count) = (run.Method, draws ?? run.Method.Uncertainty.Draws);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostDraws);
        var units = run.Listed.Order().ToArray();
        var random = new Xoshiro256(seed);
        var positions = Enumerable.Range(0, units.Length).ToArray();
        var pillars = new double[method.Pillars.Count];
        var (steps, ranks, all) = (new long[units.Length], new int[units.Length], new int[units.Length * count]);
        var shift = 0d;
        for (var draw = 0; draw < count; draw++)
        {
            var (weights, u) = Draw(method, random);
            var alternatives = method.Uncertainty.Alternatives;
            var aggregate = alternatives.Count == 0 ? method.IndexAggregate : method.IndexAggregate with { Method = alternatives[(int)(u * alternatives.Count)] };
            for (var i = 0; i < units.Length; i++)
            {
                var scores = run.ScoresOf(units[i]);
                for (var p = 0; p < pillars.Length; p++)
                {
                    var pillar = method.Pillars[p];
                    pillars[p] = method.PillarAggregate.Of(scores.Slice(pillar.First, pillar.Count), weights.Indicators.AsSpan(pillar.First, pillar.Count));
                }

                steps[i] = Publication.Steps(aggregate.Of(pillars, weights.Pillars), method.Ranking.Decimals);
            }

            Publication.Rank(positions, steps, ranks);
            for (var i = 0; i < units.Length; i++)
            {
                all[(i * count) + draw] = ranks[i];
                shift += Math.Abs(ranks[i] - run.RankOf(units[i])!.Value);
            }
        }

        var spreads = units.Select((unit, i) => Spread(run, unit, all.AsSpan(i * count, count), Math.Max(1, (units.Length + 9) / 10))).ToList();
        return new(count, seed, spreads, units.Length == 0 ? 0 : shift / units.Length / count);
    }

    private static RankSpread Spread(IndexRun run, int unit, Span<int> ranks, int tenth)
    {
        ranks.Sort();
        var sorted = new double[ranks.Length];
        var (first, top, sum) = (0, 0, 0d);
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = ranks[i];
            sum += ranks[i];
            first += ranks[i] == 1 ? 1 : 0;
            top += ranks[i] <= tenth ? 1 : 0;
        }

        return new(
            run.Facts.Units[unit], [.. run.Method.Uncertainty.RankQuantiles.Select(q => Quantiles.Type7(sorted, q))],
            (double)first / sorted.Length, (double)top / sorted.Length, sum / sorted.Length, ranks[0]);
    }
}
