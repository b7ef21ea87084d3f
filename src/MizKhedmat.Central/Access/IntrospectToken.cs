using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MizKhedmat.Central.Access;

/// <summary>
/// Tells a registered resource server (<c>Access:ResourceServers</c>) what a token is worth (RFC 7662). Everybody else is
/// 401; a token that is not good is <c>{"active":false}</c> and nothing else.
/// </summary>
internal static class IntrospectToken
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/oauth/introspect", HandleAsync).AllowAnonymous();

    private static async Task<IResult> HandleAsync(
        HttpContext context, ClientAssertion assertions, AccessTokens tokens, AccessOptions options, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (form, refused) = await OAuthForm.ReadAsync(context);
        if (form is null)
        {
            return refused!;
        }

        (var shown, refused) = await assertions.ReadAsync(form, ct);
        if (shown is null || !options.ResourceServers.Contains(shown.Client.ClientId))
        {
            return refused ?? OAuthError.InvalidClient;
        }

        if (form["token"] is not { } raw)
        {
            return OAuthError.Of(400, "invalid_request", "The token is missing.");
        }

        return await assertions.UseUpAsync(shown, context, ct) ?? Results.Json(await AnswerAsync(tokens, raw, ct));
    }

    private static async Task<Dictionary<string, object?>> AnswerAsync(AccessTokens tokens, string raw, CancellationToken ct)
    {
        if (await tokens.CallerAsync(raw, ct) is not { } caller || await tokens.ReadAsync(raw, ct) is not { } token)
        {
            return new() { ["active"] = false };
        }

        return new()
        {
            ["active"] = true,
            ["scope"] = string.Join(' ', caller.Scopes.Order(StringComparer.Ordinal)),
            ["client_id"] = caller.ClientName,
            ["token_type"] = "Bearer",
            ["iss"] = token.Issuer,
            ["sub"] = token.Subject,
            ["aud"] = token.Audience,
            ["iat"] = token.IssuedAt,
            ["exp"] = token.ExpiresAt,
            ["jti"] = token.Id,
        };
    }
}
