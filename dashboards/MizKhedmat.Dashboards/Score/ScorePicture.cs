using System.Text.Json;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Score;

/// <summary>A score sheet with what stands around it.</summary>
/// <param name="Losses">Where the points up to 100 are lost, the largest first.</param>
/// <param name="Points">The unit's series over editions; empty where it has none.</param>
/// <param name="Draft">Id of the waiting draft that the reader may see; null when there is none.</param>
public sealed record ScorePicture(ScoreSheet Sheet, IReadOnlyList<ScoreLoss> Losses, IReadOnlyList<SeriesPoint> Points, IReadOnlyList<EditionLine> Editions, string? Draft)
{
    /// <summary>Of the latest edition that the sheet is compared with or shows; the live ranking is followed by quarters.</summary>
    public static async Task<ScorePicture> OfAsync(Scope scope, ScoreSheet sheet, bool isPart, EditionShelf shelf, EditionDesk desk, MethodologyShelf methods, CancellationToken ct)
    {
        var kind = sheet.Table.Edition is null ? PeriodKind.Quarter : sheet.Period.Kind;
        var points = isPart ? null : (await shelf.SeriesAsync(scope, sheet.Table.Of, kind, ct)).GetValueOrDefault(sheet.Own.Code);
        return new(sheet, await LossesAsync(sheet, methods, ct), points ?? [], await shelf.ListAsync(scope, ct), isPart ? null : await desk.WaitingAsync(scope, ct));
    }

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
