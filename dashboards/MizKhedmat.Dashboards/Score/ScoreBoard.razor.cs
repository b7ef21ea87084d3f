using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Agency;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Score;

/// <summary>
/// Why an agency has its score: every indicator with value, goalposts, weight and what it could still bring, its clause and
/// formula; and the smallest single steps that would raise it. All of it sums (SCORING.md 16).
/// </summary>
public sealed partial class ScoreBoard(StandingBoard standings) : LiveBoard<ScoreSheet>
{
    private const int MostSteps = 5;

    [Parameter, EditorRequired]
    public AgencyCode Agency { get; set; }

    /// <summary>Set: the agency's part in this province.</summary>
    [Parameter]
    public ProvinceCode? InProvince { get; set; }

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary>Where this page lies.</summary>
    [Parameter, EditorRequired]
    public required string Home { get; set; }

    /// <summary>The agency's page, with its requests.</summary>
    [Parameter, EditorRequired]
    public required string Up { get; set; }

    [Parameter, EditorRequired]
    public required string UpText { get; set; }

    protected override Task<ScoreSheet?> ReadAsync(CancellationToken ct) => standings.ExplainAsync(Caller, Agency, InProvince, Period, ct);

    private static string Name(ScoreSheet sheet) => Words.Named(sheet.Own.NameFa, sheet.Own.NameEn);

    private static List<IndicatorResult> InPillar(ScoreSheet sheet, StandingPillar pillar) =>
        [.. sheet.Indicators.Where(i => i.Rule.Code.StartsWith(pillar.Code + ".", StringComparison.Ordinal)).OrderBy(i => i.Rule.Place)];

    /// <summary>The cheapest ways to the next unit and to the next class.</summary>
    private static IEnumerable<NextStep> Steps(ScoreSheet sheet) =>
        sheet.Next.GroupBy(s => s.Target).SelectMany(ways => ways.Take(MostSteps));

    /// <summary>The requests behind an indicator's number, where a list shows them.</summary>
    private string? CasesOf(string indicator)
    {
        RequestFilter? filter = indicator switch
        {
            "P3.1" => RequestFilter.NotOnTime,
            "P3.4" => RequestFilter.Overdue,
            "P3.5" => RequestFilter.LateDefect,
            "P1.3" or "P2.K03" or "P2.K04" or "P2.K05" or "P2.K06" or "P2.K07" or "P2.K09" => RequestFilter.All,
            _ => null,
        };
        return filter is { } behind ? Link.To(Up, ("period", Link.Period(Period)), ("filter", AgencyQuery.Key(behind))) + "#requests" : null;
    }

    private string Summary(ScoreSheet sheet)
    {
        var own = sheet.Own;
        if (own is not { Rank: { } rank, Score: not null })
        {
            return Words.T(own.Status == StandingStatus.LimitedScope ? "summary-limited-scope" : "summary-insufficient-data");
        }

        var text = Words.T("summary-score", StandingPaint.Score(own.Score), StandingPaint.Tier(sheet.Table, own.Tier), Fa.Number(own.Interval!.Value.Lo, 1), Fa.Number(own.Interval.Value.Hi, 1));
        return own is { Group: { } group, PeerRank: { } among } && InProvince is null
            ? text + " " + Words.T("summary-peer-rank", Fa.Plain(among), Fa.Count(own.Peers), PeerNames.Of(group), Fa.Plain(rank), StandingPaint.Span(own.RankLow, own.RankHigh))
            : text + " " + Words.T("summary-own-rank", Fa.Plain(rank), StandingPaint.Span(own.RankLow, own.RankHigh));
    }
}
