using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// A request touched by a batch: its stored state and events, and the new events that it takes. What is refused for its
/// time against the acceptance is kept as well, marked and without effect: a later correction of the acceptance finds it,
/// so that what is known of a request, and with it state and counters, is the same for every order of arrival.
/// </summary>
internal sealed class TouchedRequest
{
    private readonly Dictionary<string, StoredEvent> all;
    private HashSet<string>? forgotten;
    private Corrections corrections;
    private StoredEvent? acceptance;
    private StoredEvent? survey;

    public TouchedRequest(ServiceRequest request, bool isNew, IEnumerable<StoredEvent> stored)
    {
        Request = request;
        IsNew = isNew;
        FormerProvince = request.Province;
        all = stored.ToDictionary(e => e.Row.EventId, StringComparer.Ordinal);
        corrections = new(all.Values);
        Anchor();
    }

    public ServiceRequest Request { get; }

    public bool IsNew { get; }

    /// <summary>Where its counts stood before this batch.</summary>
    public ProvinceCode? FormerProvince { get; }

    public List<RequestEvent> Added { get; } = [];

    /// <summary>Events in the place of refused ones of the same id.</summary>
    public List<RequestEvent> Replaced { get; } = [];

    public bool IsChanged => Added.Count > 0 || Replaced.Count > 0;

    /// <summary>Decides one event against everything known of its request.</summary>
    public RecordResult Take(ReadEvent read)
    {
        var id = read.Event.Row.EventId;
        if (all.TryGetValue(id, out var known))
        {
            var same = known.Row.ContentHash.AsSpan().SequenceEqual(read.Event.Row.ContentHash);
            var refusal = known.Details.Refused == true ? WhyVoid(known) : null;
            if (same)
            {
                return refusal is null ? new(read.Index, id, RecordFate.Unchanged, new("event-known")) : Refused(read, refusal);
            }

            if (refusal is null)
            {
                return Refused(read, new("event-changed", null, "/eventId"));
            }

            Forget(known);
        }

        Know(read.Event);
        if (WhyVoid(read.Event) is { } reason)
        {
            Mark(read.Event);
            Keep(read.Event.Row);
            return Refused(read, reason);
        }

        Keep(read.Event.Row);
        return Warning(read.Event.Row, read.Event.Details) is { } warning
            ? new(read.Index, id, RecordFate.Warned, warning)
            : new(read.Index, id, RecordFate.Created);
    }

    /// <summary>Folds the request anew and moves its counts; the former facts are taken back first.</summary>
    public void Settle(CounterSheet sheet, WorkCalendar calendar)
    {
        if (!IsNew)
        {
            sheet.Add(Request, -1);
        }

        RequestFold.Apply(Request, all.Values, calendar);
        sheet.Add(Request, +1);
    }

    private Refusal? WhyVoid(StoredEvent e) => corrections.Stands(e.Row) ? RequestFold.WhyVoid(e, acceptance, survey) : null;

    private void Know(StoredEvent e)
    {
        all[e.Row.EventId] = e;
        corrections.Add(e.Row);
        if (e.Row.Type is EventType.Accepted or EventType.Surveyed || e.Row.Supersedes is not null)
        {
            Anchor();
        }
    }

    /// <summary>Finds anew what the other events are judged by.</summary>
    private void Anchor()
    {
        acceptance = RequestFold.AcceptanceOf(all.Values, corrections);
        survey = RequestFold.SurveyOf(all.Values, corrections, acceptance);
    }

    /// <summary>A refused event makes room for another one under its id.</summary>
    private void Forget(StoredEvent refused)
    {
        all.Remove(refused.Row.EventId);
        Replaced.Remove(refused.Row);
        if (!Added.Remove(refused.Row))
        {
            (forgotten ??= new(StringComparer.Ordinal)).Add(refused.Row.EventId);
        }

        corrections = new(all.Values);
        Anchor();
    }

    private void Keep(RequestEvent row) => (forgotten?.Contains(row.EventId) == true ? Replaced : Added).Add(row);

    private void Mark(StoredEvent e)
    {
        var details = e.Details with { Refused = true };
        e.Row.Details = details.ToJson();
        all[e.Row.EventId] = new(e.Row, details);
    }

    private Refusal? Warning(RequestEvent row, EventDetails details) => row.Type switch
    {
        EventType.DefectTold when acceptance is not null && row.At > acceptance.Row.At => new("defect-after-acceptance", "1538588/2"),
        EventType.Referred when details is { PresenceDemanded: true, Coordinated: false } => new("referral-breach", "edesk-1397/P2"),
        EventType.Accepted when row.Supersedes is { } id && all.TryGetValue(id, out var former)
            && former.Details.PromisedUntil != details.PromisedUntil => new("promise-corrected", "386059/4-6b"),
        EventType.Accepted when all.Values.Any(e => e.Row.Type == EventType.Accepted && e.Row != row && corrections.Stands(e.Row))
            => new("acceptance-replaced", "386059/4-6a"),
        _ => null,
    };

    private static RecordResult Refused(ReadEvent read, Refusal reason) => new(
        read.Index, read.Event.Row.EventId, RecordFate.Rejected,
        reason with { Pointer = $"/records/{read.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)}{reason.Pointer}" });
}
