using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Access;

namespace MizKhedmat.Central.Tests;

/// <summary>
/// A token in the making. It signs whatever it is given, wrong headers and claims too, and shares no code with the centre.
/// </summary>
public sealed record Assertion(JsonObject Header, JsonObject Claims)
{
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>What an honest client sends.</summary>
    public static Assertion Good(Centre centre, string clientId) => new(
        new JsonObject { ["alg"] = "ES256" },
        new JsonObject
        {
            ["iss"] = clientId, ["sub"] = clientId, ["aud"] = centre.Issuer, ["iat"] = centre.Now, ["exp"] = centre.Now + 60,
            ["jti"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
        });

    public Assertion With(string claim, JsonNode? value)
    {
        var claims = (JsonObject)Claims.DeepClone();
        claims[claim] = value;
        return this with { Claims = claims };
    }

    public Assertion Without(string claim)
    {
        var claims = (JsonObject)Claims.DeepClone();
        claims.Remove(claim);
        return this with { Claims = claims };
    }

    public Assertion WithHeader(string name, JsonNode? value)
    {
        var header = (JsonObject)Header.DeepClone();
        header[name] = value;
        return this with { Header = header };
    }

    /// <summary>Signs ES256; the kid is the key's unless the header already has one.</summary>
    public string Sign(KeyPair key) => Sign(key, Header.ContainsKey("kid") ? this : WithHeader("kid", key.Kid));

    /// <summary>Signs with the header as it stands.</summary>
    public string SignAsIs(KeyPair key) => Sign(key, this);

    public static string SignText(KeyPair key, string header, string claims)
    {
        var input = $"{Encode(header)}.{Encode(claims)}";
        using var signer = PrivateKey(key);
        return $"{input}.{Base64Url.EncodeToString(signer.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static ECDsa PrivateKey(KeyPair key)
    {
        using var jwk = JsonDocument.Parse(key.PrivateJwk);
        byte[] Bytes(string name) => Base64Url.DecodeFromChars(jwk.RootElement.GetProperty(name).GetString());
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Bytes("d"), Q = new() { X = Bytes("x"), Y = Bytes("y") } });
    }

    /// <summary>The body of a token call.</summary>
    public static FormUrlEncodedContent Form(string assertion, string? scope = null, params (string Name, string Value)[] more)
    {
        List<KeyValuePair<string, string>> form =
        [
            new("grant_type", "client_credentials"), new("client_assertion_type", Type), new("client_assertion", assertion),
            .. more.Select(one => KeyValuePair.Create(one.Name, one.Value)),
        ];
        if (scope is not null)
        {
            form.Add(new("scope", scope));
        }

        return new(form);
    }

    private static string Sign(KeyPair key, Assertion token) => SignText(key, token.Header.ToJsonString(), token.Claims.ToJsonString());
}
