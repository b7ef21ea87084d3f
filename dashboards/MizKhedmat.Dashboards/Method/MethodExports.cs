using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Editions;

namespace MizKhedmat.Dashboards.Method;

/// <summary>The canonical document of a version: the very bytes whose SHA-256 the editions name.</summary>
internal static class MethodExports
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/export/methodology/{version}.json", DocumentAsync)
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(AccessRoom.Cookie).RequireAuthenticatedUser().RequireRole(Roles.All));

    private static async Task<IResult> DocumentAsync(string version, HttpContext context, MethodologyShelf shelf, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return await shelf.DocumentAsync(version, ct) is { } document
            ? Results.File(Encoding.UTF8.GetBytes(document), "application/json", $"methodology-{version}.json") : Results.NotFound();
    }
}
