using Microsoft.AspNetCore.Routing;

namespace MizKhedmat.Central.Reports;

/// <summary>What leaves the centre: readings for machines, statutory papers and exports. It may read every room and owns no numbers.</summary>
public static class ReportsRoom
{
    /// <summary>The routes under <c>/api/v1</c>.</summary>
    public static void MapReports(this RouteGroupBuilder api)
    {
        AskKpis.Map(api);
        AskEditions.Map(api);
    }
}
