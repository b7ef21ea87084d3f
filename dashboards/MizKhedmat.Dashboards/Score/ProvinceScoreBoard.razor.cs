using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Score;

/// <summary>The live score of a province with its move since the latest edition (1538588/C-7: the governor watches the province).</summary>
public sealed partial class ProvinceScoreBoard(StandingBoard standings, EditionShelf shelf) : LiveBoard<ProvincePicture>
{
    [Parameter, EditorRequired]
    public ProvinceCode Province { get; set; }

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary>Where this page lies.</summary>
    [Parameter, EditorRequired]
    public required string Home { get; set; }

    [Parameter, EditorRequired]
    public required string AgencyHome { get; set; }

    [Parameter]
    public string? AgencyQuery { get; set; }

    [Parameter, EditorRequired]
    public required string Up { get; set; }

    [Parameter, EditorRequired]
    public required string UpText { get; set; }

    public static string Name(ProvincePicture picture) => Words.T("province-of", Words.Named(picture.Sheet.Own.NameFa, picture.Sheet.Own.NameEn));

    protected override async Task<ProvincePicture?> ReadAsync(CancellationToken ct)
    {
        if (await standings.ExplainAsync(Caller, Province, Period, ct) is not { } sheet)
        {
            return null;
        }

        var table = await shelf.LiveAsync(Caller, StandingOf.Provinces, Period, null, ct);
        var move = table.Rows.FirstOrDefault(r => r.Code == sheet.Own.Code)?.Move;
        var moved = sheet with { Own = sheet.Own with { Move = move }, Table = sheet.Table with { ComparedWith = table.ComparedWith } };
        return await ProvincePicture.OfAsync(Caller, moved, shelf, ct);
    }
}
