using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Dashboards.Register;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Agency;

/// <summary>
/// One file in four steps (UX.md S7): while the centre works the page asks again every two seconds without any script; then
/// the person sees what is wrong and decides; what was stored can be taken back for a day.
/// </summary>
public sealed partial class ImportPage(ImportList imports, DecideImport decide, UndoImport undo, NavigationManager nav) : ComponentBase
{
    private const int RowsShown = 200;

    private Caller? caller;
    private ImportView? view;
    private IReadOnlyList<ImportFault> rows = [];
    private IReadOnlyList<ImportFault> left = [];
    private IReadOnlyList<ImportFaultCount> counts = [];
    private IReadOnlyList<ReceiptLine> receipts = [];
    private IReadOnlyList<(string? Target, string Text)> faults = [];

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Parameter]
    public string Id { get; set; } = "";

    private bool MayImport => DecideImport.MayImport(caller!.Role, caller.Scope);

    private bool IsPushed => ImportKind.Find(view!.Job.Kind) is { IsPushed: true };

    /// <summary>Why what is stored cannot be taken back, and how it is corrected; null where it can.</summary>
    private string? ForEver => !IsPushed ? null : Words.T(view!.Job.Kind == ImportKind.DeskDays ? "import-days-for-ever" : "import-for-ever");

    private double Share => view is { Job.Rows: > 0 } ? Math.Min(1, (double)view.Progress / view.Job.Rows) : 0;

    protected override async Task OnInitializedAsync()
    {
        caller = Caller.Of(Http.User);
        if (caller?.Scope is not { Kind: ScopeKind.Agency, Agency: { } agency } scope || await imports.FindAsync(scope, agency, Id, Http.RequestAborted) is not { } found)
        {
            nav.NotFound();
            return;
        }

        view = found;
        if (!found.IsAtWork)
        {
            rows = await imports.FaultsAsync(scope, agency, Id, -1, RowsShown, Http.RequestAborted);
            counts = await imports.CountsAsync(scope, agency, Id, Http.RequestAborted);
            receipts = IsPushed ? await imports.ReceiptsAsync(scope, agency, Id, Http.RequestAborted) : [];
            left = found.Job.State == ImportState.Undone ? await imports.LeftAsync(scope, agency, Id, Http.RequestAborted) : [];
        }
    }

    private async Task DecideAsync()
    {
        var mode = Http.Request.Form["act"].ToString() switch
        {
            "good" => ImportMode.GoodRows,
            "all" => ImportMode.AllOrNothing,
            _ => ImportMode.Preview,
        };
        await decide.RunAsync(Http.User, Id, mode, Http.RequestAborted);
        nav.NavigateTo("/agency/imports/" + Id);
    }

    private async Task UndoAsync()
    {
        if (await undo.RunAsync(Http.User, Id, Http.RequestAborted) is { } refusal)
        {
            faults = [(null, RegisterPaint.Refusal(refusal.Code))];
        }
        else
        {
            nav.NavigateTo("/agency/imports/" + Id);
        }
    }
}
