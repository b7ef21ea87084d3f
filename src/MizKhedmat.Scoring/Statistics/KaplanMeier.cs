namespace MizKhedmat.Scoring;

/// <summary>
/// Durations of one histogram bucket: <paramref name="Ended"/> of them ended between <paramref name="From"/> and <paramref name="To"/>,
/// <paramref name="Open"/> had lasted that long and go on. Equal bounds say exact times. Any unit of time.
/// </summary>
public readonly record struct DurationStep(double From, double To, long Ended, long Open);

/// <summary>
/// Product-limit estimate (Kaplan and Meier 1958) of how long something takes while part of it still goes on: leaving hard cases
/// open does not shorten the median. Inside a bucket the curve falls in a straight line, and what is open there counts as at risk
/// until the bucket's end, as it does with exact times.
/// </summary>
public static class KaplanMeier
{
    /// <summary>How far around one half the slope of the curve is taken for the error of the median.</summary>
    private const double Around = .05;

    /// <summary>Products of fractions miss a half by less than this.</summary>
    private const double Noise = 1e-12;

    /// <summary>
    /// The first time by which half have ended, and its standard error: Greenwood's of the curve there over the curve's slope.
    /// Null while fewer than half have ended by the longest time seen, and for no durations. The order of steps does not matter.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or a bucket ends before it begins.</exception>
    public static (double Median, double Error)? Median(IEnumerable<DurationStep> steps)
    {
        var curve = Curve(steps);
        var at = curve.FindIndex(p => p.Survival <= .5 + Noise);
        if (at < 0)
        {
            return null;
        }

        var start = new Point(curve[0].From, curve[0].From, 1, 0, 0);
        var (before, point) = (at == 0 ? start : curve[at - 1], curve[at]);

        // Greenwood's sum up to the median itself: of the bucket's endings only those that bring the curve down to a half.
        var ended = point.AtRisk * (1 - (.5 / before.Survival));
        var greenwood = before.Greenwood + (ended / (point.AtRisk * (point.AtRisk - ended)));
        var early = curve.FindLast(p => p.Survival >= .5 + Around) ?? start;
        var late = curve.Find(p => p.Survival <= .5 - Around) ?? curve[^1];
        var median = point.From + ((point.To - point.From) * Math.Min(1, (before.Survival - .5) / (before.Survival - point.Survival)));
        return (median, .5 * Math.Sqrt(greenwood) * (late.To - early.To) / (early.Survival - late.Survival));
    }

    /// <summary>The longest time seen, ended or open; null for no durations.</summary>
    public static double? Longest(IEnumerable<DurationStep> steps) => steps.Where(s => s.Ended + s.Open > 0).Max(s => (double?)s.To);

    /// <summary>One point at the end of each bucket in which something ended.</summary>
    private static List<Point> Curve(IEnumerable<DurationStep> steps)
    {
        var sorted = steps.GroupBy(s => (s.From, s.To)).OrderBy(g => g.Key.To).ThenBy(g => g.Key.From)
            .Select(g => new DurationStep(g.Key.From, g.Key.To, g.Sum(s => Count(s.Ended)), g.Sum(s => Count(s.Open)))).ToList();
        var atRisk = sorted.Sum(s => s.Ended + s.Open);
        var (survival, greenwood) = (1.0, 0.0);
        var curve = new List<Point>();
        foreach (var step in sorted)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(step.From, step.To, nameof(steps));
            if (step.Ended > 0)
            {
                survival *= 1 - ((double)step.Ended / atRisk);
                greenwood += step.Ended / ((double)atRisk * (atRisk - step.Ended));
                curve.Add(new(step.From, step.To, survival, greenwood, atRisk));
            }

            atRisk -= step.Ended + step.Open;
        }

        return curve;
    }

    private static long Count(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count;
    }

    /// <param name="From">Begin of the bucket.</param>
    /// <param name="To">Its end.</param>
    /// <param name="Survival">Share that still lasts at its end.</param>
    /// <param name="Greenwood">Greenwood's sum up to its end.</param>
    /// <param name="AtRisk">How many had lasted until it began.</param>
    private sealed record Point(double From, double To, double Survival, double Greenwood, double AtRisk);
}
