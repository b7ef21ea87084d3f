using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Central.Obligations;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Feedback;

/// <summary>The bell of an agency's workspace: what it should know, until somebody marks it as seen.</summary>
public sealed partial class NoticesPage(NoticeBoard board, SeeNotices see, Duties duties, NavigationManager nav) : ComponentBase
{
    private Caller? caller;
    private IReadOnlyList<Notice> notices = [];
    private IReadOnlyDictionary<string, Obligation> told = new Dictionary<string, Obligation>();

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        caller = Caller.Of(Http.User) is { Scope.Kind: ScopeKind.Agency } found ? found : null;
        if (caller is not { Scope: { Agency: { } agency } scope })
        {
            nav.NotFound();
            return;
        }

        notices = await board.ReadAsync(scope, agency, Http.RequestAborted);
        told = await duties.OfAsync([.. notices.Where(n => n.Kind == NoticeKind.ObligationNear).Select(n => n.Subject.Split('/')[0]).Distinct()], Http.RequestAborted);
    }

    private async Task SeeAsync()
    {
        if (long.TryParse(Http.Request.Form["newest"], NumberStyles.None, CultureInfo.InvariantCulture, out var newest))
        {
            await see.RunAsync(Http.User, newest, Http.RequestAborted);
        }

        nav.NavigateTo("/agency/notices");
    }

    private static string Kind(Notice notice) => notice.Kind.ToString().ToLowerInvariant();

    private static string Tone(NoticeKind kind) => kind switch
    {
        NoticeKind.WebhookFailing or NoticeKind.ObligationNear or NoticeKind.EditionProvisional => "near",
        NoticeKind.EditionFinal or NoticeKind.ObjectionDecided => "ok",
        _ => "late",
    };

    private string Text(Notice notice) => notice.Kind switch
    {
        NoticeKind.AgencySilent => Words.T("notice-agencysilent-text", Fa.LongDateTime(InstantOf(notice.Subject))),
        NoticeKind.ObligationNear => Near(notice.Subject.Split('/')),
        NoticeKind.EditionProvisional => Words.T(
            "notice-editionprovisional-text", PeriodOf(notice), Fa.LongDate(DateOnly.ParseExact(notice.Subject.Split('/')[1], "yyyy-MM-dd", CultureInfo.InvariantCulture))),
        NoticeKind.EditionFinal => Words.T("notice-editionfinal-text", PeriodOf(notice)),
        NoticeKind.ObjectionDecided => Words.T("notice-objectiondecided-text", Words.T("notice-objection-" + notice.Subject.Split('/')[1])),
        _ => Words.T($"notice-{Kind(notice)}-text", Fa.LongDateTime(InstantOf(notice.Subject.Split('/')[^1]))),
    };

    private string Near(string[] subject)
    {
        var duty = told.GetValueOrDefault(subject[0]);
        var title = duty is null ? subject[0] : Fa.IsPersian ? duty.TitleFa : duty.TitleEn;
        return Words.T(
            "notice-obligationnear-text", title, Period(subject[1]), Fa.LongDate(DateOnly.ParseExact(subject[2], "yyyy-MM-dd", CultureInfo.InvariantCulture)),
            string.Join(Words.T("and"), (duty?.Clauses ?? []).Select(Clauses.Name)));
    }

    /// <summary>Of <c>1405-Q2-final</c>: «تابستان ۱۴۰۵».</summary>
    private static string PeriodOf(Notice notice)
    {
        var edition = notice.Subject.Split('/')[0];
        return JalaliPeriod.TryParse(edition[..edition.LastIndexOf('-')], DateOnly.MinValue, out var period) ? Periods.Label(period) : edition;
    }

    /// <summary><c>1405-H2</c> in words; a duty that does not recur has none.</summary>
    private static string Period(string period) => period is [_, _, _, _, '-', var rhythm, var number]
        ? Words.T($"period-{char.ToLowerInvariant(rhythm)}{number}", Fa.Digits(period[..4]))
        : Words.T("period-once");

    private static string? Href(Notice notice) => notice.Kind switch
    {
        NoticeKind.AgencySilent => "/agency/api",
        NoticeKind.ObligationNear => null,
        NoticeKind.EditionProvisional or NoticeKind.EditionFinal => "/agency/score?edition=" + notice.Subject.Split('/')[0],
        NoticeKind.ObjectionDecided => "/agency/objections/" + notice.Subject.Split('/')[0],
        _ => "/agency/api/webhooks/" + notice.Subject.Split('/')[0],
    };

    private static DateTime InstantOf(string iso) =>
        DateTime.Parse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
