using System.Text.Json;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Score;

/// <summary>A score sheet with what stands around it.</summary>
/// <param name="Losses">Where the points up to 100 are lost, the largest first.</param>
/// <param name="Points">The unit's series over editions; empty where it has none.</param>
/// <param name="Within">The province whose part of the agency it is; null for the whole agency.</param>
/// <param name="Draft">Id of the waiting draft that the reader may see; null when there is none.</param>
public sealed record ScorePicture(ScoreSheet Sheet, IReadOnlyList<ScoreLoss> Losses, IReadOnlyList<SeriesPoint> Points, IReadOnlyList<EditionLine> Editions, UnitName? Within, string? Draft)
{
    /// <summary>Of the latest edition that the sheet is compared with or shows; the live ranking is followed by quarters.</summary>
    public static async Task<ScorePicture> OfAsync(Scope scope, ScoreSheet sheet, ProvinceCode? province, EditionShelf shelf, EditionDesk desk, MethodologyShelf methods, RegistryNames names, CancellationToken ct)
    {
        var kind = sheet.Table.Edition is null ? PeriodKind.Quarter : sheet.Period.Kind;
        var within = province is { } p ? (await names.ProvincesAsync(scope, ct)).FirstOrDefault(n => n.Code == p.Value) : null;
        var points = province is not null ? null : (await shelf.SeriesAsync(scope, sheet.Table.Of, kind, ct)).GetValueOrDefault(sheet.Own.Code);
        return new(sheet, await LossesAsync(sheet, methods, ct), points ?? [], await shelf.ListAsync(scope, ct), within, province is not null ? null : await desk.WaitingAsync(scope, ct));
    }

    /// <summary>The agency, and where only a part of it is meant its province.</summary>
    public string Name => Within is { } province ? Words.T("part-in", Own, Words.Named(province.NameFa, province.NameEn)) : Own;

    private string Own => Words.Named(Sheet.Own.NameFa, Sheet.Own.NameEn);

    private static async Task<IReadOnlyList<ScoreLoss>> LossesAsync(ScoreSheet sheet, MethodologyShelf methods, CancellationToken ct)
    {
        if (await methods.DocumentAsync(sheet.Table.Methodology, ct) is not { } text)
        {
            return [];
        }

        using var document = JsonDocument.Parse(text);
        return ScoreLosses.Of(sheet, IndexMethod.Parse(document.RootElement).IndexAggregate);
    }
}
