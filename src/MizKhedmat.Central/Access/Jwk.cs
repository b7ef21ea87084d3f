using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace MizKhedmat.Central.Access;

/// <summary>A new ES256 key pair: both halves as JWK with the thumbprint as <c>kid</c>.</summary>
public sealed record KeyPair(string Kid, string PrivateJwk, string PublicJwk)
{
    public static KeyPair Generate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Of(key.ExportParameters(includePrivateParameters: true));
    }

    private static KeyPair Of(ECParameters parameters)
    {
        var x = Base64Url.EncodeToString(parameters.Q.X);
        var y = Base64Url.EncodeToString(parameters.Q.Y);
        var kid = Jwk.Thumbprint($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""");
        var shared = $$"""
            "kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"{{kid}}","x":"{{x}}","y":"{{y}}"
            """;
        return new(kid, $$"""{{{shared}},"d":"{{Base64Url.EncodeToString(parameters.D)}}"}""", $$"""{{{shared}}}""");
    }
}

/// <summary>JSON Web Keys (RFC 7517): what a client may upload, and what is published.</summary>
public static class Jwk
{
    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
    private static readonly JsonDocumentOptions StrictJson = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>RFC 7638: SHA-256 of the required members in alphabetical order without white space.</summary>
    internal static string Thumbprint(string requiredMembers) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(requiredMembers)));

    /// <summary>
    /// The public key in a JWK: EC P-256 for ES256, or RSA of at least 3072 bits for PS256. Null for any other kind, for one
    /// that brings a private member, and for a point that is not on the curve.
    /// </summary>
    internal static (SecurityKey Key, string Algorithm)? ReadPublic(string jwk, string? kid = null)
    {
        try
        {
            using var document = JsonDocument.Parse(jwk, StrictJson);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || PrivateMembers.Any(name => root.TryGetProperty(name, out _)))
            {
                return null;
            }

            var algorithm = Member(root, "kty") switch { "EC" => "ES256", "RSA" => "PS256", _ => null };
            if (algorithm is null || (Member(root, "alg") is { } named && named != algorithm))
            {
                return null;
            }

            SecurityKey key = algorithm == "ES256" ? Curve(root) : Rsa(root);
            key.KeyId = kid ?? Member(root, "kid");
            return key.KeySize >= (algorithm == "ES256" ? 256 : 3072) ? (key, algorithm) : null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or CryptographicException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The signing half of an own key.</summary>
    internal static ECDsaSecurityKey ReadPrivate(string jwk)
    {
        using var document = JsonDocument.Parse(jwk, StrictJson);
        var root = document.RootElement;
        return new(ECDsa.Create(Point(root) with { D = Bytes(root, "d") })) { KeyId = Member(root, "kid") };
    }

    private static ECDsaSecurityKey Curve(JsonElement root) =>
        Member(root, "crv") == "P-256" ? new(ECDsa.Create(Point(root))) : throw new FormatException("Only P-256.");

    private static ECParameters Point(JsonElement root) =>
        new() { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Bytes(root, "x"), Y = Bytes(root, "y") } };

    private static RsaSecurityKey Rsa(JsonElement root) => new(new RSAParameters { Modulus = Bytes(root, "n"), Exponent = Bytes(root, "e") });

    private static string? Member(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[] Bytes(JsonElement root, string name) =>
        Base64Url.DecodeFromChars(Member(root, name) ?? throw new FormatException($"A JWK without '{name}'."));
}
