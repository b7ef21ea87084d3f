using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Register;

/// <summary>
/// What every page of an agency's register knows before it paints: who looks, at which kind, and whether he may change it.
/// The agency is always the own one of the signed-in scope, so another agency's record is simply not found.
/// </summary>
public abstract class RegisterScreen : ComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    [Inject]
    protected NavigationManager Nav { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected Caller Caller { get; private set; } = default!;

    protected AgencyCode Agency { get; private set; }

    protected RegisterKind Kind { get; private set; }

    protected DateOnly Today { get; private set; }

    /// <summary>False while there is nothing to paint: the answer is a 404.</summary>
    protected bool IsReady { get; private set; }

    protected bool MayEdit => EditRecord.MayEdit(Caller.Role, Caller.Scope, Kind);

    protected bool MayAdd => EditRecord.MayAdd(Caller.Role, Caller.Scope, Kind);

    protected string Home => RegisterPaint.Home(Kind);

    protected CancellationToken Ct => Http.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        Today = Clock.TodayInTehran();
        var name = Http.Request.Path.Value?.Split('/').ElementAtOrDefault(2);
        if (Shell.Caller.Of(Http.User) is { Scope.Agency: { } agency } caller && RegisterKinds.Find(name) is { } kind && !RegisterKinds.IsCentral(kind))
        {
            (Caller, Agency, Kind) = (caller, agency, kind);
            IsReady = await ReadAsync();
        }

        if (!IsReady)
        {
            Nav.NotFound();
        }
    }

    /// <summary>False when what is asked for does not exist for this person.</summary>
    protected abstract Task<bool> ReadAsync();

    /// <summary>A post to what does not exist needs a form to reach, else it would be called malformed.</summary>
    protected void Gone() => Nav.NotFound();

    /// <summary>A slash inside a code stays encoded on its way through the address.</summary>
    protected static string Decoded(string code) => code.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
