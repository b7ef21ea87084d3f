using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>
/// 405 with <c>Allow</c> for every other method of an address (RFC 9110 section 15.5.6). Routing alone answers so only while no
/// catch-all route stands beside it, and in Development the static files bring one.
/// </summary>
public static class OtherMethods
{
    public static void RefuseOtherMethods(this IEndpointRouteBuilder app, string address, string allow) =>
        app.Map(address, (HttpContext context) =>
        {
            context.Response.Headers.Allow = allow;
            return context.Request.Path.StartsWithSegments("/api")
                ? Problem.Of(StatusCodes.Status405MethodNotAllowed, new("method-not-allowed"), context)
                : Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
        }).AllowAnonymous().WithOrder(1).ExcludeFromDescription();
}
