using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Province;

/// <summary>
/// One province: KPIs, what needs the governor, agencies ranked, counties, channels and levels. Supreme supervision in the
/// province is the governor's (1538588/C-7).
/// </summary>
public sealed partial class ProvinceBoard(KpiBoard kpis, StandingBoard standings, DailyFlow flow, RegistryNames names)
    : LiveBoard<ProvinceBoard.Reading>
{
    private const int MostUrgent = 5;

    private static readonly IReadOnlyList<string> Brief = ["accepted-requests", KpiSet.OnTime, KpiSet.Overdue];

    /// <summary>All that the screen shows, from the views of one reading.</summary>
    public sealed record Reading(
        IReadOnlyList<KpiDefinition> Catalogue, UnitName Name, KpiTable Kpis, (Standing Own, int Ranked)? Place, KpiTable Agencies, StandingTable Ranking, KpiTable Counties, KpiTable Channels, KpiTable Places, IReadOnlyList<DayFlow> Flow);

    [Parameter, EditorRequired]
    public ProvinceCode Province { get; set; }

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    [Parameter, EditorRequired]
    public required string Home { get; set; }

    /// <summary>Where an agency's page lies; its code follows.</summary>
    [Parameter, EditorRequired]
    public required string AgencyHome { get; set; }

    /// <summary>The province that a link to an agency carries, from the nation's view.</summary>
    [Parameter]
    public string? AgencyQuery { get; set; }

    [Parameter]
    public string? Up { get; set; }

    [Parameter]
    public bool IsOwn { get; set; }

    private KpiDefinition? OnTime => KpiSet.Find(Data?.Catalogue ?? [], KpiSet.OnTime);

    protected override async Task<Reading?> ReadAsync(CancellationToken ct)
    {
        var of = Scope.OfProvince(Province);
        var name = (await names.ProvincesAsync(Caller, ct)).FirstOrDefault(p => p.Code == Province.Value);
        if (name is null || await kpis.ReadAsync(Caller, new(of, Period, Indicators: KpiSet.Head), ct) is not { } total)
        {
            return null;
        }

        async Task<KpiTable> By(KpiBy by) =>
            await kpis.ReadAsync(Caller, new(of, Period, by, Indicators: Brief), ct) ?? new(total.AsOf, Period, []);

        return new(
            await kpis.DefinitionsAsync(ct), name, total, await standings.PlaceOfAsync(Caller, of, Period, ct), await By(KpiBy.Agency), await standings.ReadAsync(Caller, StandingOf.Agencies, Period, Province, ct),
            await By(KpiBy.County), await By(KpiBy.Channel), await By(KpiBy.Place), await flow.ReadAsync(Caller, of, null, Period, ct) ?? []);
    }

    private static string Name(Reading data) => Words.T("province-of", Words.Named(data.Name.NameFa, data.Name.NameEn));

    private IReadOnlyList<KpiDefinition> Columns(IReadOnlyList<string> slugs) => KpiSet.Of(Data?.Catalogue ?? [], slugs);

    private string AgencyHref(string code, string? filter = null) =>
        Link.To(AgencyHome + code, ("province", AgencyQuery), ("period", Link.Period(Period)), ("filter", filter)) + (filter is null ? "" : "#requests");

    /// <summary>Agencies below the province's own share that keep people waiting past the promise, most waiting first.</summary>
    private static List<(KpiRow Row, double Share, long Overdue)> Urgent(Reading data)
    {
        var bar = data.Kpis.Find(KpiSet.OnTime)?.Value ?? 1;
        return [.. data.Agencies.Rows.Where(r => r is { Indicator: KpiSet.OnTime, Status: KpiStatus.Value, Value: not null } && r.Value < bar)
            .Select(r => (Row: r, Share: r.Value!.Value, Overdue: (long)(data.Agencies.Find(KpiSet.Overdue, r.Key)?.Part ?? 0)))
            .Where(r => r.Overdue > 0).OrderByDescending(r => r.Overdue).ThenBy(r => r.Share)];
    }

    private string Summary(Reading data)
    {
        if (data.Kpis.Find(KpiSet.OnTime) is not { Status: KpiStatus.Value, Value: { } share })
        {
            return Words.T("summary-nothing", Periods.Label(Period));
        }

        var below = Urgent(data).Count;
        var text = Words.T("summary-on-time", Periods.Label(Period), Fa.Plain(10), Fa.Number(share * 10, 0));
        if (data.Place is ({ Rank: { } rank, RankLow: { } low, RankHigh: { } high }, var ranked))
        {
            text += " " + Words.T("summary-rank-province", Fa.Plain(rank), Fa.Plain(low), Fa.Plain(high), Fa.Count(ranked));
        }

        return below == 0 ? text : text + " " + Words.T("summary-urgent", Fa.Count(below));
    }
}
