using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Host.Startup;

/// <summary>
/// The edge of the machine doors: while the database is away, full or stuck they answer 503 <c>storage-unavailable</c> with
/// Retry-After, and nothing of the request was stored; another fault under <c>/api</c> answers 500 <c>fault</c> with its
/// trace id and nothing of its cause, which goes to the log; a body that the server cannot read answers with the status that
/// the server gave it. Pages have their own (ErrorPages).
/// </summary>
internal static class ApiFaults
{
    public static void UseApiFaults(this WebApplication app)
    {
        var server = app.Services.GetRequiredService<IDatabaseServer>();
        app.Use(async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (Exception e) when (!context.Response.HasStarted && (context.Request.Path.StartsWithSegments("/api") || server.IsOutage(e)))
            {
                if (!context.RequestAborted.IsCancellationRequested)
                {
                    await (server.IsOutage(e) ? TellOutageAsync(context, e, app.Logger) : TellAsync(context, e, app.Logger));
                }
            }
        });
    }

    /// <summary>What is no address or no method of the API is told in its own form, not as an empty answer.</summary>
    public static void MapApiEdges(this WebApplication app)
    {
        foreach (var address in (string[])["/api/v1/intake/events", "/api/v1/intake/desk-days", "/api/v1/registry/{kind}:batch", "/api/v1/imports"])
        {
            app.RefuseOtherMethods(address, "POST");
        }

        foreach (var address in (string[])[
            "/api/v1/kpis", "/api/v1/rankings/{of}", "/api/v1/requests/{trackingCode}", "/api/v1/receipts/{receipt}",
            "/api/v1/templates/{kind}.xlsx", "/api/v1/imports/{id}", "/api/v1/imports/{id}/errors.xlsx"])
        {
            app.RefuseOtherMethods(address, "GET");
        }

        app.RefuseOtherMethods("/api/v1/registry/{kind}", "GET, HEAD");
        app.RefuseOtherMethods("/api/v1/codes/{list}", "GET, HEAD");
        app.RefuseOtherMethods("/api/v1/registry/{kind}/{code}", "GET, HEAD, PUT");
        app.RefuseOtherMethods("/api/v1/sandbox", "DELETE");

        app.Map("/api/{**rest}", (HttpContext context) => Problem.Of(StatusCodes.Status404NotFound, new("not-found"), context))
            .AllowAnonymous().WithOrder(2).ExcludeFromDescription();
    }

    private static Task TellOutageAsync(HttpContext context, Exception outage, ILogger log)
    {
        log.LogWarning("The database cannot be used at {Method} {Path}: {Cause}", context.Request.Method, context.Request.Path, outage.GetBaseException().Message);
        var limits = context.Response.Headers.Where(h => h.Key.StartsWith("RateLimit-", StringComparison.Ordinal)).ToList();
        context.Response.Clear();
        limits.ForEach(context.Response.Headers.Add);
        context.Response.Headers.RetryAfter = Random.Shared.Next(2, 6).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return context.Request.Path.StartsWithSegments("/oauth")
            ? Results.Json(new { error = "temporarily_unavailable", error_description = "The storage cannot be used just now; see Retry-After." }, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context)
            : Problem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, new("storage-unavailable"));
    }

    private static Task TellAsync(HttpContext context, Exception fault, ILogger log)
    {
        context.Response.Clear();
        if (fault is BadHttpRequestException { StatusCode: var status })
        {
            return Problem.WriteAsync(context, status, new(status == StatusCodes.Status413PayloadTooLarge ? "body-too-large" : "request-unreadable"));
        }

        log.LogError(fault, "Fault at {Method} {Path}", context.Request.Method, context.Request.Path);
        return Problem.WriteAsync(context, StatusCodes.Status500InternalServerError, new("fault"));
    }
}
