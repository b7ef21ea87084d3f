using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Register;

namespace MizKhedmat.Dashboards.Admin;

/// <summary>The yearly list of counties: sent by an administrator, previewed, applied. What was sent and its day stand in the address.</summary>
public sealed partial class CountiesPage(ImportCounties counties, CountyList list, RegistryNames names, TimeProvider clock, NavigationManager nav) : ComponentBase
{
    private CountyPreview? preview;
    private IReadOnlyList<(string? Target, string Text)> faults = [];
    private string typed = "";
    private IReadOnlyList<CountyLine> lines = [];
    private IReadOnlyList<UnitName> provinces = [];

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    private bool MayApply => ImportCounties.MayApply(Http.User);

    private string? Asked => Http.Request.Query["list"].ToString() is { Length: > 0 } id ? id : null;

    private DateOnly? On => TypedDay.Parse(Http.Request.Query["on"]);

    private DateOnly? AsOf => TypedDay.Parse(Day);

    private string ProvinceName(ProvinceCode code) => provinces.FirstOrDefault(p => p.Code == code.Value) is { } found ? Words.Named(found.NameFa, found.NameEn) : code.Value;

    protected override async Task OnInitializedAsync()
    {
        var scope = SignedIn.ScopeOf(Http.User);
        provinces = await names.ProvincesAsync(scope, Http.RequestAborted);
        lines = await list.ReadAsync(scope, ProvinceCode.TryParse(InProvince, null, out var province) ? province : null, Text, AsOf, Http.RequestAborted);
        typed = Fa.Date(clock.TodayInTehran());
        if (Asked is { } id && On is { } on)
        {
            preview = await counties.PreviewAsync(SignedIn.ScopeOf(Http.User), id, on, Http.RequestAborted);
            if (preview is null)
            {
                nav.NotFound();
            }
        }
    }

    private async Task SendAsync()
    {
        typed = Http.Request.Form["on"].ToString();
        if (TypedDay.Parse(typed) is not { } on)
        {
            faults = [("f-on", Words.T("asof-no-day"))];
            return;
        }

        if (Http.Request.Form.Files.GetFile("file") is not { } file || file.FileName.Length == 0)
        {
            faults = [("f-file", Words.T("import-no-file"))];
            return;
        }

        await using var upload = file.OpenReadStream();
        if (await counties.SendAsync(Http.User, file.FileName, upload, Http.RequestAborted) is not { } answer)
        {
            nav.NotFound();
        }
        else if (answer.Job is { } job)
        {
            nav.NavigateTo(Here(job.Id, on));
        }
        else
        {
            faults = [("f-file", RegisterPaint.Refusal(answer.Refusal!.Code))];
        }
    }

    private async Task ApplyAsync()
    {
        if (Asked is not { } id || On is not { } on || await counties.RunAsync(Http.User, id, on, Http.RequestAborted) is not { } plan)
        {
            nav.NotFound();
        }
        else if (plan.Faults.Count == 0)
        {
            nav.NavigateTo(Here(id, on));
        }
    }

    private static string Here(string id, DateOnly on) => Link.To("/admin/counties", ("list", id), ("on", TypedDay.Iso(on)));
}
