using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Dashboards.Errors;

/// <summary>
/// Pages for what went wrong, in both languages, without script. Machine doors (API, tokens, hubs) answer for themselves.
/// </summary>
internal static class ErrorPages
{
    /// <summary>Key of <see cref="HttpContext.Items"/>: the page that answers says itself what is wrong.</summary>
    public static readonly object OwnPage = new();

    private static readonly string[] Machines = ["/api", "/oauth", "/hubs", "/_blazor", "/health", "/open311", "/openapi", "/.well-known", "/lib", "/_content", "/_framework", "/track.txt"];

    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (Machines.Any(door => http.Request.Path.StartsWithSegments(door, StringComparison.OrdinalIgnoreCase)))
        {
            await next(http);
            return;
        }

        try
        {
            await next(http);
        }
        catch (Exception fault) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorPages));
            if (http.RequestServices.GetRequiredService<IDatabaseServer>().IsOutage(fault))
            {
                log.LogWarning("The database cannot be used for page {Path}: {Cause}", http.Request.Path, fault.GetBaseException().Message);
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                http.Response.Headers.RetryAfter = "30";
            }
            else
            {
                log.LogError(fault, "A page failed: {Path}", http.Request.Path);
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
        }

        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null } && !http.Items.ContainsKey(OwnPage))
        {
            await PaintAsync(http, http.Response.StatusCode);
        }
    });

    private static async Task PaintAsync(HttpContext http, int status)
    {
        var page = new RazorComponentResult<ErrorDocument>(new Dictionary<string, object?> { ["Status"] = status, ["Trace"] = http.TraceIdentifier })
        {
            StatusCode = status,
            ContentType = "text/html; charset=" + Encoding.UTF8.WebName,
            PreventStreamingRendering = true,
        };
        http.Response.Headers.Remove("blazor-enhanced-nav"); // set once more by the executor, which would refuse a second one
        http.Response.Headers.CacheControl = "no-store";

        // A fresh scope: the failed page has already used up this one's navigation manager and renderer.
        var former = http.RequestServices;
        await using var fresh = former.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        http.RequestServices = fresh.ServiceProvider;
        try
        {
            await page.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = former;
        }
    }
}
