namespace MizKhedmat.Scoring;

/// <summary>
/// Why a rank moved, exactly: places by restated older data, by the method (with its priors), by the others' and by the own
/// performance. Negative is upwards; the four sum to <see cref="New"/> − <see cref="Old"/>.
/// </summary>
public sealed record RankMove(string Unit, int Old, int New, double Restated, double Method, double Others, double Own);

/// <summary>The Shapley split of rank changes over {restated, method, others, own}: sixteen rankings per unit (SCORING.md 16).</summary>
public static class RankChange
{
    private const uint RestatedBit = 1, MethodBit = 2, OthersBit = 4, OwnBit = 8;

    /// <summary>One row per unit that is ranked before and after.</summary>
    /// <param name="old">Facts as they were published, of the old method.</param>
    /// <param name="restated">The same period as it is known now; null when nothing was restated.</param>
    /// <param name="now">Facts of the new period, of the new method.</param>
    /// <param name="oldPriors">Frozen priors of the old run; null = estimated from its facts.</param>
    /// <param name="newPriors">Those of the new run.</param>
    public static IReadOnlyList<RankMove> Split(IndexFacts old, IndexFacts? restated, IndexFacts now, IndexPriors? oldPriors = null, IndexPriors? newPriors = null)
    {
        var methods = new[] { old.Method, now.Method };
        IndexPriors[] priors = [oldPriors ?? IndexPriors.Estimate(old.Method, old), newPriors ?? IndexPriors.Estimate(now.Method, now)];
        IndexFacts[] data = [old, restated ?? old, now];

        // Six worlds: three states of the data under two methods. Each ranking is a lookup in two of them.
        var worlds = data.Select(facts => methods.Select((method, m) => new World(new IndexRun(method, facts.Under(method), priors[m]))).ToArray()).ToArray();
        var (before, after) = (worlds[0][0], worlds[2][1]);
        return
        [
            .. from unit in old.Units
               where before.RankOf(unit) is not null && after.RankOf(unit) is not null
               let parts = Shapley.Split(4, mask => Rank(worlds, unit, mask))
               select new RankMove(unit, before.RankOf(unit)!.Value, after.RankOf(unit)!.Value, parts[0], parts[1], parts[2], parts[3]),
        ];
    }

    private static double Rank(World[][] worlds, string unit, uint mask)
    {
        var method = (mask & MethodBit) != 0 ? 1 : 0;
        var past = (mask & RestatedBit) != 0 ? 1 : 0;
        var others = worlds[(mask & OthersBit) != 0 ? 2 : past][method];
        var own = worlds[(mask & OwnBit) != 0 ? 2 : past][method];
        return 1 + others.Above(own.PublishedOf(unit), unit);
    }

    /// <summary>Published scores of one run, to be asked how many of them lie above a score.</summary>
    private sealed class World(IndexRun run)
    {
        private readonly decimal[] sorted = [.. run.Listed.Select(unit => run.PublishedOf(unit)!.Value).Order()];

        public int? RankOf(string unit) => run.Facts.IndexOf(unit) is >= 0 and var i ? run.RankOf(i) : null;

        /// <summary>Below every score when the unit has none here.</summary>
        public decimal PublishedOf(string unit) => run.Facts.IndexOf(unit) is >= 0 and var i && run.PublishedOf(i) is { } published ? published : -1;

        /// <summary>How many others lie above.</summary>
        public int Above(decimal score, string unit)
        {
            var (lo, hi) = (0, sorted.Length);
            while (lo < hi)
            {
                var middle = (lo + hi) / 2;
                (lo, hi) = sorted[middle] <= score ? (middle + 1, hi) : (lo, middle);
            }

            return sorted.Length - lo - (PublishedOf(unit) > score ? 1 : 0);
        }
    }
}
