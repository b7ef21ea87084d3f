using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.National;

/// <summary>The national overview (UX.md, S12): four KPIs against the law, the map, the ranking, the daily flow.</summary>
public sealed partial class NationalBoard(KpiBoard kpis, StandingBoard standings, DailyFlow flow) : LiveBoard<NationalBoard.Reading>
{
    /// <summary>All that the screen shows, from the views of one reading.</summary>
    public sealed record Reading(IReadOnlyList<KpiDefinition> Catalogue, KpiTable Kpis, KpiTable Provinces, StandingTable Ranking, IReadOnlyList<DayFlow> Flow);

    /// <summary>A province with fewer decided cases is not named as the last.</summary>
    private const int FewCases = 30;

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary><c>agencies</c>, or null for the provinces.</summary>
    [Parameter]
    public string? Of { get; set; }

    /// <summary>Set: the whole ranking, not its head.</summary>
    [Parameter]
    public string? All { get; set; }

    private bool IsAgencies => Of == "agencies";

    protected override async Task<Reading?> ReadAsync(CancellationToken ct)
    {
        if (await kpis.ReadAsync(Caller, new(Scope.National, Period, Indicators: KpiSet.Head), ct) is not { } table)
        {
            return null;
        }

        var provinces = await kpis.ReadAsync(Caller, new(Scope.National, Period, KpiBy.Province, Indicators: [KpiSet.OnTime]), ct) ?? new(table.AsOf, Period, []);
        var ranking = await standings.ReadAsync(Caller, IsAgencies ? StandingOf.Agencies : StandingOf.Provinces, Period, null, ct);
        return new(await kpis.DefinitionsAsync(ct), table, provinces, ranking, await flow.ReadAsync(Caller, Scope.National, null, Period, ct) ?? []);
    }

    private static Dictionary<string, double?> Shares(KpiTable table) => table.Rows.ToDictionary(r => r.Key, r => r.Value);

    private string Here(string? of, string? all = null) =>
        Link.To("/national", ("period", Link.Period(Period)), ("of", of), ("all", all)) + "#league";

    private string ProvinceHref(string code) => Link.To($"/national/provinces/{code}", ("period", Link.Period(Period)));

    private string UnitHref(Standing unit) =>
        IsAgencies ? Link.To($"/national/agencies/{unit.Code}/score", ("period", Link.Period(Period))) : ProvinceHref(unit.Code);

    /// <summary>The first line in plain words: of ten requests how many, what is overdue, who stands last.</summary>
    private string Summary(Reading data)
    {
        if (data.Kpis.Find(KpiSet.OnTime) is not { Status: KpiStatus.Value, Value: { } share })
        {
            return Words.T("summary-nothing", Periods.Label(Period));
        }

        var text = Words.T("summary-on-time", Periods.Label(Period), Fa.Plain(10), Fa.Number(share * 10, 0));
        if (data.Kpis.Find(KpiSet.Overdue) is { Status: KpiStatus.Value, Part: { } overdue })
        {
            text += " " + Words.T("summary-overdue", KpiPaint.Part(overdue));
        }

        var last = data.Provinces.Rows.Where(r => r is { Status: KpiStatus.Value, Whole: >= FewCases }).OrderBy(r => r.Value).Take(2)
            .Select(r => $"{Words.Named(r.NameFa, r.NameEn)} ({Fa.Percent(r.Value ?? 0, 0)})").ToList();
        return last.Count == 0 ? text : text + " " + Words.T("summary-last", string.Join(Words.T("and"), last));
    }
}
