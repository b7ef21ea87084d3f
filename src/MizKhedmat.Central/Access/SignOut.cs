using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>A person signs out; a copy of the cookie is dead from then on (ASVS v5.0.0-7.4.1).</summary>
internal static class SignOut
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/sign-out", HandleAsync).AllowAnonymous().WithOrder(-1);

    /// <summary>Ends the session of this principal, if it has one.</summary>
    public static async Task EndSessionAsync(ClaimsPrincipal user, Revocations revocations, TimeProvider clock, CancellationToken ct)
    {
        if (user.FindFirstValue(SignedIn.SessionClaim) is { } session)
        {
            await revocations.AddAsync(Revocations.OfSession(session), clock.UtcNow() + OfficialCookie.Longest, ct);
        }
    }

    private static async Task<IResult> HandleAsync(HttpContext context, IAntiforgery antiforgery, Revocations revocations, TimeProvider clock)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.BadRequest();
        }

        await EndSessionAsync(context.User, revocations, clock, context.RequestAborted);
        await context.SignOutAsync(AccessRoom.Cookie);
        return SignIn.SeeOther(context, "/");
    }
}
