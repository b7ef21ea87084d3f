using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MizKhedmat.Central.Access;

/// <summary>
/// Gives an access token to a client that signs with its key: client_credentials (RFC 6749 section 4.4) and nothing else.
/// No refresh token, no secret, no CORS. Scopes are granted as asked or refused, never dropped silently.
/// </summary>
internal static class IssueToken
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/oauth/token", HandleAsync).AllowAnonymous();

    private static async Task<IResult> HandleAsync(HttpContext context, ClientAssertion assertions, OwnIssuer issuer, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (form, refused) = await OAuthForm.ReadAsync(context);
        if (form is null)
        {
            return refused!;
        }

        if (form["grant_type"] is not { } grant)
        {
            return OAuthError.Of(400, "invalid_request", "The grant_type is missing.");
        }

        if (grant != "client_credentials")
        {
            return OAuthError.Of(400, "unsupported_grant_type", "Only client_credentials.");
        }

        (var shown, refused) = await assertions.ReadAsync(form, ct);
        if (shown is null)
        {
            return refused!;
        }

        if (form["resource"] is { } resource && resource != issuer.Audience)
        {
            return OAuthError.Of(400, "invalid_target", $"Tokens are for {issuer.Audience} only.");
        }

        if (ApiScopes.Choose(form["scope"], shown.Client.Scopes) is not { } scopes)
        {
            return OAuthError.Of(400, "invalid_scope", "A scope is unknown, not granted or named twice.");
        }

        return scopes.Count == 0
            ? OAuthError.Of(400, "unauthorized_client", "No scope is granted to this client.")
            : await assertions.UseUpAsync(shown, context, ct) ?? Answer(issuer, shown.Client, scopes);
    }

    private static IResult Answer(OwnIssuer issuer, ApiClient client, IReadOnlyList<string> scopes) =>
        Results.Json(new Dictionary<string, object>
        {
            ["access_token"] = issuer.Issue(client.ClientId, scopes),
            ["token_type"] = "Bearer",
            ["expires_in"] = OwnIssuer.LifeSeconds,
            ["scope"] = string.Join(' ', scopes),
        });
}
