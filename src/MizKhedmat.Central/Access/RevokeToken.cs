using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MizKhedmat.Central.Access;

/// <summary>A client gives an access token back (RFC 7009). Somebody else's token and a string that is none answer 200 and change nothing.</summary>
internal static class RevokeToken
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/oauth/revoke", HandleAsync).AllowAnonymous();

    private static async Task<IResult> HandleAsync(
        HttpContext context, ClientAssertion assertions, AccessTokens tokens, OwnIssuer issuer, Revocations revocations, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (form, refused) = await OAuthForm.ReadAsync(context);
        if (form is null)
        {
            return refused!;
        }

        (var shown, refused) = await assertions.ReadAsync(form, ct);
        if (shown is null)
        {
            return refused!;
        }

        if (form["token"] is not { } raw)
        {
            return OAuthError.Of(400, "invalid_request", "The token is missing.");
        }

        if (await assertions.UseUpAsync(shown, context, ct) is { } used)
        {
            return used;
        }

        if (await tokens.ReadAsync(raw, ct) is { } token && token.Issuer == issuer.Address && token.ClientId == shown.Client.ClientId)
        {
            var expires = DateTimeOffset.FromUnixTimeSeconds(token.ExpiresAt!.Value).UtcDateTime;
            await revocations.AddAsync(Revocations.OfToken(token.Id!), expires.AddMinutes(1), ct);
        }

        return Results.Ok();
    }
}
