using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Host.Startup;

/// <summary>Liveness without any I/O, and readiness: the database answers. Outsiders learn <c>ok</c> or <c>fail</c> and nothing else.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => "ok");
        app.MapGet("/health/ready", async (IDbContextFactory<CentralDb> dbs, CancellationToken ct) =>
        {
            try
            {
                await using var db = await dbs.CreateDbContextAsync(ct);
                await db.Journal.AnyAsync(ct);
                return Results.Text("ok");
            }
            catch (System.Data.Common.DbException)
            {
                return Results.Text("fail", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });
    }
}
