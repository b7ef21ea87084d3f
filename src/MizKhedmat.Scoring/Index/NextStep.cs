namespace MizKhedmat.Scoring;

/// <summary>What a unit wants to reach.</summary>
public enum NextTarget
{
    /// <summary>A better rank: one step of the published score above the unit ahead.</summary>
    NextUnit,

    /// <summary>The lower limit of the next class.</summary>
    NextTier,
}

/// <summary>
/// One way to a target by one indicator alone, verified by scoring again: «۳۱۴ پاسخ به‌موقع بیشتر».
/// </summary>
/// <param name="Change">In the indicator's natural unit: more (or, where less is better, fewer: negative) x, or a change of the value.</param>
/// <param name="From">x or value now.</param>
/// <param name="ScoreGain">Points that the indicator's own score gains; the measure by which ways are ordered.</param>
/// <param name="Published">The published score that it leads to.</param>
public sealed record NextStep(NextTarget Target, decimal Goal, IndicatorRule Rule, double Change, double From, double ScoreGain, decimal Published)
{
    private const int Halvings = 50;

    /// <summary>
    /// For each target every indicator that reaches it alone, the smallest gain first. Empty for an unranked unit or where no
    /// single indicator is enough.
    /// </summary>
    public static IReadOnlyList<NextStep> Of(IndexRun run, int unit)
    {
        if (run.PublishedOf(unit) is not { } own)
        {
            return [];
        }

        var step = 1m;
        for (var i = 0; i < run.Method.Ranking.Decimals; i++)
        {
            step /= 10;
        }

        var ahead = run.Listed.Select(other => run.PublishedOf(other)!.Value).Where(score => score > own).DefaultIfEmpty(-1).Min();
        var tier = run.Method.Tiers.Select(t => (decimal)t.Min).Where(min => min > own).DefaultIfEmpty(-1).Min();
        var goals = new List<(NextTarget Target, decimal Goal)>();
        if (ahead >= 0 && ahead + step <= 100)
        {
            goals.Add((NextTarget.NextUnit, ahead + step));
        }

        if (tier >= 0)
        {
            goals.Add((NextTarget.NextTier, tier));
        }

        return
        [
            .. goals.SelectMany(goal => Enumerable.Range(0, run.Method.Indicators.Count)
                .Select(i => Find(run, unit, i, goal.Target, goal.Goal)).OfType<NextStep>()
                .OrderBy(s => s.ScoreGain).ThenBy(s => s.Rule.Code, StringComparer.Ordinal)),
        ];
    }

    private static NextStep? Find(IndexRun run, int unit, int i, NextTarget target, decimal goal)
    {
        var rule = run.Method.Indicators[i];
        var cells = run.Facts.Row(unit).ToArray();
        var cell = cells[i];
        var score = run.ScoresOf(unit)[i];
        if (cell.Status != CellStatus.Value || double.IsNaN(score) || score >= 100)
        {
            return null;
        }

        var isUp = rule.Best > rule.Worst;
        var isCounted = CellJson.Names(rule.Estimator) == ("x", "n");
        var room = isCounted
            ? Math.Floor(isUp ? (rule.Estimator == Estimator.GammaPoisson ? (2 * rule.Best * cell.N) + 1 : cell.N) - cell.X : cell.X)
            : Math.Abs(rule.Best - cell.X);
        if (room <= 0 || At(room) < goal)
        {
            return null;
        }

        double lo = 0, hi = room;
        for (var halving = 0; halving < Halvings && (!isCounted || hi - lo > 1); halving++)
        {
            var middle = isCounted ? Math.Floor((lo + hi) / 2) : (lo + hi) / 2;
            (lo, hi) = At(middle) >= goal ? (lo, middle) : (middle, hi);
        }

        // A value is told with six decimals, and told generously enough that it holds.
        var size = isCounted ? hi : Math.Min(room, Math.Ceiling(hi * 1e6) / 1e6);
        var published = At(size);
        return new(target, goal, rule, isUp ? size : -size, cell.X, Moved(size).Score - score, published);

        decimal At(double change) => Moved(change).Published;

        (decimal Published, double Score) Moved(double change)
        {
            cells[i] = cell with { X = cell.X + (isUp ? change : -change) };
            var (index, _, own) = run.Try(unit, cells, i);
            return (Publication.Round(index, run.Method.Ranking.Decimals), own);
        }
    }
}
