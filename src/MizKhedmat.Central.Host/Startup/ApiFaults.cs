using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Host.Startup;

/// <summary>
/// The edge of the API: a fault under <c>/api</c> answers 500 <c>fault</c> with its trace id and nothing of its cause, which
/// goes to the log; a body that the server cannot read answers with the status that the server gave it.
/// </summary>
internal static class ApiFaults
{
    public static void UseApiFaults(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next();
        }
        catch (Exception e) when (context.Request.Path.StartsWithSegments("/api") && !context.Response.HasStarted)
        {
            if (!context.RequestAborted.IsCancellationRequested)
            {
                await TellAsync(context, e, app.Logger);
            }
        }
    });

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
