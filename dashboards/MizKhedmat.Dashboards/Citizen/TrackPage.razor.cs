using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Citizen;

/// <summary>
/// «Where is my case?» (UX.md, S4): state, promise, every event with its time and responsible post (386059/4-6c). The id is
/// no secret and nothing personal is shown.
/// </summary>
public sealed partial class TrackPage(PublicTracking tracking) : ComponentBase
{
    private TrackedRequest? request;
    private string? fault;

    [Parameter]
    public string Id { get; set; } = "";

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    private bool IsOpen => request is { AnsweredAt: null, State: not (RequestState.Closed or RequestState.Cancelled) };

    private string Tone => !IsOpen ? "ok" : request!.PromisedUntil < request.AsOf ? "late" : "near";

    protected override async Task OnInitializedAsync()
    {
        var id = TrackingId.Fold(Id);
        fault = TrackingId.Fault(id);
        if (fault is null)
        {
            request = await tracking.ReadAsync(Scope.National, id, Http.RequestAborted);
        }

        if (request is null)
        {
            // Set as the answer starts: a page that is a 404 while it renders is thrown away by the framework.
            Http.Items[Errors.ErrorPages.OwnPage] = true;
            var status = fault is null ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest;
            Http.Response.OnStarting(() =>
            {
                Http.Response.StatusCode = status;
                return Task.CompletedTask;
            });
        }
    }
}
