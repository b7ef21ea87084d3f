using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Sheets;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.National;

/// <summary>The shown ranking as a file: the very table of its page, with edition, cut-off and the method's hash in the notes.</summary>
internal static class RankingExport
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/export/ranking/{list:regex(^(provinces|agencies|provincial)$)}.{format:regex(^(csv|xlsx)$)}", FileAsync).RequireAuthorization(AccessRoom.National);

    private static async Task<IResult> FileAsync(
        string list, string format, string? edition, string? period, string? group, HttpContext context, EditionShelf shelf, TimeProvider clock, CancellationToken ct)
    {
        var (scope, of) = (SignedIn.ScopeOf(context.User), RankingKeys.List(list));
        var isLive = edition is null or "" or Experiments.Live;
        var found = isLive ? await shelf.LiveAsync(scope, of, Periods.Of(period, clock.TodayInTehran()), null, ct)
            : await shelf.FindAsync(scope, edition!, ct) is { } line ? await shelf.TableAsync(scope, line.Id, of, null, ct) : null;
        if (found is not { } table)
        {
            return Results.NotFound();
        }

        var shown = string.IsNullOrEmpty(group) ? table : table with { Rows = [.. table.Rows.Where(r => r.Group == group)] };
        var sheet = Sheet(shown);
        var name = $"ranking-{table.Edition ?? "live-" + table.Period.Key}-{list}.{format}";
        context.Response.Headers.CacheControl = "private, no-store";
        return format == "csv" ? Results.File(CsvWriting.Bytes(sheet), "text/csv; charset=utf-8", name)
            : Results.File(SheetWriting.Bytes(new([sheet, ExportTable.Notes(Notes(shown))]) { RightToLeft = Fa.IsPersian }), Templates.MediaType, name);
    }

    private static SheetTable Sheet(StandingTable table) => new(
        Words.T("nav-ranking"),
        [
            new(Words.T("code")), new(Words.T(table.Of == StandingOf.Provinces ? "province" : "agency"), Width: 40), new(Words.T("status")), new(Words.T("ranking-rank"), CellType.Whole),
            new(Words.T("ranking-rank-low"), CellType.Whole), new(Words.T("ranking-rank-high"), CellType.Whole), new(Words.T("peer-group"), Width: 30), new(Words.T("peer-rank-range"), CellType.Whole),
            new(Words.T("score"), CellType.Decimal), new(Words.T("ranking-score-low"), CellType.Decimal), new(Words.T("ranking-score-high"), CellType.Decimal), new(Words.T("tier")),
            .. table.Pillars.Select(p => new SheetColumn(p.Code, CellType.Decimal)), new(Words.T("accepted-requests-short"), CellType.Whole), new(Words.T("observed"), CellType.Decimal), new(Words.T("rank-change"), CellType.Whole),
            // Edition and hash stand in every row too: a csv has no notes.
            new(Words.T("ranking-edition")), new(Words.T("method-hash"), Width: 66),
        ],
        table.Rows.Select(r => new SheetLine([
            r.Code, Words.Named(r.NameFa, r.NameEn), Status(r.Status), r.Rank, r.RankLow, r.RankHigh, r.Group is { } peers ? PeerNames.Of(peers) : null, r.PeerRank,
            r.Score, Two(r.Interval?.Lo), Two(r.Interval?.Hi), r.Tier is { } tier ? StandingPaint.Tier(table, tier) : null, .. r.Pillars.Select(p => (object?)Two(p)), r.Requests, Math.Round(r.Observed, 4), r.Move?.Rank,
            table.Edition ?? Words.T("live-unofficial"), table.Sha256,
        ])));

    private static IEnumerable<(string, string)> Notes(StandingTable table) =>
    [
        (Words.T("ranking-edition"), table.Edition ?? Words.T("live-unofficial")), (Words.T("ranking-period"), Periods.Label(table.Period)), (Words.T("frozen-cutoff"), Fa.DateAndTime(table.AsOf)),
        (Words.T("method-version-head"), table.Methodology), (Words.T("method-hash"), table.Sha256), (Words.T("ranking-compared"), table.ComparedWith ?? "—"),
    ];

    /// <summary>As a score is published; more digits say nothing more.</summary>
    private static double? Two(double? value) => value is { } v ? Math.Round(v, 2) : null;

    private static string Status(StandingStatus status) => status switch
    {
        StandingStatus.Ranked => Words.T("ranking-ranked"),
        StandingStatus.LimitedScope => Words.T("apart-limited-scope"),
        StandingStatus.NotBound => Words.T("apart-not-bound"),
        _ => Words.T("apart-insufficient-data"),
    };
}
