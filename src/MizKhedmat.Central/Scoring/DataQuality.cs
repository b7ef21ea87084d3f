using MizKhedmat.Central.Intake;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// P6.4 (386059/4-1): the geometric mean of five shares of what an agency pushed. Completeness: every event names its responsible.
/// Validity: records not refused. Uniqueness: records not told before. Delivery: events that arrived within 24 hours of what they
/// tell, by the log bucket that holds 24 hours. Consistency: records that contradict nothing told before.
/// </summary>
internal sealed class DataQuality
{
    private const int DaySeconds = 24 * 60 * 60;

    /// <summary>Refusals and warnings that mean a contradiction with what was told before, with the register or with the calendar.</summary>
    private static readonly HashSet<string> Contradictions = new(StringComparer.Ordinal)
    {
        "answer-before-acceptance", "event-before-acceptance", "receipt-before-acceptance", "promise-before-acceptance", "promise-range-inverted",
        "tracking-code-used", "time-in-future", "office-unknown", "office-not-open-then", "desk-unknown", "desk-of-other-office", "desk-not-open-then",
        "service-unknown", "service-not-open-then",
    };

    private static readonly short LastInTime = DurationBuckets.Of(DaySeconds);

    private long stored, known, rejected, contradicting, delayed, inTime;

    public void Add(PushMeasure measure, string code, short bucket, long count)
    {
        stored += measure is PushMeasure.Created or PushMeasure.Warned ? count : 0;
        known += measure == PushMeasure.Unchanged ? count : 0;
        rejected += measure == PushMeasure.Rejected ? count : 0;
        contradicting += measure is PushMeasure.Rejected or PushMeasure.Warned && Contradictions.Contains(code) ? count : 0;
        delayed += measure == PushMeasure.Delay ? count : 0;
        inTime += measure == PushMeasure.Delay && bucket <= LastInTime ? count : 0;
    }

    /// <summary>The five shares in the order of the summary; null when nothing was pushed. A share without cases is whole.</summary>
    public IReadOnlyList<double>? Shares(long eventsComplete, long accepted)
    {
        var told = stored + known + rejected;
        return told == 0 ? null :
        [
            Share(eventsComplete, accepted), Share(stored + known, told), Share(stored, stored + known), Share(inTime, delayed), Share(told - contradicting, told),
        ];
    }

    public double? Mean(long eventsComplete, long accepted) =>
        Shares(eventsComplete, accepted) is { } shares ? Math.Pow(shares.Aggregate(1.0, (product, share) => product * share), 1.0 / shares.Count) : null;

    private static double Share(long part, long whole) => whole == 0 ? 1 : (double)part / whole;
}
