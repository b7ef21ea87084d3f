using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.National;

/// <summary>A ranking with what stands around it: scores over past editions by unit, and the editions to choose from.</summary>
public sealed record RankingPicture(StandingTable Table, IReadOnlyDictionary<string, IReadOnlyList<SeriesPoint>> Series, IReadOnlyList<EditionLine> Editions);

/// <summary>
/// The live rankings by the national index (UX.md, S13): provinces, agencies of the country, agencies of provinces, never mixed; the
/// headline of an agency is its place among its peers (1538588/4).
/// </summary>
public sealed partial class RankingBoard(EditionShelf shelf) : LiveBoard<RankingPicture>
{
    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary><c>agencies</c>, <c>provincial</c>, or null for the provinces.</summary>
    [Parameter]
    public string? Of { get; set; }

    /// <summary>Set: one peer group only.</summary>
    [Parameter]
    public string? Group { get; set; }

    protected override async Task<RankingPicture?> ReadAsync(CancellationToken ct)
    {
        var of = RankingKeys.List(Of);
        return new(await shelf.LiveAsync(Caller, of, Period, null, ct), await shelf.SeriesAsync(Caller, of, PeriodKind.Quarter, ct), await shelf.ListAsync(Caller, ct));
    }
}
