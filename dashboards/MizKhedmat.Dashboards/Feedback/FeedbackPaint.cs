using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Feedback;

/// <summary>Words and tones of the agency's feedback: sending, notices, endpoints.</summary>
internal static class FeedbackPaint
{
    /// <summary>Days that the page offers; the first other than these is the default, a week.</summary>
    public static readonly IReadOnlyList<int> Periods = [1, 7, 30];

    public const int UsualPeriod = 7;

    public static int PeriodOf(string? asked) => Periods.FirstOrDefault(days => Fa.Latin(days) == asked, UsualPeriod);

    public static string Period(int days) => days == 1 ? Words.T("api-today") : Words.T("api-days", Fa.Plain(days));

    public static string PeriodHref(int days) => Link.To("/agency/api", ("days", days == UsualPeriod ? null : Fa.Latin(days)));

    /// <summary>«۴۰ ثانیه», above a minute as any span.</summary>
    public static string Seconds(double? seconds) => seconds switch
    {
        null => "—",
        < 60 => Words.T("span-seconds", Fa.Count((long)Math.Ceiling(seconds.Value))),
        _ => Fa.Minutes(seconds.Value / 60),
    };

    /// <summary>«۳ ساعت پیش», below a minute «همین حالا».</summary>
    public static string Ago(DateTime at, DateTime now) => (now - at).TotalMinutes < 1 ? Words.T("api-just-now") : Words.T("api-ago", Fa.Minutes((now - at).TotalMinutes));

    public static string Measure(PushMeasure measure) => Words.T("api-measure-" + measure.ToString().ToLowerInvariant());

    public static string Tone(PushMeasure measure) => measure == PushMeasure.Warned ? "near" : "late";

    public static string Day(PushDayState state) => Words.T("api-day-" + state.ToString().ToLowerInvariant());

    public static string Event(EventType? type) => type is { } known ? Words.T("event-" + known) : "—";

    public static string State(WebhookView webhook) => Words.T(
        webhook is { State: WebhookState.Active, FailingSince: not null } ? "hook-state-failing" : "hook-state-" + webhook.State.ToString().ToLowerInvariant());

    public static string Tone(WebhookView webhook) => webhook.State switch
    {
        WebhookState.Disabled => "late",
        WebhookState.Paused => "none",
        _ => webhook.FailingSince is null ? "ok" : "near",
    };

    public static string State(Delivery delivery) => Words.T("hook-delivery-" + Name(delivery.State));

    public static string Name(DeliveryState state) => state.ToString().ToLowerInvariant();

    public static string Tone(Delivery delivery) => delivery.State switch
    {
        DeliveryState.Delivered => "ok",
        DeliveryState.Dead => "late",
        _ => "near",
    };

    /// <summary>The last answer: its status, or why there was none.</summary>
    public static string Answer(Delivery delivery) =>
        delivery.LastStatus is { } status ? Fa.Plain(status) : delivery.LastFault is { } fault ? Words.T("hook-fault-" + fault) : "—";

    /// <summary>What an event is about; <c>webhook.test</c> becomes <c>hook-event-webhook-test</c>.</summary>
    public static string WebhookEvent(string name) => Words.T("hook-event-" + name.Replace('.', '-'));
}
