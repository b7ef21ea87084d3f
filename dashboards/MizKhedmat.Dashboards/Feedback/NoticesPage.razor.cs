using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Feedback;

/// <summary>The bell of an agency's workspace: what it should know, until somebody marks it as seen.</summary>
public sealed partial class NoticesPage(NoticeBoard board, SeeNotices see, NavigationManager nav) : ComponentBase
{
    private Caller? caller;
    private IReadOnlyList<Notice> notices = [];

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

    private static string Text(Notice notice) => notice.Kind == NoticeKind.AgencySilent
        ? Words.T("notice-agencysilent-text", Fa.LongDateTime(InstantOf(notice.Subject)))
        : Words.T($"notice-{Kind(notice)}-text", Fa.LongDateTime(InstantOf(notice.Subject.Split('/')[^1])));

    private static string Href(Notice notice) => notice.Kind == NoticeKind.AgencySilent ? "/agency/api" : "/agency/api/webhooks/" + notice.Subject.Split('/')[0];

    private static DateTime InstantOf(string iso) =>
        DateTime.Parse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
