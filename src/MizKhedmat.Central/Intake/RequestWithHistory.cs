using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// A touched request with all that was ever told of it. What is refused for its time against the acceptance is kept as well,
/// marked and without effect: a later correction of the acceptance finds it, so that what is known of a request, and with it
/// state and counters, is the same for every order of arrival.
/// </summary>
internal sealed class RequestWithHistory : TouchedRequest
{
    private readonly Dictionary<string, StoredEvent> all;
    private readonly List<RequestEvent> replaced = [];
    private HashSet<string>? forgotten;
    private Corrections corrections;
    private StoredEvent? acceptance;
    private StoredEvent? survey;

    public RequestWithHistory(ServiceRequest request, bool isNew, IEnumerable<StoredEvent> stored)
        : base(request, isNew)
    {
        all = stored.ToDictionary(e => e.Row.EventId, StringComparer.Ordinal);
        corrections = new(all.Values);
        Anchor();
    }

    public override IReadOnlyList<RequestEvent> Replaced => replaced;

    public override RecordResult Take(ReadEvent read)
    {
        var id = read.Event.Row.EventId;
        if (all.TryGetValue(id, out var known))
        {
            var refusal = known.Details.Refused == true ? WhyVoid(known) : null;
            if (IsSame(known.Row, read.Event.Row))
            {
                return refusal is null ? Unchanged(read) : Refused(read, refusal);
            }

            if (refusal is null)
            {
                return ChangedContent(read);
            }

            Forget(known);
        }

        Know(read.Event);
        if (WhyVoid(read.Event) is { } reason)
        {
            Keep(Mark(read.Event));
            return Refused(read, reason);
        }

        Keep(read.Event.Row);
        return Stored(read, ReplacementWarning(read.Event.Row, read.Event.Details) ?? Warning(read.Event, acceptance?.Row.At));
    }

    protected override void Fold(WorkCalendar calendar) => RequestFold.Apply(Request, all.Values, calendar);

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
        replaced.Remove(refused.Row);
        if (!Added.Remove(refused.Row))
        {
            (forgotten ??= new(StringComparer.Ordinal)).Add(refused.Row.EventId);
        }

        corrections = new(all.Values);
        Anchor();
    }

    private void Keep(RequestEvent row) => (forgotten?.Contains(row.EventId) == true ? replaced : Added).Add(row);

    /// <summary>Puts a marked copy in the place of an event: what was read may be decided again.</summary>
    private RequestEvent Mark(StoredEvent e)
    {
        var details = e.Details with { Refused = true };
        var marked = new StoredEvent(e.Row.With(details.ToJson()), details);
        all[e.Row.EventId] = marked;
        corrections = new(all.Values);
        Anchor();
        return marked.Row;
    }

    private Refusal? ReplacementWarning(RequestEvent row, EventDetails details) => row.Type switch
    {
        EventType.Accepted when row.Supersedes is { } id && all.TryGetValue(id, out var former)
            && former.Details.PromisedUntil != details.PromisedUntil => new("promise-corrected", "386059/4-6b"),
        EventType.Accepted when all.Values.Any(e => e.Row.Type == EventType.Accepted && e.Row != row && corrections.Stands(e.Row))
            => new("acceptance-replaced", "386059/4-6a"),
        _ => null,
    };
}
