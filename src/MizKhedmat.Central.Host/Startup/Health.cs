namespace MizKhedmat.Central.Host.Startup;

/// <summary>Liveness without any I/O, and readiness. Outsiders learn <c>ok</c> or <c>fail</c> and nothing else.</summary>
internal static class Health
{
    public static IServiceCollection AddReadiness(this IServiceCollection services) => services.AddSingleton<Readiness>();

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => "ok");
        app.MapGet("/health/ready", async (Readiness readiness, CancellationToken ct) => await readiness.IsReadyAsync(ct)
            ? Results.Text("ok")
            : Results.Text("fail", statusCode: StatusCodes.Status503ServiceUnavailable));
    }
}
