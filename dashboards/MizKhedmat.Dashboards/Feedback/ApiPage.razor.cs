using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Feedback;

/// <summary>How sending goes (UX.md section 7, health page of an agency); 404 for whoever is not of a whole agency.</summary>
public sealed partial class ApiPage(ApiHealthBoard board, NavigationManager nav) : ComponentBase
{
    private ApiHealth? health;
    private int days;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        days = FeedbackPaint.PeriodOf(Http.Request.Query["days"]);
        health = Caller.Of(Http.User)?.Scope is { Kind: ScopeKind.Agency, Agency: { } agency } scope
            ? await board.ReadAsync(scope, agency, days, Http.RequestAborted)
            : null;
        if (health is null)
        {
            nav.NotFound();
        }
    }
}
