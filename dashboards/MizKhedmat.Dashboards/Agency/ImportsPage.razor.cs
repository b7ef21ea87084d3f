using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Dashboards.Register;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Agency;

/// <summary>Files of records (UX.md S7): the form, the own templates, what was sent and what became of it.</summary>
public sealed partial class ImportsPage(ImportList imports, DecideImport decide, NavigationManager nav) : ComponentBase
{
    private Caller? caller;
    private IReadOnlyList<ImportView> jobs = [];
    private IReadOnlyList<(string? Target, string Text)> faults = [];
    private string chosen = "";

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    private bool MayImport => DecideImport.MayImport(caller!.Role, caller.Scope);

    protected override async Task OnInitializedAsync()
    {
        caller = Caller.Of(Http.User);
        chosen = HttpMethods.IsPost(Http.Request.Method) ? Http.Request.Form["kind"].ToString() : Http.Request.Query["kind"].ToString();
        jobs = caller?.Scope is { Kind: ScopeKind.Agency, Agency: { } agency } scope ? await imports.ReadAsync(scope, agency, Http.RequestAborted) : [];
    }

    private async Task SubmitAsync()
    {
        if (ImportKind.Find(chosen) is not { } kind)
        {
            faults = [("f-kind", RegisterPaint.Refusal("import-kind-unknown"))];
            return;
        }

        if (Http.Request.Form.Files.GetFile("file") is not { } file || file.FileName.Length == 0)
        {
            faults = [("f-file", Words.T("import-no-file"))];
            return;
        }

        await using var upload = file.OpenReadStream();
        if (await decide.SendAsync(Http.User, kind, file.FileName, upload, Http.RequestAborted) is not { } answer)
        {
            nav.NotFound();
        }
        else if (answer.Job is { } job)
        {
            nav.NavigateTo($"/agency/imports/{job.Id}{(answer.IsDuplicate ? "?again=1" : "")}");
        }
        else
        {
            faults = [("f-file", RegisterPaint.Refusal(answer.Refusal!.Code) + (answer.Where is { } where ? $" ({where})" : ""))];
        }
    }

    private string Wrong(string target) => faults.Any(f => f.Target == target) ? "is-wrong" : "";
}
