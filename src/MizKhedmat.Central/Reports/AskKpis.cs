using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Central.Reports;

/// <summary>
/// Machines read KPIs and the ranking (API.md section 6): the nation and the provinces are open to every client, an
/// agency's figures to that agency alone; another agency's answer like a missing one.
/// </summary>
public static class AskKpis
{
    public sealed record KpiBody(DateTime AsOf, string Period, IReadOnlyList<RowBody> Rows);

    public sealed record RowBody(
        string Indicator, string Key, double? Part, long? Whole, double? Value, Interval? Interval, double? Target, double? Previous, string Status,
        IReadOnlyDictionary<string, double?>? Extra);

    public sealed record RankingBody(DateTime AsOf, string Edition, string Period, string Methodology, string MethodologyHash, IReadOnlyList<RankBody> Rows);

    /// <summary>Score 0–100 with two decimals; the interval in points at 90 %; coverage is the share of the applicable weight that was observed.</summary>
    public sealed record RankBody(
        string Code, string Name, int? Rank, int? RankLow, int? RankHigh, string? PeerGroup, int? PeerRank, decimal? Score, Interval? Interval, string? Tier,
        long N, double Coverage, bool FewCases, string Status, ChangeBody? Change);

    /// <summary>Places moved since the edition before, negative is upwards; the four parts sum to the rank. Null for one that was not ranked in both.</summary>
    public sealed record ChangeBody(int Rank, double Own, double Others, double Method, double Restated);

    internal static void Map(RouteGroupBuilder api)
    {
        var reading = api.MapGroup("").RequireApiScope("kpi.read");
        reading.MapGet("/kpis", KpisAsync);
        reading.MapGet("/rankings/{of}", RankingAsync);
    }

    /// <summary>What a client asked for, or the pointer of the part that is malformed.</summary>
    private static (Scope? Of, KpiBy By, JalaliPeriod? Period, List<string>? Indicators, Refusal? Refusal) Read(IQueryCollection query, DateOnly today)
    {
        Scope? of = Scope.National;
        var by = KpiBy.Total;
        JalaliPeriod? period = JalaliPeriod.Live(today);
        List<string>? indicators = null;
        foreach (var (name, values) in query)
        {
            var value = PersianText.FoldDigits(values.ToString());
            Refusal? refusal = name switch
            {
                "scope" when Scope.TryParse(value, null, out of) => null,
                "period" => JalaliPeriod.TryParse(value, today, out period) ? null : new("period-unknown", null, "/period"),
                "by" when value.All(char.IsAsciiLetterLower) && Enum.TryParse(value, ignoreCase: true, out by) => null,
                "indicator" => Known(indicators = [.. values.OfType<string>().SelectMany(v => v.Split(','))]) ? null : new("indicator-unknown", null, "/indicator"),
                _ => new("query-malformed", null, "/" + name),
            };
            if (refusal is not null)
            {
                return (null, by, null, null, refusal);
            }
        }

        return (of, by, period, indicators, null);

        static bool Known(List<string> slugs) => slugs.TrueForAll(slug => KpiFormulas.Known.Any(f => f.Slug == slug));
    }

    private static async Task<IResult> KpisAsync(HttpContext context, CallingAgency agency, KpiBoard board, TimeProvider clock, CancellationToken ct)
    {
        var (of, by, period, indicators, refusal) = Read(context.Request.Query, clock.TodayInTehran());
        if (refusal is not null)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, refusal, context);
        }

        // A breakdown that names agencies or their units is given for the caller's own alone, inside the place asked for.
        var own = Scope.OfAgency(agency.Code);
        var (reach, asked) = of!.Agency is not null ? (own, of)
            : by is KpiBy.Agency or KpiBy.Office or KpiBy.Service ? (of, own)
            : (Scope.National, of);
        var table = await board.ReadAsync(reach, new(asked, period!, by, Indicators: indicators), ct);
        return table is null
            ? Problem.Of(StatusCodes.Status404NotFound, new("not-found"), context)
            : TypedResults.Ok(new KpiBody(table.AsOf, period!.Key, [.. table.Rows.Select(r => new RowBody(
                r.Indicator, r.Key, r.Part, r.Whole, r.Value, r.Interval, r.Target, r.Previous, Kebab(r.Status), r.Extra))]));
    }

    private static async Task<IResult> RankingAsync(
        string of, string? edition, string? group, HttpContext context, CallingAgency agency, EditionShelf shelf, TimeProvider clock, CancellationToken ct)
    {
        var isLive = edition is null or "live";
        var line = isLive ? null : await shelf.FindAsync(Scope.National, edition!, ct);
        if (of is not ("provinces" or "agencies") || (!isLive && line is null))
        {
            return Problem.Of(StatusCodes.Status404NotFound, new("not-found"), context);
        }

        var period = JalaliPeriod.Live(clock.TodayInTehran());
        var own = Scope.OfAgency(agency.Code);
        IReadOnlyList<StandingTable> tables = of == "provinces"
            ? [await TableAsync(Scope.National, StandingOf.Provinces)]
            : [await TableAsync(own, StandingOf.Agencies), await TableAsync(own, StandingOf.ProvincialAgencies)];
        var rows = tables.SelectMany(t => t.Rows).Where(r => group is null || r.Group == group);
        var first = tables[0];
        return TypedResults.Ok(new RankingBody(first.AsOf, line?.Id ?? "live", first.Period.Key, first.Methodology, first.Sha256, [.. rows.Select(Rank)]));

        async Task<StandingTable> TableAsync(Scope scope, StandingOf list) =>
            line is null ? await shelf.LiveAsync(scope, list, period, null, ct) : (await shelf.TableAsync(scope, line.Id, list, null, ct))!;
    }

    private static RankBody Rank(Standing r) => new(
        r.Code, r.NameFa, r.Rank, r.RankLow, r.RankHigh, r.Group, r.PeerRank, r.Score, r.Interval, r.Tier, r.Requests, Math.Round(r.Observed, 4), r.FewCases, Kebab(r.Status),
        r.Move is { } move ? new(move.Rank, move.Own, move.Others, move.Method, move.Restated) : null);

    private static string Kebab(StandingStatus status) => JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString());

    private static string Kebab(KpiStatus status) => JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString());
}
