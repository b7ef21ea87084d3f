using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Dashboards.Register;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Feedback;

/// <summary>
/// The endpoints of an agency and the form for another. The answer to a registration is the page itself, not a redirect: it
/// shows the secret, which is told this once.
/// </summary>
public sealed partial class WebhooksPage(WebhookBoard board, ArrangeWebhooks arrange, NavigationManager nav) : ComponentBase
{
    private Caller? caller;
    private IReadOnlyList<WebhookView> webhooks = [];
    private IReadOnlyList<(string? Target, string Text)> faults = [];
    private string? secret;
    private string? registered;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    private bool MayArrange => ArrangeWebhooks.MayArrange(caller!.Role, caller.Scope);

    protected override async Task OnInitializedAsync()
    {
        caller = Caller.Of(Http.User) is { Scope.Kind: ScopeKind.Agency } found ? found : null;
        if (caller is null)
        {
            nav.NotFound();
            return;
        }

        await ReadAsync();
    }

    private async Task ReadAsync() => webhooks = await board.ReadAsync(caller!.Scope, caller.Scope.Agency!.Value, Http.RequestAborted);

    private async Task RegisterAsync()
    {
        var events = Http.Request.Form["events"].OfType<string>().ToList();
        if (await arrange.RegisterAsync(Http.User, Http.Request.Form["url"], events, Http.RequestAborted) is not { } answer)
        {
            nav.NotFound();
        }
        else if (answer.Refusal is { } refusal)
        {
            faults = [(refusal.Pointer is { } pointer ? "h-" + pointer[1..] : null, RegisterPaint.Refusal(refusal.Code))];
        }
        else
        {
            (registered, secret) = (answer.Id, answer.Secret);
            Http.Response.Headers.CacheControl = "no-store";
            await ReadAsync();
        }
    }

    private string? Form(string name) => faults.Count > 0 ? Http.Request.Form[name].ToString() : null;

    private bool IsChosen(string name) => faults.Count > 0 ? Http.Request.Form["events"].Contains(name) : WebhookEvents.Sent.Contains(name);

    private string Wrong(string target) => faults.Any(f => f.Target == target) ? "is-wrong" : "";
}
