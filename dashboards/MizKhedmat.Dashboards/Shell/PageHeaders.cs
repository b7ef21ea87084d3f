using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;

namespace MizKhedmat.Dashboards.Shell;

/// <summary>
/// Security headers of every page (SECURITY.md section 3): public pages may run no script at all; the workspaces only our
/// own, with style attributes for Blazor and one nonce for the chart's style element.
/// </summary>
internal static class PageHeaders
{
    private const string Common =
        "default-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'; ";

    private static readonly object NonceKey = new();

    public static IApplicationBuilder UsePageHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Common + (IsInteractive(http)
            ? $"script-src 'self'; style-src 'self'; style-src-elem 'self' 'nonce-{NonceOf(http)}'; style-src-attr 'unsafe-inline'"
            : "script-src 'none'; style-src 'self'");
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(http);
    });

    /// <summary>Whether the endpoint is a page with a circuit: one of its own, or that of its live part.</summary>
    public static bool IsInteractive(HttpContext http) => PageOf(http) is { } page
        && (page.GetCustomAttributes(typeof(RenderModeAttribute), inherit: true).Length > 0 || page.GetCustomAttribute<LiveUnlessAttribute>()?.IsLive(http) == true);

    /// <summary>Whether the endpoint is a page of a workspace, interactive or not: it takes the sheets of boards and forms.</summary>
    public static bool IsWorkspace(HttpContext http) => PageOf(http)?.GetCustomAttribute<LayoutAttribute>()?.LayoutType == typeof(MainLayout);

    private static Type? PageOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;

    /// <summary>One nonce per response.</summary>
    public static string NonceOf(HttpContext http)
    {
        if (http.Items[NonceKey] is not string nonce)
        {
            http.Items[NonceKey] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        }

        return nonce;
    }
}
