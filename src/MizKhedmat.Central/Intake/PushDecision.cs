using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>A request touched by a batch: its stored state and events, and the new events that it takes.</summary>
internal sealed class TouchedRequest(ServiceRequest request, bool isNew, List<StoredEvent> stored)
{
    private readonly List<StoredEvent> all = stored;

    public ServiceRequest Request { get; } = request;

    public bool IsNew { get; } = isNew;

    public List<RequestEvent> Added { get; } = [];

    /// <summary>Decides one event against everything known of its request and, unless refused, takes it.</summary>
    public RecordResult Take(ReadEvent read)
    {
        var row = read.Event.Row;
        if (all.Find(e => e.Row.EventId == row.EventId) is { } known)
        {
            return known.Row.ContentHash.AsSpan().SequenceEqual(row.ContentHash)
                ? new(read.Index, row.EventId, RecordFate.Unchanged, new("event-known"))
                : Refused(read, "event-changed", null, "/eventId");
        }

        var superseded = all.Select(e => e.Row.Supersedes).ToHashSet(StringComparer.Ordinal);
        var acceptance = all.Where(e => e.Row.Type == EventType.Accepted && !superseded.Contains(e.Row.EventId) && e.Row.EventId != row.Supersedes)
            .MinBy(e => e.Row, Comparer<RequestEvent>.Create(RequestFold.Compare));
        if (acceptance is not null && !superseded.Contains(row.EventId))
        {
            if (row.Type == EventType.Accepted && RequestFold.Compare(acceptance.Row, row) < 0)
            {
                return Refused(read, "tracking-code-used", "386059/4-6a", "/trackingCode");
            }

            if (row.Type is not EventType.DefectTold and not EventType.Accepted && row.At < acceptance.Row.At)
            {
                return Refused(read, row.Type == EventType.Answered ? "answer-before-acceptance" : "event-before-acceptance", "386059/4-6c", "/at");
            }
        }

        all.Add(read.Event);
        row = read.Event.Row;
        Added.Add(row);
        return Warning(row, read.Event.Details, acceptance) is { } warning
            ? new(read.Index, row.EventId, RecordFate.Warned, warning)
            : new(read.Index, row.EventId, RecordFate.Created);
    }

    /// <summary>Folds the request anew and moves its counts; the former facts are taken back first.</summary>
    public void Settle(CounterSheet sheet, WorkCalendar calendar)
    {
        if (!IsNew)
        {
            sheet.Add(Request, -1);
        }

        RequestFold.Apply(Request, all, calendar);
        sheet.Add(Request, +1);
    }

    private Refusal? Warning(RequestEvent row, EventDetails details, StoredEvent? acceptance) => row.Type switch
    {
        EventType.DefectTold when acceptance is not null && row.At > acceptance.Row.At => new("defect-after-acceptance", "1538588/2"),
        EventType.Referred when details is { PresenceDemanded: true, Coordinated: false } => new("referral-breach", "edesk-1397/P2"),
        EventType.Accepted when row.Supersedes is { } id && all.Find(e => e.Row.EventId == id) is { } former
            && former.Details.PromisedUntil != details.PromisedUntil => new("promise-corrected", "1538588/3"),
        _ => null,
    };

    private static RecordResult Refused(ReadEvent read, string code, string? clause, string member) => new(
        read.Index, read.Event.Row.EventId, RecordFate.Rejected,
        new(code, clause, $"/records/{read.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)}{member}"));
}
