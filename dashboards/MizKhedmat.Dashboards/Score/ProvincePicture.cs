using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Dashboards.Score;

/// <summary>The score sheet of a province with its series over editions and the editions to choose from.</summary>
public sealed record ProvincePicture(ProvinceSheet Sheet, IReadOnlyList<SeriesPoint> Points, IReadOnlyList<EditionLine> Editions)
{
    /// <summary>The live ranking is followed by quarters.</summary>
    public static async Task<ProvincePicture> OfAsync(Scope scope, ProvinceSheet sheet, EditionShelf shelf, CancellationToken ct)
    {
        var kind = sheet.Table.Edition is null ? PeriodKind.Quarter : sheet.Period.Kind;
        var series = await shelf.SeriesAsync(scope, StandingOf.Provinces, kind, ct);
        return new(sheet, series.GetValueOrDefault(sheet.Own.Code) ?? [], await shelf.ListAsync(scope, ct));
    }
}
