using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Score;

/// <summary>
/// Why an agency has its score: every indicator with value, goalposts, weight and what it could still bring, its clause and
/// formula; why its rank moved; and the smallest single steps that would raise it. All of it sums (SCORING.md 16).
/// </summary>
public sealed partial class ScoreView(NavigationManager nav) : ComponentBase
{
    private const int MostSteps = 5;
    private const int MostEditions = 6;

    [Parameter, EditorRequired]
    public required ScorePicture Picture { get; set; }

    /// <summary>Whether it is the agency's part in a province.</summary>
    [Parameter]
    public bool IsPart { get; set; }

    /// <summary>Where this page lies.</summary>
    [Parameter, EditorRequired]
    public required string Home { get; set; }

    /// <summary>The agency's page, with its requests.</summary>
    [Parameter, EditorRequired]
    public required string Up { get; set; }

    /// <summary>Id of the edition or draft that is shown; null for the live score.</summary>
    [Parameter]
    public string? Edition { get; set; }

    /// <summary>Where one objects to an indicator; null where nobody can.</summary>
    [Parameter]
    public Func<string, string?>? ObjectTo { get; set; }

    private ScoreSheet Data => Picture.Sheet;

    private NavigationManager Nav => nav;

    /// <summary>Ways on from here: the method, and what if.</summary>
    private IReadOnlyList<(string Href, string Text)> Links =>
        Home == "/agency/score" ? [(Link.To("/agency/score/what-if", ("edition", Edition)), Words.T("whatif-own-title"))]
        : Home.StartsWith("/national/", StringComparison.Ordinal) && !IsPart
            ? [(Link.To("/national/ranking/what-if", ("edition", Edition), ("of", RankingKeys.Key(Data.Table.Of)), ("unit", Data.Own.Code)), Words.T("whatif-link")), (Link.To("/national/ranking/method", ("version", Data.Table.Methodology)), Words.T("method-title"))]
            : [];

    private string Here(string? edition) => Link.To(Home, ("edition", edition), ("period", edition is null && Edition is null ? Link.Period(Data.Period) : null));

    private static List<IndicatorResult> InPillar(ScoreSheet sheet, StandingPillar pillar) =>
        [.. sheet.Indicators.Where(i => i.Rule.Code.StartsWith(pillar.Code + ".", StringComparison.Ordinal)).OrderBy(i => i.Rule.Place)];

    /// <summary>The cheapest ways to the next unit and to the next class.</summary>
    private static IEnumerable<NextStep> Steps(ScoreSheet sheet) =>
        sheet.Next.GroupBy(s => s.Target).SelectMany(ways => ways.Take(MostSteps));

    private string? CasesOf(string indicator) => ScoreFacts.Of(Data, indicator, Home, Up);

    private string Summary(ScoreSheet sheet)
    {
        var own = sheet.Own;
        if (own is not { Rank: { } rank, Score: not null })
        {
            return Words.T(own.Status == StandingStatus.LimitedScope ? "summary-limited-scope" : "summary-insufficient-data");
        }

        var text = Words.T("summary-score", StandingPaint.Score(own.Score), StandingPaint.Tier(sheet.Table, own.Tier), Fa.Number(own.Interval!.Value.Lo, 1), Fa.Number(own.Interval.Value.Hi, 1));
        return own is { Group: { } group, PeerRank: { } among } && !IsPart
            ? text + " " + Words.T("summary-peer-rank", Fa.Plain(among), Fa.Count(own.Peers), PeerNames.Of(group), Fa.Plain(rank), StandingPaint.Span(own.RankLow, own.RankHigh))
            : text + " " + Words.T("summary-own-rank", Fa.Plain(rank), StandingPaint.Span(own.RankLow, own.RankHigh));
    }
}
