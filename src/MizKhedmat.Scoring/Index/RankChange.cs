namespace MizKhedmat.Scoring;

/// <summary>
/// Why a rank moved, exactly: places by restated older data, by the method (with its priors), by the others' and by the own
/// performance. Negative is upwards; the four sum to <see cref="New"/> − <see cref="Old"/>.
/// </summary>
public sealed record RankMove(string Unit, int Old, int New, double Restated, double Method, double Others, double Own);

/// <summary>One ranking to compare with: published scores by unit, of agencies as well as of provinces.</summary>
public sealed class RankWorld
{
    private readonly IReadOnlyDictionary<string, decimal> published;
    private readonly decimal[] sorted;

    /// <param name="published">Ranked units only.</param>
    public RankWorld(IReadOnlyDictionary<string, decimal> published)
    {
        (this.published, sorted) = (published, [.. published.Values.Order()]);
    }

    /// <summary>The ranked units of a run.</summary>
    public static RankWorld Of(IndexRun run) => new(run.Listed.ToDictionary(unit => run.Facts.Units[unit], unit => run.PublishedOf(unit)!.Value, StringComparer.Ordinal));

    internal IEnumerable<string> Units => published.Keys;

    internal int? RankOf(string unit) => published.TryGetValue(unit, out var score) ? 1 + Above(score, unit) : null;

    /// <summary>Below every score when the unit has none here.</summary>
    internal decimal PublishedOf(string unit) => published.GetValueOrDefault(unit, -1);

    /// <summary>How many others lie above.</summary>
    internal int Above(decimal score, string unit)
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
        var before = oldPriors ?? IndexPriors.Estimate(old.Method, old);
        var after = newPriors ?? IndexPriors.Estimate(now.Method, now);
        return Split(By(old.Method, before), By(now.Method, after));

        RankWorld[] By(IndexMethod method, IndexPriors priors) =>
            [.. new[] { old, restated ?? old, now }.Select(facts => RankWorld.Of(new IndexRun(method, facts.Under(method), priors)))];
    }

    /// <summary>
    /// One row per unit that is ranked before and after, from six worlds: each ranking of the split is a lookup in two of them. Each list holds the
    /// period before as it was published, the same as it is known now, and the new period.
    /// </summary>
    /// <param name="byOldMethod">Under the old method with its priors.</param>
    /// <param name="byNewMethod">Under the new method with its priors.</param>
    public static IReadOnlyList<RankMove> Split(IReadOnlyList<RankWorld> byOldMethod, IReadOnlyList<RankWorld> byNewMethod)
    {
        var (before, after) = (byOldMethod[0], byNewMethod[2]);
        return
        [
            .. from unit in before.Units.Order(StringComparer.Ordinal)
               where after.RankOf(unit) is not null
               let parts = Shapley.Split(4, mask => Rank(unit, mask))
               select new RankMove(unit, before.RankOf(unit)!.Value, after.RankOf(unit)!.Value, parts[0], parts[1], parts[2], parts[3]),
        ];

        double Rank(string unit, uint mask)
        {
            var worlds = (mask & MethodBit) != 0 ? byNewMethod : byOldMethod;
            var past = (mask & RestatedBit) != 0 ? 1 : 0;
            var others = worlds[(mask & OthersBit) != 0 ? 2 : past];
            var own = worlds[(mask & OwnBit) != 0 ? 2 : past];
            return 1 + others.Above(own.PublishedOf(unit), unit);
        }
    }
}
