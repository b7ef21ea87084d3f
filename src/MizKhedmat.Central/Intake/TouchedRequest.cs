using System.Globalization;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>A request touched by a batch: its stored state and the new events that it takes.</summary>
internal abstract class TouchedRequest(ServiceRequest request, bool isNew)
{
    public ServiceRequest Request => request;

    public bool IsNew => isNew;

    /// <summary>Where its counts stood before this batch.</summary>
    public ProvinceCode? FormerProvince { get; } = request.Province;

    public List<RequestEvent> Added { get; } = new(1);

    /// <summary>Events in the place of refused ones of the same id.</summary>
    public virtual IReadOnlyList<RequestEvent> Replaced => [];

    public bool IsChanged => Added.Count > 0 || Replaced.Count > 0;

    /// <summary>Decides one event against what is known of its request.</summary>
    public abstract RecordResult Take(ReadEvent read);

    /// <summary>Folds the request anew and moves its counts; the former facts are taken back where they changed.</summary>
    public void Settle(CounterSheet sheet, WorkCalendar calendar)
    {
        var former = CountedFacts.Of(request);
        Fold(calendar);
        var now = CountedFacts.Of(request);
        if (now == former)
        {
            return;
        }

        if (!isNew)
        {
            sheet.Add(former, -1);
        }

        sheet.Add(now, +1);
    }

    protected abstract void Fold(WorkCalendar calendar);

    /// <summary>What the agency should know of an event that is stored.</summary>
    protected static Refusal? Warning(StoredEvent e, DateTime? acceptedAt) => e.Row.Type switch
    {
        EventType.DefectTold when e.Row.At > acceptedAt => new("defect-after-acceptance", "1538588/2"),
        EventType.Referred when e.Details is { PresenceDemanded: true, Coordinated: false } => new("referral-breach", "edesk-1397/P2"),
        _ => null,
    };

    protected static RecordResult Stored(ReadEvent read, Refusal? warning) =>
        new(read.Index, read.Event.Row.EventId, warning is null ? RecordFate.Created : RecordFate.Warned, warning);

    protected static RecordResult Unchanged(ReadEvent read) => new(read.Index, read.Event.Row.EventId, RecordFate.Unchanged, new("event-known"));

    protected static RecordResult Refused(ReadEvent read, Refusal reason) => new(
        read.Index, read.Event.Row.EventId, RecordFate.Rejected,
        reason with { Pointer = $"/records/{read.Index.ToString(CultureInfo.InvariantCulture)}{reason.Pointer}" });

    protected static RecordResult ChangedContent(ReadEvent read) => Refused(read, new("event-changed", null, "/eventId"));

    protected static bool IsSame(RequestEvent a, RequestEvent b) => a.ContentHash.AsSpan().SequenceEqual(b.ContentHash);
}
