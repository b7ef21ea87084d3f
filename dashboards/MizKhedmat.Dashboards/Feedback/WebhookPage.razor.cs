using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Register;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Feedback;

/// <summary>One endpoint: its state and acts, and every delivery with its answer, attempts and next try.</summary>
public sealed partial class WebhookPage(WebhookBoard board, ArrangeWebhooks arrange, NavigationManager nav) : ComponentBase
{
    private Caller? caller;
    private WebhookView? view;
    private IReadOnlyList<Delivery> deliveries = [];
    private IReadOnlyList<(string? Target, string Text)> faults = [];
    private DeliveryState? state;
    private string? secret;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Parameter]
    public string Id { get; set; } = "";

    private string Href => "/agency/api/webhooks/" + Id;

    private bool MayArrange => ArrangeWebhooks.MayArrange(caller!.Role, caller.Scope);

    protected override async Task OnInitializedAsync()
    {
        caller = Caller.Of(Http.User);
        state = Enum.GetValues<DeliveryState>().Cast<DeliveryState?>().FirstOrDefault(s => FeedbackPaint.Name(s!.Value) == Http.Request.Query["state"]);
        if (caller?.Scope.Kind != ScopeKind.Agency || !await ReadAsync())
        {
            nav.NotFound();
        }
    }

    private async Task<bool> ReadAsync()
    {
        var (scope, agency) = (caller!.Scope, caller.Scope.Agency!.Value);
        view = await board.FindAsync(scope, agency, Id, Http.RequestAborted);
        deliveries = await board.DeliveriesAsync(scope, agency, Id, state, Http.RequestAborted);
        return view is not null;
    }

    private async Task ActAsync()
    {
        if (!Enum.TryParse<WebhookAct>(Http.Request.Form["act"], ignoreCase: true, out var act) || !Enum.IsDefined(act)
            || await arrange.RunAsync(Http.User, Id, act, Http.RequestAborted) is not { } answer)
        {
            nav.NotFound();
        }
        else if (answer.Refusal is { } refusal)
        {
            faults = [(null, RegisterPaint.Refusal(refusal.Code))];
        }
        else if (answer.Secret is not null)
        {
            secret = answer.Secret;
            Http.Response.Headers.CacheControl = "no-store";
            await ReadAsync();
        }
        else
        {
            nav.NavigateTo(answer.Id is null ? "/agency/api/webhooks" : Link.To(Href, ("done", act == WebhookAct.Test ? "test" : null)));
        }
    }

    private async Task ReplayAsync()
    {
        if (long.TryParse(Http.Request.Form["delivery"], NumberStyles.None, CultureInfo.InvariantCulture, out var delivery))
        {
            await arrange.ReplayAsync(Http.User, Id, delivery, Http.RequestAborted);
        }

        nav.NavigateTo(Href);
    }

    private static IEnumerable<(DeliveryState State, int Count)> States(WebhookView webhook) =>
        [(DeliveryState.Waiting, webhook.Waiting), (DeliveryState.Delivered, webhook.Delivered), (DeliveryState.Dead, webhook.Dead)];
}
