using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.National;

/// <summary>
/// The rankings by the national index (UX.md, S13): provinces, agencies of the country, agencies of provinces, never mixed; the
/// headline of an agency is its place among its peers (1538588/4).
/// </summary>
public sealed partial class RankingBoard(StandingBoard standings) : LiveBoard<StandingTable>
{
    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary><c>agencies</c>, <c>provincial</c>, or null for the provinces.</summary>
    [Parameter]
    public string? Of { get; set; }

    /// <summary>Set: one peer group only.</summary>
    [Parameter]
    public string? Group { get; set; }

    private string? ListKey => List switch { StandingOf.Agencies => "agencies", StandingOf.ProvincialAgencies => "provincial", _ => null };

    private StandingOf List => Of switch { "agencies" => StandingOf.Agencies, "provincial" => StandingOf.ProvincialAgencies, _ => StandingOf.Provinces };

    private static IReadOnlyList<(string? Of, string Text)> Lists =>
        [(null, Words.T("provinces")), ("agencies", Words.T("agencies-national")), ("provincial", Words.T("agencies-provincial"))];

    private List<(string Group, int Count)> Groups =>
        [.. (Data?.Rows ?? []).Where(r => r.Group is not null).GroupBy(r => r.Group!).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Count()))];

    protected override async Task<StandingTable?> ReadAsync(CancellationToken ct) => await standings.ReadAsync(Caller, List, Period, null, ct);

    /// <summary>Inside one group by the place among its peers.</summary>
    private StandingTable Shown(StandingTable table) => Group is null ? table
        : table with { Rows = [.. table.Rows.Where(r => r.Group == Group).OrderBy(r => r.PeerRank ?? int.MaxValue)] };

    private string Here(string? of, string? group = null) =>
        Link.To("/national/ranking", ("period", Link.Period(Period)), ("of", of), ("group", group));

    private string Href(Standing unit) => List == StandingOf.Provinces
        ? Link.To($"/national/provinces/{unit.Code}", ("period", Link.Period(Period)))
        : Link.To($"/national/agencies/{unit.Code}/score", ("period", Link.Period(Period)));

    /// <summary>How many are ranked, how many places chance leaves open, who leads the worst class.</summary>
    private static string Summary(StandingTable table)
    {
        var ranked = table.Rows.Where(r => r.Rank is not null).ToList();
        if (ranked.Count == 0)
        {
            return Words.T("summary-no-ranks");
        }

        var widths = ranked.Select(r => r.RankHigh!.Value - r.RankLow!.Value + 1).Order().ToList();
        return Words.T("summary-ranks", Fa.Count(ranked.Count), Fa.Count(table.Rows.Count - ranked.Count), Fa.Count(widths[widths.Count / 2]));
    }
}
