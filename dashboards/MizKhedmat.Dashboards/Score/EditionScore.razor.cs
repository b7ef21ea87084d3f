using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Score;

/// <summary>A frozen score sheet: nothing of it is live. While the window is open, the agency's own one leads to objections (1538588/6).</summary>
public sealed partial class EditionScore(EditionShelf shelf, EditionDesk desk, ObjectionBoard objections, MethodologyShelf methods, RegistryNames names) : StaticScreen
{
    private EditionLine? line;
    private ScorePicture picture = default!;
    private bool isOpen;

    /// <summary>Id of an edition or of a waiting draft, or <c>latest</c>.</summary>
    [Parameter, EditorRequired]
    public required string Edition { get; set; }

    [Parameter, EditorRequired]
    public AgencyCode Agency { get; set; }

    [Parameter]
    public ProvinceCode? InProvince { get; set; }

    [Parameter, EditorRequired]
    public required string Home { get; set; }

    [Parameter, EditorRequired]
    public required string Up { get; set; }

    [Parameter, EditorRequired]
    public required string UpText { get; set; }

    private string Shown => line?.Id ?? Edition;

    protected override bool Knows(Caller caller) => true;

    protected override async Task<bool> ReadAsync()
    {
        line = await shelf.FindAsync(Caller.Scope, Edition, Ct);
        if (await shelf.ExplainAsync(Caller.Scope, Shown, Agency, InProvince, Ct) is not { } sheet)
        {
            return false;
        }

        picture = await ScorePicture.OfAsync(Caller.Scope, sheet, InProvince, shelf, desk, methods, names, Ct);
        isOpen = FileObjection.MayFile(Caller.Role, Caller.Scope) && line is not null && (await objections.OpenWindowAsync(Caller.Scope, Ct))?.Id == line.Id;
        return true;
    }

    private string? ObjectTo(string indicator) => Link.To("/agency/objections/new", ("edition", Shown), ("indicator", indicator), ("province", InProvince?.Value));
}
