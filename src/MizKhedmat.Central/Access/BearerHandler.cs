using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>
/// Lets machines in by access token (RFC 6750): from the Authorization header alone, on <c>/hubs/live</c> also from
/// <c>access_token</c> in the query, because a browser cannot set the header of a WebSocket. A cookie counts for nothing here.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "bearer";
    private const string Prefix = "Bearer ";
    private const string Twice = "The token came more than once.";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var headers = Request.Headers.Authorization;
        var asked = Request.Query["access_token"];
        var bearer = headers.Count == 1 && headers[0]!.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
        if (headers.Count > 1 || asked.Count > 1 || (bearer && asked.Count > 0))
        {
            return AuthenticateResult.Fail(Twice);
        }

        var raw = bearer ? headers[0]![Prefix.Length..] : Request.Path.StartsWithSegments("/hubs/live") ? asked.FirstOrDefault() : null;
        if (raw is null)
        {
            return AuthenticateResult.NoResult();
        }

        if (await tokens.CallerAsync(raw, Context.RequestAborted) is not { } agency
            || await tokens.ReadAsync(raw, Context.RequestAborted) is not { ExpiresAt: { } expires })
        {
            return AuthenticateResult.Fail("The token is not good.");
        }

        // A hub connection ends with the token that opened it.
        var properties = new AuthenticationProperties { ExpiresUtc = DateTimeOffset.FromUnixTimeSeconds(expires) };
        return AuthenticateResult.Success(new(new ClaimsPrincipal(new CallingIdentity(agency)), properties, Name));
    }

    /// <summary>RFC 6750 section 3.1: no error code when the request brought no credentials at all.</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message;
        var (status, code, error) = failure switch
        {
            null => (401, "token-missing", ""),
            Twice => (400, "token-twice", ", error=\"invalid_request\""),
            _ => (401, "token-invalid", ", error=\"invalid_token\""),
        };
        Response.Headers.WWWAuthenticate = $"Bearer realm=\"mizkhedmat\"{error}";
        await Problem.WriteAsync(Context, status, new(code));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<NeededApiScope>()?.Scope;
        Response.Headers.WWWAuthenticate = $"Bearer realm=\"mizkhedmat\", error=\"insufficient_scope\", scope=\"{scope}\"";
        return Problem.WriteAsync(Context, 403, new("scope-missing"));
    }
}

/// <summary>The API scope that an endpoint asks for; the answer 403 names it.</summary>
public sealed record NeededApiScope(string Scope);

/// <summary>Conventions of endpoints that machines call.</summary>
public static class ApiConventions
{
    /// <summary>The endpoint answers only to a token with this scope (<see cref="ApiScopes"/>).</summary>
    public static TBuilder RequireApiScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(BearerHandler.Name).RequireAuthenticatedUser()
                .RequireAssertion(asked => CallingAgency.Of(asked.User)?.Scopes.Contains(scope) == true))
            .WithMetadata(new NeededApiScope(scope));
}
