using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace MizKhedmat.Central.Access;

/// <summary>What an unmodified OAuth client discovers: the metadata (RFC 8414) and the public keys (RFC 7517).</summary>
internal static class PublishIssuer
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] KeyJwt = ["private_key_jwt"];
    private static readonly string[] Algorithms = ["ES256", "PS256"];

    public static void Map(IEndpointRouteBuilder app, AccessOptions options)
    {
        // RFC 8414 section 3.1: the well-known part goes between host and path of the issuer.
        var path = options.Issuer is { } set ? new Uri(set).AbsolutePath.TrimEnd('/') : "";
        app.MapMethods("/.well-known/oauth-authorization-server" + path, Read, Metadata).AllowAnonymous();
        app.MapMethods("/oauth/jwks", Read, Keys).AllowAnonymous();
    }

    private static IResult Metadata(HttpContext context, OwnIssuer issuer)
    {
        context.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = issuer.Address,
            ["token_endpoint"] = issuer.Address + "/oauth/token",
            ["jwks_uri"] = issuer.Address + "/oauth/jwks",
            ["revocation_endpoint"] = issuer.Address + "/oauth/revoke",
            ["introspection_endpoint"] = issuer.Address + "/oauth/introspect",
            ["grant_types_supported"] = (string[])["client_credentials"],
            ["response_types_supported"] = Array.Empty<string>(),
            ["token_endpoint_auth_methods_supported"] = KeyJwt,
            ["token_endpoint_auth_signing_alg_values_supported"] = Algorithms,
            ["revocation_endpoint_auth_methods_supported"] = KeyJwt,
            ["revocation_endpoint_auth_signing_alg_values_supported"] = Algorithms,
            ["introspection_endpoint_auth_methods_supported"] = KeyJwt,
            ["introspection_endpoint_auth_signing_alg_values_supported"] = Algorithms,
            ["scopes_supported"] = ApiScopes.All,
        });
    }

    private static IResult Keys(HttpContext context, SigningKeys keys)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"keys":[{{string.Join(',', keys.Published().Select(key => key.PublicJwk))}}]}""");
        context.Response.Headers.CacheControl = "public, max-age=300";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"");
        return Results.Bytes(body, "application/json", entityTag: tag);
    }
}
