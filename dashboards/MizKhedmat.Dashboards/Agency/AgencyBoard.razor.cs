using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Agency;

/// <summary>One agency with everything under it, and the requests behind each number (UX.md, decision 4).</summary>
public sealed partial class AgencyBoard(KpiBoard kpis, StandingBoard standings, DailyFlow flow, RequestList list, RegistryNames names)
    : LiveBoard<AgencyBoard.Reading>
{
    /// <summary>All that the screen shows, from the views of one reading.</summary>
    public sealed record Reading(
        IReadOnlyList<KpiDefinition> Catalogue, UnitName Name, UnitName? Province, string? OfficeFa, KpiTable Kpis, Standing? Standing, int Ranked, KpiTable? Provinces, KpiTable Services,
        KpiTable Offices, KpiTable Channels, KpiTable Places, IReadOnlyList<DayFlow> Flow, RequestPage? Requests);

    [Parameter, EditorRequired]
    public AgencyCode Agency { get; set; }

    /// <summary>Narrows a national agency to one province.</summary>
    [Parameter]
    public ProvinceCode? InProvince { get; set; }

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    [Parameter, EditorRequired]
    public required string Home { get; set; }

    [Parameter, EditorRequired]
    public required AgencyQuery Query { get; set; }

    /// <summary>Whether links carry the province as a query member (the nation's view).</summary>
    [Parameter]
    public bool KeepProvince { get; set; }

    [Parameter]
    public string? ProvinceHome { get; set; }

    [Parameter]
    public string? Up { get; set; }

    [Parameter]
    public string? UpText { get; set; }

    [Parameter]
    public bool IsOwn { get; set; }

    private int Most => Query.All ? int.MaxValue : 12;

    private IReadOnlyList<KpiDefinition> Columns => KpiSet.Of(Data?.Catalogue ?? [], KpiSet.Columns);

    private IReadOnlyList<KpiDefinition> Brief => KpiSet.Of(Data?.Catalogue ?? [], ["accepted-requests", KpiSet.OnTime, KpiSet.Overdue]);

    private KpiDefinition? OnTime => KpiSet.Find(Data?.Catalogue ?? [], KpiSet.OnTime);

    protected override async Task<Reading?> ReadAsync(CancellationToken ct)
    {
        var name = (await names.AgenciesAsync(Caller, InProvince, ct)).FirstOrDefault(a => a.Code == Agency.Value);
        var of = Caller.Kind == ScopeKind.Office ? Caller : Scope.OfAgency(Agency);
        if (name is null || await kpis.ReadAsync(Caller, new(of, Period, KpiBy.Total, InProvince, KpiSet.Head), ct) is not { } total)
        {
            return null;
        }

        async Task<KpiTable> By(KpiBy by) =>
            await kpis.ReadAsync(Caller, new(of, Period, by, InProvince, KpiSet.Columns), ct) ?? new(total.AsOf, Period, []);

        var place = await PlaceAsync(ct);
        var offices = await By(KpiBy.Office);
        return new(
            await kpis.DefinitionsAsync(ct),
            name,
            InProvince is { } p ? (await names.ProvincesAsync(Caller, ct)).FirstOrDefault(u => u.Code == p.Value) : null,
            Query.Office is null ? null : offices.Rows.FirstOrDefault(r => r.Key == Query.Office)?.NameFa,
            total,
            place?.Own,
            place?.Ranked ?? 0,
            InProvince is null && Caller.Kind is ScopeKind.National or ScopeKind.Agency ? await By(KpiBy.Province) : null,
            await By(KpiBy.Service), offices, await By(KpiBy.Channel), await By(KpiBy.Place),
            await flow.ReadAsync(Caller, of, InProvince, Period, ct) ?? [],
            Query.Filter is { } filter
                ? await list.ReadAsync(Caller, new(Agency, InProvince, Query.Office, Query.Service, filter, Period, Query.Page), ct)
                : null);
    }

    /// <summary>The place in the country, or among the agencies of the province that the page is narrowed to.</summary>
    private async Task<(Standing Own, int Ranked)?> PlaceAsync(CancellationToken ct)
    {
        if (InProvince is null)
        {
            return await standings.PlaceOfAsync(Caller, Scope.OfAgency(Agency), Period, ct);
        }

        var ranking = await standings.ReadAsync(Caller, StandingOf.Agencies, Period, InProvince, ct);
        return ranking.Rows.FirstOrDefault(r => r.Code == Agency.Value) is { } own ? (own, ranking.Ranked) : null;
    }

    private string Here(
        JalaliPeriod? period = null, RequestFilter? filter = null, int page = 1, string? office = null, string? service = null, string? province = null, bool narrow = true, bool all = false) =>
        Link.To(
            Home,
            ("province", province ?? (KeepProvince ? InProvince?.Value : null)),
            ("period", Link.Period(period ?? Period)),
            ("office", office ?? (narrow ? Query.Office : null)),
            ("service", service ?? (narrow ? Query.Service : null)),
            ("filter", filter is { } f ? AgencyQuery.Key(f) : null),
            ("page", page > 1 ? Fa.Latin(page) : null),
            ("all", all ? "1" : null));

    private string ScoreHref => Link.To(Home + "/score", ("period", Link.Period(Period)));

    private string? CasesOf(string slug) => AgencyQuery.Behind(slug) is { } filter ? Here(filter: filter) + "#requests" : null;

    private string Badge(Reading data) =>
        data.Province is { } province ? Words.T("province-of", Words.Named(province.NameFa, province.NameEn))
        : IsOwn ? Words.T("own-agency") : Words.T("whole-country");

    private List<(string Href, string Text)> Crumbs(Reading data)
    {
        var crumbs = new List<(string, string)>();
        if (Up is not null)
        {
            crumbs.Add((Link.To(Up, ("period", Link.Period(Period))), UpText!));
        }

        if (ProvinceHome is not null && data.Province is { } province)
        {
            crumbs.Add((Link.To(ProvinceHome + province.Code, ("period", Link.Period(Period))), Words.Named(province.NameFa, province.NameEn)));
            crumbs.Add((Link.To(Home, ("period", Link.Period(Period))), Words.T("whole-country")));
        }

        return crumbs;
    }

    private string Summary(Reading data)
    {
        if (data.Kpis.Find(KpiSet.OnTime) is not { Status: KpiStatus.Value, Value: { } share })
        {
            return Words.T("summary-nothing", Periods.Label(Period));
        }

        var text = Words.T("summary-on-time", Periods.Label(Period), Fa.Plain(10), Fa.Number(share * 10, 0));
        return data.Standing is not { Rank: { } rank, RankLow: { } low, RankHigh: { } high } ? text
            : text + " " + Words.T("summary-rank", Fa.Plain(rank), Fa.Plain(low), Fa.Plain(high), Fa.Count(data.Ranked));
    }
}
