using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Agency;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Score;

/// <summary>From a number of a score sheet to the facts behind it (SCORING.md 16): requests, or the register as it was at the end of the period.</summary>
public static class ScoreFacts
{
    private const string Own = "/agency/";

    /// <summary>Null where no list shows them.</summary>
    /// <param name="home">Where the sheet lies: the agency's own one leads to its own register.</param>
    /// <param name="up">The agency's page, with its requests.</param>
    public static string? Of(ScoreSheet sheet, string indicator, string home, string up)
    {
        var isOwn = home.StartsWith(Own, StringComparison.Ordinal);
        return indicator switch
        {
            "P3.1" => Requests(RequestFilter.NotOnTime),
            "P3.4" => Requests(RequestFilter.Overdue),
            "P3.5" => Requests(RequestFilter.LateDefect),
            "P1.3" or "P2.K03" or "P2.K04" or "P2.K05" or "P2.K06" or "P2.K07" or "P2.K09" or "P3.2" or "P3.3" or "P4.4" or "P5.1" => Requests(RequestFilter.All),
            "P1.1" or "P1.2" => Records("services"),
            "P1.4" or "P2.K01" or "P2.K02" or "P2.K10" => Records("desks"),
            "P2.K08" => Records("information-sheets"),
            "P6.4" when isOwn => Own + "api",
            _ => null,
        };

        string Requests(RequestFilter filter) => Link.To(up, ("period", Link.Period(sheet.Period)), ("filter", AgencyQuery.Key(filter))) + "#requests";

        string Records(string kind) => Link.To(
            isOwn ? Own + kind : $"/{home.Split('/')[1]}/register/{kind}", ("agency", isOwn ? null : sheet.Own.Code), ("asof", AsOf(sheet.Period, sheet.AsOf)));
    }

    /// <summary>The same of a governor's duty.</summary>
    /// <param name="province">The province that the nation looks at; null for the governor's own list.</param>
    public static string? Of(ProvinceSheet sheet, string duty, string? province) => duty != "G.4" ? null
        : Link.To(province is null ? "/province/register/offices" : "/national/register/offices", ("province", province), ("asof", AsOf(sheet.Period, sheet.AsOf)));

    /// <summary>The register counts as of the last day of the period, once that is over.</summary>
    private static string? AsOf(JalaliPeriod period, DateTime at) => period.To < TehranTime.DayOf(at) ? TypedDay.Iso(period.To) : null;
}
