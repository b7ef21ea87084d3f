using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Sandbox;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Agency;

/// <summary>How far the agency's own system is from «آماده اتصال» (UX.md section 7), and the reset of its sandbox.</summary>
public sealed partial class ConformancePage(ConformanceRun run, ResetSandbox reset, NavigationManager nav) : ComponentBase
{
    private Caller? caller;
    private IReadOnlyList<CheckResult>? checks;
    private IReadOnlyList<(string? Target, string Text)> faults = [];

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    private int Passed => checks!.Count(c => c.State == CheckState.Passed);

    protected override async Task OnInitializedAsync()
    {
        caller = Caller.Of(Http.User);
        checks = caller?.Scope is { Kind: ScopeKind.Agency, Agency: { } agency } scope ? await run.ReadAsync(scope, agency, Http.RequestAborted) : null;
    }

    private async Task ResetAsync()
    {
        if (Http.Request.Form["sure"] != "yes")
        {
            faults = [("f-sure", Words.T("sandbox-reset-unsure"))];
        }
        else if (await reset.RunAsync(Http.User, Http.RequestAborted))
        {
            nav.NavigateTo("/agency/conformance?reset=1");
        }
        else
        {
            nav.NotFound();
        }
    }

    private static string Tone(CheckState state) => state switch { CheckState.Passed => "ok", CheckState.Failed => "late", _ => "none" };
}
