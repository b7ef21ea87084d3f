using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>
/// A person signs in by a plain post and redirect, never by an enhanced form: a live circuit would keep the old principal.
/// One answer, in one time, for a wrong password, an unknown or disabled account and a locked pair.
/// </summary>
internal static class SignIn
{
    /// <summary>Item of the ticket that survives sliding renewal: when the person really signed in.</summary>
    public const string SignedInAt = "signed-in-at";

    private static readonly PasswordHasher<Official> Hasher = new();
    private static readonly Official Nobody = new() { UserName = "nobody", Role = "", ScopeText = "national" };
    private static readonly string NobodysHash = Hasher.HashPassword(Nobody, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24)));

    /// <summary>The order lets it win over the page of the same address, which answers GET.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/sign-in", HandleAsync).AllowAnonymous().WithOrder(-1);

    private static async Task<IResult> HandleAsync(
        HttpContext context, IAntiforgery antiforgery, UserManager<Official> officials, SignInAttempts attempts, Revocations revocations,
        TimeProvider clock)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.BadRequest();
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var user = PersianText.FoldDigits(form["user"].ToString().Trim());
        var back = form["returnUrl"].FirstOrDefault() ?? context.Request.Query["returnUrl"].ToString();
        if (await FindAsync(context, officials, attempts, user, form["password"].ToString()) is not { } official)
        {
            var next = LocalAddress.Is(back) && back != "/" ? "&returnUrl=" + Uri.EscapeDataString(back) : "";
            return SeeOther(context, "/sign-in?failed=1" + next);
        }

        await SignOut.EndSessionAsync(context.User, revocations, clock, context.RequestAborted);
        var session = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var properties = new AuthenticationProperties();
        properties.Items[SignedInAt] = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        await context.SignInAsync(AccessRoom.Cookie, SignedIn.Principal(official, session), properties);

        // The front page is no place that anybody was sent away from: it means "nowhere in particular".
        return SeeOther(context, LocalAddress.Is(back) && back != "/" ? back : SignedIn.HomeOf(official.Role));
    }

    private static async Task<Official?> FindAsync(
        HttpContext context, UserManager<Official> officials, SignInAttempts attempts, string user, string password)
    {
        var account = officials.NormalizeName(user) ?? "";
        var source = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var allowed = attempts.Begin(account, source);
        var known = user.Length is > 0 and <= 120 && !user.Any(char.IsControl) ? await officials.FindByNameAsync(user) : null;
        var hash = known?.PasswordHash ?? NobodysHash;
        var right = Hasher.VerifyHashedPassword(known ?? Nobody, hash, password.Length <= PasswordRule.Longest ? password : "")
            != PasswordVerificationResult.Failed;
        if (!allowed || !right || known is not { IsDisabled: false, PasswordHash: not null })
        {
            return null;
        }

        attempts.Succeeded(account, source);
        return known;
    }

    /// <summary>303: the browser asks for the next address by GET.</summary>
    internal static IResult SeeOther(HttpContext context, string address)
    {
        context.Response.Headers.Location = address;
        context.Response.Headers.CacheControl = "no-store";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
