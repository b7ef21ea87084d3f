using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Score;

/// <summary>The live score of an agency, or of its part in a province, with its move since the latest edition.</summary>
public sealed partial class ScoreBoard(StandingBoard standings, EditionShelf shelf, EditionDesk desk, MethodologyShelf methods, RegistryNames names) : LiveBoard<ScorePicture>
{
    [Parameter, EditorRequired]
    public AgencyCode Agency { get; set; }

    /// <summary>Set: the agency's part in this province.</summary>
    [Parameter]
    public ProvinceCode? InProvince { get; set; }

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary>Where this page lies.</summary>
    [Parameter, EditorRequired]
    public required string Home { get; set; }

    /// <summary>The agency's page, with its requests.</summary>
    [Parameter, EditorRequired]
    public required string Up { get; set; }

    [Parameter, EditorRequired]
    public required string UpText { get; set; }

    protected override async Task<ScorePicture?> ReadAsync(CancellationToken ct)
    {
        if (await standings.ExplainAsync(Caller, Agency, InProvince, Period, ct) is not { } sheet)
        {
            return null;
        }

        return await ScorePicture.OfAsync(Caller, await MovedAsync(sheet, ct), InProvince, shelf, desk, methods, names, ct);
    }

    /// <summary>The sheet with the move of the unit since the latest edition; an agency of a province's list moves in the whole list.</summary>
    private async Task<ScoreSheet> MovedAsync(ScoreSheet sheet, CancellationToken ct)
    {
        if (InProvince is not null)
        {
            return sheet;
        }

        var table = await shelf.LiveAsync(Caller, sheet.Table.Of, Period, null, ct);
        return table.Rows.FirstOrDefault(r => r.Code == sheet.Own.Code) is { Move: { } move }
            ? sheet with { Own = sheet.Own with { Move = move }, Table = sheet.Table with { ComparedWith = table.ComparedWith } } : sheet;
    }
}
