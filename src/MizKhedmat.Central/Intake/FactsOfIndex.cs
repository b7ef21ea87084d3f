using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// What the national index counts of a request beside its course (SCORING.md section 3: P2.K05, K07, K09, P3.2, P3.3, P4.4,
/// P5.1), as small numbers of its state. A part of <see cref="RequestFold"/>: it sees the events in the order of their times and
/// needs no other one, so that a plain course is counted without its history.
/// </summary>
internal static class FactsOfIndex
{
    /// <summary>
    /// The standard time is that of the first receipt, as the promise is, as long as the service stays the same: a correction of
    /// the acceptance is no way to a longer one. A promise that the correction made later is a change to be told.
    /// </summary>
    public static void Begin(ServiceRequest request, EventDetails acceptance, EventDetails first)
    {
        request.StandardMinutes = first.ServiceId == acceptance.ServiceId ? first.StandardMinutes : acceptance.StandardMinutes;
        request.Facts = acceptance.MobileCipher is null ? RequestFacts.None : RequestFacts.HasMobile;
        if (acceptance.PromisedUntil > first.PromisedUntil)
        {
            Change(request, acceptance);
        }
    }

    /// <summary>The next event in the order of time; <paramref name="isOpen"/> when it found the request open.</summary>
    public static void Note(ServiceRequest request, StoredEvent e, bool isOpen)
    {
        switch (e.Row.Type)
        {
            case EventType.DefectTold when e.Row.At > request.AcceptedAt:
            case EventType.Step or EventType.Referred or EventType.PresenceRequired:
                Change(request, e.Details);
                break;
            case EventType.Message when e.Details.FromApplicant == false && request.Facts.HasFlag(RequestFacts.Changed):
                request.Facts |= RequestFacts.ChangeTold;
                break;
            case EventType.InquirySent:
                request.Inquiries += (short)(request.Inquiries < short.MaxValue ? 1 : 0);
                break;
            case EventType.InquiryAnswered when e.Details.Electronic == true:
                request.InquiriesOnline += (short)(request.InquiriesOnline < short.MaxValue ? 1 : 0);
                break;
            case EventType.Surveyed when e.Details is { Instrument: "link" or "sms", Scores: [_, _, _, var overall] }:
                request.Points = (short)overall;
                break;
            default:
                break;
        }

        if (isOpen && IsTracked(e.Row))
        {
            request.Facts |= request.Facts.HasFlag(RequestFacts.Tracked) ? RequestFacts.TrackedTwice : RequestFacts.Tracked;
        }
    }

    /// <summary>See <see cref="ServiceRequest.PromiseMilli"/>; from three times the standard time on a promise is no longer measured.</summary>
    public static short? PromiseMilli(ServiceRequest request, WorkCalendar calendar)
    {
        if (request is not { AcceptedAt: { } accepted, PromisedUntil: { } until, StandardMinutes: { } standard })
        {
            return null;
        }

        var most = 3L * standard;
        var promised = Math.Min(most, calendar.WorkingMinutes(accepted, until, most));
        return (short)(((promised * 1_000) + (standard / 2)) / standard);
    }

    public static void Clear(ServiceRequest request)
    {
        request.Facts = RequestFacts.None;
        request.Inquiries = 0;
        request.InquiriesOnline = 0;
        request.Points = 0;
        request.StandardMinutes = null;
        request.PromiseMilli = null;
    }

    private static void Change(ServiceRequest request, EventDetails details) =>
        request.Facts |= details.Notified is "sms" or "portal" ? RequestFacts.Changed | RequestFacts.ChangeTold : RequestFacts.Changed;

    /// <summary>A step of the work that the tracking page shows with its time and its responsible.</summary>
    private static bool IsTracked(RequestEvent e) => e.ResponsiblePost is not null
        && e.Type is (EventType.Step or EventType.Referred or EventType.InquirySent or EventType.InquiryAnswered or EventType.PresenceRequired);
}
