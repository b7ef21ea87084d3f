using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Sheets;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Score;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>The yearly list and its dossiers as tables and as JSON; screen and file say the same.</summary>
internal static class Honours
{
    /// <summary>The first page of a dossier: score, class, place and how sure it is.</summary>
    public static IEnumerable<(string Label, string Value)> Short(HonourDossier it)
    {
        var own = it.Own;
        yield return (Words.T("score"), StandingPaint.Score(own.Score));
        yield return (Words.T("tier"), StandingPaint.Tier(it.Table, own.Tier));
        yield return (Words.T("festival-interval"), own.Interval is { } span ? Words.T("festival-span", Fa.Number(span.Lo, 1), Fa.Number(span.Hi, 1)) : "—");
        yield return (Words.T("edition-rank"), own.Rank is { } rank ? Words.T("festival-rank-of", Fa.Plain(rank), Fa.Count(it.Table.Ranked), StandingPaint.Span(own.RankLow, own.RankHigh)) : Words.T("edition-unranked"));
        if (own is { Group: { } group, PeerRank: { } among })
        {
            yield return (Words.T("peer-group"), Words.T("festival-peers", PeerNames.Of(group), Fa.Plain(among), Fa.Count(own.Peers), StandingPaint.Span(own.PeerLow, own.PeerHigh)));
        }

        yield return (Words.T("observed"), Fa.Percent(own.Observed, 0));
        yield return (Words.T("accepted-requests-short"), Fa.Count(own.Requests));
    }

    /// <summary>The list: one row for each unit on it.</summary>
    public static SheetTable Table(HonourList list) => new(
        Words.T("festival-title"),
        [
            new(Words.T("peer-group"), Width: 30), new(Words.T("code")), new(Words.T("festival-unit"), Width: 36), new(Words.T("festival-place"), CellType.Whole), new(Words.T("festival-place-low"), CellType.Whole),
            new(Words.T("festival-place-high"), CellType.Whole), new(Words.T("festival-group-size"), CellType.Whole), new(Words.T("score"), CellType.Decimal),
            new(Words.T("festival-low"), CellType.Decimal), new(Words.T("festival-high"), CellType.Decimal), new(Words.T("tier")), new(Words.T("status")),
        ],
        list.Groups.Append(list.Provinces).OfType<HonourGroup>().SelectMany(group => group.Best.Select(row => new SheetLine([
            group.Key.Length == 0 ? Words.T("festival-provinces") : PeerNames.Of(group.Key), row.Code, Words.Named(row.NameFa, row.NameEn),
            group.Key.Length == 0 ? row.Rank : row.PeerRank, group.Key.Length == 0 ? row.RankLow : row.PeerLow, group.Key.Length == 0 ? row.RankHigh : row.PeerHigh,
            group.Ranked, row.Score, row.Interval?.Lo, row.Interval?.Hi, StandingPaint.Tier(list.Tables[0], row.Tier), Words.T(list.IsFinal ? "festival-final" : "festival-provisional"),
        ]))));

    /// <summary>The dossier: indicators of an agency, parts of a province.</summary>
    public static SheetTable Table(HonourDossier it) => new(
        Words.T("indicators"),
        [new(Words.T("code")), new(Words.T("indicator"), Width: 44), new(Words.T("status")), new("x", CellType.Decimal), new("n", CellType.Decimal), new(Words.T("value"), CellType.Decimal), new(Words.T("score"), CellType.Decimal), new(Words.T("weight"), CellType.Decimal)],
        it.Sheet is { } sheet
            ? sheet.Indicators.Select(row => new SheetLine([row.Rule.Code, ScorePaint.Label(row.Rule), row.Status == CellStatus.Value ? "" : CellPaint.Of(row.Rule, row.Cell), X(row), N(row), row.Value, row.Score, row.EffectiveWeight]))
            : it.Table.Pillars.Zip(it.Own.Pillars, (pillar, score) => new SheetLine([pillar.Code, StandingPaint.Pillar(pillar), "", null, null, null, score, pillar.Weight])));

    /// <summary>The first page, the series, objections and findings as rows of two columns.</summary>
    public static SheetTable Notes(HonourDossier it) => new(
        Words.T("festival-in-short"), [new(Words.T("festival-what"), Width: 30), new(Words.T("value"), Width: 80)],
        Rows(it).Select(r => new SheetLine([r.Label, r.Value], CellLook.Wrapped)));

    private static IEnumerable<(string Label, string Value)> Rows(HonourDossier it) =>
    [
        (Words.T("festival-unit"), Words.Named(it.Own.NameFa, it.Own.NameEn)), (Words.T("edition"), EditionPaint.Title(it.List.Edition!)),
        (Words.T("edition-run-hash"), it.List.Edition!.RunHash), (Words.T("status"), Words.T(it.List.IsFinal ? "festival-final" : "festival-provisional")),
        .. Short(it),
        .. it.Series.Select(p => (Periods.Label(p.Period), Words.T("festival-point", StandingPaint.Score(p.Published), StandingPaint.Score(p.Comparable)))),
        .. it.Objections.Select(o => (Words.T("objection-one") + " " + o.Indicator, $"{EditionPaint.State(o.State)} – {o.Reason}")),
        .. it.Findings.Select(f => (Words.T("cell-" + f.Status.ToString().ToLowerInvariant()) + " " + (f.Indicator ?? "*"), $"{f.Reference} – {f.Reason}")),
    ];

    public static JsonObject Json(HonourList list) => new()
    {
        ["year"] = list.Year, ["edition"] = list.Edition?.Id, ["runHash"] = list.Edition?.RunHash, ["isFinal"] = list.IsFinal,
        ["groups"] = new JsonArray([.. list.Groups.Append(list.Provinces).OfType<HonourGroup>().Select(g => (JsonNode)new JsonObject
        {
            ["group"] = g.Key.Length == 0 ? "provinces" : g.Key, ["ranked"] = g.Ranked, ["isSmall"] = g.IsSmall, ["best"] = new JsonArray([.. g.Best.Select(r => (JsonNode)Line(r))]),
        })]),
    };

    public static JsonObject Json(HonourDossier it) => new()
    {
        ["year"] = it.List.Year, ["edition"] = it.List.Edition!.Id, ["runHash"] = it.List.Edition.RunHash, ["isFinal"] = it.List.IsFinal, ["unit"] = Line(it.Own),
        ["pillars"] = new JsonArray([.. it.Table.Pillars.Zip(it.Own.Pillars, (p, s) => (JsonNode)new JsonObject { ["code"] = p.Code, ["score"] = s, ["weight"] = p.Weight })]),
        ["indicators"] = new JsonArray([.. (it.Sheet?.Indicators ?? []).Select(i => (JsonNode)new JsonObject
        {
            ["code"] = i.Rule.Code, ["status"] = JsonNamingPolicy.KebabCaseLower.ConvertName(i.Status.ToString()), ["x"] = X(i), ["n"] = N(i), ["value"] = i.Value, ["score"] = i.Score, ["weight"] = i.EffectiveWeight,
        })]),
        ["series"] = new JsonArray([.. it.Series.Select(p => (JsonNode)new JsonObject { ["edition"] = p.Edition, ["published"] = p.Published, ["comparable"] = p.Comparable, ["rank"] = p.Rank })]),
        ["objections"] = new JsonArray([.. it.Objections.Select(o => (JsonNode)new JsonObject { ["indicator"] = o.Indicator, ["state"] = EditionPaint.Name(o.State), ["reason"] = o.Reason })]),
        ["findings"] = new JsonArray([.. it.Findings.Select(f => (JsonNode)new JsonObject { ["indicator"] = f.Indicator, ["reference"] = f.Reference, ["reason"] = f.Reason, ["isLifted"] = f.LiftedAt is not null })]),
    };

    private static JsonObject Line(Standing row) => new()
    {
        ["code"] = row.Code, ["nameFa"] = row.NameFa, ["nameEn"] = row.NameEn, ["score"] = row.Score, ["low"] = row.Interval?.Lo, ["high"] = row.Interval?.Hi, ["tier"] = row.Tier,
        ["rank"] = row.Rank, ["rankLow"] = row.RankLow, ["rankHigh"] = row.RankHigh, ["group"] = row.Group, ["peerRank"] = row.PeerRank, ["peerLow"] = row.PeerLow, ["peerHigh"] = row.PeerHigh,
        ["peers"] = row.Peers, ["observed"] = row.Observed, ["requests"] = row.Requests,
    };

    private static double? X(IndicatorResult row) => row.Status == CellStatus.Value ? row.Cell.X : null;

    private static double? N(IndicatorResult row) => row.Status == CellStatus.Value && ScorePaint.IsCount(row.Rule) ? row.Cell.N : null;
}
