using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// The plain course of a request, as nearly every request runs: accepted first, then each event later than the one before
/// it, nothing corrected, one survey at most. An event that continues it is judged and folded by the stored state alone.
/// </summary>
/// <param name="LastAt">Time of the last event; null before the acceptance.</param>
/// <param name="IsSurveyed">The survey came.</param>
internal readonly record struct PlainCourse(DateTime? LastAt, bool IsSurveyed)
{
    /// <summary>The course of a stored request; null when it is not plain.</summary>
    public static PlainCourse? Of(ServiceRequest request) => request.IsPlain ? new(request.LastEventAt, request.IsSurveyed) : null;

    /// <summary>The course with one more event; null where the event asks for all that was told before.</summary>
    public PlainCourse? After(RequestEvent e)
    {
        var isFirst = e.Type == EventType.Accepted;
        return e.Supersedes is null && isFirst == LastAt is null && (isFirst || e.At > LastAt) && !(IsSurveyed && e.Type == EventType.Surveyed)
            ? new(e.At, IsSurveyed || e.Type == EventType.Surveyed)
            : null;
    }
}

/// <summary>A request whose new events continue its plain course; none of them is stored yet.</summary>
internal sealed class PlainRequest(ServiceRequest request, bool isNew) : TouchedRequest(request, isNew)
{
    private readonly List<StoredEvent> next = new(1);

    public override RecordResult Take(ReadEvent read)
    {
        foreach (var added in Added)
        {
            if (added.EventId == read.Event.Row.EventId)
            {
                return IsSame(added, read.Event.Row) ? Unchanged(read) : ChangedContent(read);
            }
        }

        Added.Add(read.Event.Row);
        next.Add(read.Event);
        return Stored(read, Warning(read.Event, Request.AcceptedAt ?? next[0].Row.At));
    }

    protected override void Fold(WorkCalendar calendar) => RequestFold.Continue(Request, next, calendar);
}
