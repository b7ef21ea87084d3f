using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// The state machine of a request as a pure function of its events (DOMAIN.md section 3). Only the events' own times are
/// compared, so every order of arrival gives the same state. Rules:
/// an event that another one supersedes has no effect (<see cref="Corrections"/>);
/// of several acceptances the one with the earliest promise holds, and one survey; a follow-up dated before the
/// acceptance has no effect, save a defect told at presentation;
/// a second answer without a reopening has no effect; a correction never moves the promise of the first receipt.
/// </summary>
public static class RequestFold
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(5);

    /// <summary>The receipt or the answer itself came within five minutes of acceptance (edesk-1397/I3).</summary>
    public static bool IsAtOnce(DateTime acceptedAt, DateTime? at) => at is { } then && then - acceptedAt <= AtOnce;

    private static readonly Comparer<RequestEvent> InOrder = Comparer<RequestEvent>.Create(Compare);

    /// <summary>Order of events: own time, then the natural order of types, then the agency's id.</summary>
    public static int Compare(RequestEvent a, RequestEvent b)
    {
        var byTime = a.At.CompareTo(b.At);
        var byType = byTime != 0 ? byTime : a.Type.CompareTo(b.Type);
        return byType != 0 ? byType : string.CompareOrdinal(a.EventId, b.EventId);
    }

    /// <summary>Writes into <paramref name="request"/> every fact that follows from <paramref name="events"/> (in any order).</summary>
    public static void Apply(ServiceRequest request, IReadOnlyCollection<StoredEvent> events, WorkCalendar calendar)
    {
        var valid = Effective(events);
        var acceptance = valid.Find(e => e.Row.Type == EventType.Accepted);
        Clear(request);
        request.EventCount = valid.Count;
        request.LastEventAt = valid.Count > 0 ? valid[^1].Row.At : events.Max(e => e.Row.At);
        if (acceptance is null)
        {
            Present(request, valid.Find(e => e.Row.Type == EventType.DefectTold));
            return;
        }

        Accept(request, acceptance, FirstReceipt(acceptance, events));
        foreach (var e in valid)
        {
            Follow(request, e);
        }

        request.IsPlain = valid.Count == events.Count && valid.TrueForAll(e => e.Row.Supersedes is null);
        request.AnswerWorkMinutes = WorkMinutes(request, calendar);
        request.PromiseMilli = FactsOfIndex.PromiseMilli(request, calendar);
    }

    /// <summary>
    /// The same for the next events of a plain course (<see cref="PlainCourse"/>), by themselves: what
    /// <see cref="Apply"/> would make of all events together.
    /// </summary>
    public static void Continue(ServiceRequest request, IReadOnlyList<StoredEvent> next, WorkCalendar calendar)
    {
        var answered = request.AnsweredAt;
        foreach (var e in next)
        {
            if (e.Row.Type == EventType.Accepted)
            {
                Accept(request, e, e.Details);
                request.IsPlain = true;
            }

            Follow(request, e);
        }

        request.EventCount += next.Count;
        request.LastEventAt = next[^1].Row.At;
        request.PromiseMilli = next[0].Row.Type == EventType.Accepted ? FactsOfIndex.PromiseMilli(request, calendar) : request.PromiseMilli;
        request.AnswerWorkMinutes = request.AnsweredAt == answered ? request.AnswerWorkMinutes : WorkMinutes(request, calendar);
    }

    private static int? WorkMinutes(ServiceRequest request, WorkCalendar calendar) =>
        request is { AcceptedAt: { } accepted, AnsweredAt: { } answered } ? calendar.WorkingMinutes(accepted, answered) : null;

    /// <summary>The events that have an effect, in their own order.</summary>
    public static List<StoredEvent> Effective(IReadOnlyCollection<StoredEvent> events)
    {
        var corrections = new Corrections(events);
        var acceptance = AcceptanceOf(events, corrections);
        var survey = SurveyOf(events, corrections, acceptance);
        var valid = events.Where(e => corrections.Stands(e.Row) && WhyVoid(e, acceptance, survey) is null).ToList();
        valid.Sort((a, b) => Compare(a.Row, b.Row));
        return valid;
    }

    /// <summary>
    /// The acceptance that holds; null when none came yet. Where a tracking code was used for several, the one with the
    /// earliest promise: a second acceptance must never be a way to a later promise.
    /// </summary>
    internal static StoredEvent? AcceptanceOf(IReadOnlyCollection<StoredEvent> events, Corrections corrections)
    {
        StoredEvent? first = null;
        DateTime? promise = null;
        foreach (var e in events)
        {
            if (e.Row.Type != EventType.Accepted || !corrections.Stands(e.Row))
            {
                continue;
            }

            var until = FirstReceipt(e, events).PromisedUntil;
            var order = first is null ? -1 : Nullable.Compare(until, promise);
            if (order < 0 || (order == 0 && Compare(e.Row, first!.Row) < 0))
            {
                (first, promise) = (e, until);
            }
        }

        return first;
    }

    /// <summary>The one survey of a request: the earliest that stands and is not dated before the acceptance.</summary>
    internal static StoredEvent? SurveyOf(IReadOnlyCollection<StoredEvent> events, Corrections corrections, StoredEvent? acceptance) => events
        .Where(e => e.Row.Type == EventType.Surveyed && corrections.Stands(e.Row) && (acceptance is null || e.Row.At >= acceptance.Row.At))
        .MinBy(e => e.Row, InOrder);

    /// <summary>Why an event that stands has no effect beside the acceptance, with the member at fault; null when it has.</summary>
    internal static Refusal? WhyVoid(StoredEvent e, StoredEvent? acceptance, StoredEvent? survey) => e.Row.Type switch
    {
        EventType.Surveyed when survey is not null && survey.Row != e.Row && (acceptance is null || e.Row.At >= acceptance.Row.At)
            => new("already-surveyed", "1538588/1a-7", "/type"),
        _ when acceptance is null || acceptance.Row == e.Row => null,
        EventType.Accepted => new("tracking-code-used", "386059/4-6a", "/trackingCode"),
        EventType.DefectTold => null,
        _ when e.Row.At >= acceptance.Row.At => null,
        EventType.Answered => new("answer-before-acceptance", "386059/4-6c", "/at"),
        _ => new("event-before-acceptance", "386059/4-6c", "/at"),
    };

    /// <summary>What the applicant does needs no responsible person.</summary>
    private static bool IsByApplicant(StoredEvent e) =>
        e.Row.Type == EventType.Surveyed || e.Details.FromApplicant == true || e.Details.ByApplicant == true;

    private static void Present(ServiceRequest request, StoredEvent? defect)
    {
        request.State = defect is null ? RequestState.Orphan : RequestState.Presented;
        if (defect is not null)
        {
            SetPlace(request, defect.Details);
        }
    }

    /// <summary>
    /// The receipt whose promise counts: the first one, behind all corrections (386059/4-6b, faq-1397/Q60; DOMAIN.md decision
    /// 20), or a late answer could be mended by a later promise. A former promise that lies before the corrected
    /// acceptance was no promise for it and is passed over.
    /// </summary>
    private static EventDetails FirstReceipt(StoredEvent acceptance, IReadOnlyCollection<StoredEvent> events)
    {
        var first = acceptance;
        var step = acceptance;
        var met = new HashSet<string>(StringComparer.Ordinal);
        while (step.Row.Supersedes is { } target && met.Add(target)
            && events.FirstOrDefault(e => e.Row.EventId == target && e.Row.Type == EventType.Accepted) is { } former)
        {
            step = former;
            first = former.Details.PromisedUntil >= acceptance.Row.At ? former : first;
        }

        return first.Details;
    }

    private static void Accept(ServiceRequest request, StoredEvent acceptance, EventDetails first)
    {
        var details = acceptance.Details;
        request.State = RequestState.Accepted;
        request.AcceptedAt = acceptance.Row.At;
        SetPlace(request, details);
        request.PromisedFrom = first.PromisedFrom;
        request.PromisedUntil = first.PromisedUntil;
        request.ReceiptIssuedAt = details.ReceiptIssuedAt;
        request.OnReceipt = details.ReceiptNumber is not null;
        request.Visits = details.Visits;
        request.ApplicantKind = details.ApplicantKind;
        request.EventsComplete = true;
        FactsOfIndex.Begin(request, details, first);
    }

    private static void Follow(ServiceRequest request, StoredEvent e)
    {
        request.EventsComplete &= e.Row.ResponsiblePost is not null || IsByApplicant(e);
        request.IsSurveyed |= e.Row.Type == EventType.Surveyed;
        var isOpen = request.State is RequestState.Accepted or RequestState.InProgress or RequestState.Reopened;
        FactsOfIndex.Note(request, e, isOpen);
        switch (e.Row.Type)
        {
            case EventType.DefectTold:
                request.LateDefect |= e.Row.At > request.AcceptedAt;
                break;
            case EventType.Referred:
                request.ReferralBreach |= e.Details is { PresenceDemanded: true, Coordinated: false };
                Progress(request);
                break;
            case EventType.Step or EventType.InquirySent or EventType.InquiryAnswered or EventType.PresenceRequired or EventType.Message:
                Progress(request);
                break;
            case EventType.Answered when isOpen:
                request.State = RequestState.Answered;
                request.AnsweredAt = e.Row.At;
                request.Outcome = e.Details.Outcome;
                request.AnswerChannel = e.Details.AnswerChannel;
                break;
            case EventType.Delivered when request.State is RequestState.Answered:
                request.State = RequestState.Delivered;
                request.SamePlace = e.Details.DeliveryOfficeId is { } office ? office == request.OfficeId : request.SamePlace;
                break;
            case EventType.Closed when request.State is not RequestState.Cancelled:
                request.State = RequestState.Closed;
                request.SettledAt ??= e.Row.At;
                break;
            case EventType.Cancelled when isOpen:
                request.State = RequestState.Cancelled;
                request.SettledAt = e.Row.At;
                request.WithdrawnInTime = e.Details.ByApplicant == true && e.Row.At <= request.PromisedUntil;
                break;
            case EventType.Reopened when !isOpen:
                request.State = RequestState.Reopened;
                request.AnsweredAt = null;
                request.Outcome = null;
                request.AnswerChannel = null;
                request.SamePlace = null;
                request.SettledAt = null;
                request.WithdrawnInTime = false;
                break;
            default:
                break;
        }
    }

    private static void Progress(ServiceRequest request) =>
        request.State = request.State == RequestState.Accepted ? RequestState.InProgress : request.State;

    private static void SetPlace(ServiceRequest request, EventDetails details)
    {
        request.OfficeId = details.OfficeId;
        request.Province = details.Province is { } province ? new ProvinceCode(province) : null;
        request.DeskId = details.DeskId;
        request.ServiceId = details.ServiceId;
        request.ServiceTitle = details.ServiceTitle;
        request.Channel = details.Channel;
        request.Place = details.Place;
    }

    private static void Clear(ServiceRequest request)
    {
        SetPlace(request, EventDetails.Parse(null));
        request.AcceptedAt = null;
        request.PromisedFrom = null;
        request.PromisedUntil = null;
        request.ReceiptIssuedAt = null;
        request.OnReceipt = false;
        request.Visits = null;
        request.LateDefect = false;
        request.EventsComplete = false;
        request.AnsweredAt = null;
        request.AnswerWorkMinutes = null;
        request.Outcome = null;
        request.AnswerChannel = null;
        request.SamePlace = null;
        request.SettledAt = null;
        request.WithdrawnInTime = false;
        request.ReferralBreach = false;
        request.ApplicantKind = null;
        request.IsSurveyed = false;
        request.IsPlain = false;
        FactsOfIndex.Clear(request);
    }
}
