using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Dashboards.Shell;

/// <summary>
/// What every static page of a workspace knows before it paints: who looks, today in Tehran, and whether there is anything to
/// paint for this person at this address; if not, the answer is a 404.
/// </summary>
public abstract class StaticScreen : ComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    [Inject]
    protected NavigationManager Nav { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected Caller Caller { get; private set; } = default!;

    protected DateOnly Today { get; private set; }

    /// <summary>False while there is nothing to paint.</summary>
    protected bool IsReady { get; private set; }

    protected CancellationToken Ct => Http.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        Today = Clock.TodayInTehran();
        if (Caller.Of(Http.User) is { } caller && Knows(caller))
        {
            Caller = caller;
            IsReady = await ReadAsync();
        }

        if (!IsReady)
        {
            Nav.NotFound();
        }
    }

    /// <summary>Whether the address means something in this person's workspace; takes apart what it says.</summary>
    protected abstract bool Knows(Caller caller);

    /// <summary>False when what is asked for does not exist for this person.</summary>
    protected abstract Task<bool> ReadAsync();
}
