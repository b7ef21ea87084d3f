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
