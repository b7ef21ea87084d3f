using System.Globalization;
using MizKhedmat.Central.Intake;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Agency;

/// <summary>What the URL of an agency's page asks for beyond agency and period; unknown values are ignored.</summary>
public sealed record AgencyQuery(RequestFilter? Filter, int Page, string? Office, string? Service, bool All)
{
    public static AgencyQuery Of(string? filter, string? page, string? office, string? service, string? all) => new(
        filter switch
        {
            "all" => RequestFilter.All,
            "open" => RequestFilter.Open,
            "overdue" => RequestFilter.Overdue,
            "on-time" => RequestFilter.AnsweredOnTime,
            "late" => RequestFilter.NotOnTime,
            "late-defect" => RequestFilter.LateDefect,
            _ => null,
        },
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100_000 ? number : 1,
        string.IsNullOrEmpty(office) ? null : office,
        string.IsNullOrEmpty(service) ? null : service,
        !string.IsNullOrEmpty(all));

    /// <summary>Which list stands behind a number; null where none does.</summary>
    public static RequestFilter? Behind(string slug) => slug switch
    {
        KpiSet.OnTime => RequestFilter.NotOnTime,
        KpiSet.Overdue => RequestFilter.Overdue,
        "late-defect-rate" => RequestFilter.LateDefect,
        "accepted-requests" => RequestFilter.All,
        _ => null,
    };

    /// <summary>The word of a filter in URLs.</summary>
    public static string Key(RequestFilter filter) => filter switch
    {
        RequestFilter.Open => "open",
        RequestFilter.Overdue => "overdue",
        RequestFilter.AnsweredOnTime => "on-time",
        RequestFilter.NotOnTime => "late",
        RequestFilter.LateDefect => "late-defect",
        _ => "all",
    };
}
