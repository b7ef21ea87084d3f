using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MizKhedmat.Cli.Simulation;

/// <summary>A client id and its private key; the id is the file's name without <c>.jwk</c>.</summary>
public sealed class ClientKey
{
    private const int LifeSeconds = 60;
    private readonly SigningCredentials credentials;

    private ClientKey(string clientId, JsonWebKey key)
    {
        ClientId = clientId;
        credentials = new(key, key.Kty == JsonWebAlgorithmsKeyTypes.RSA ? SecurityAlgorithms.RsaSsaPssSha256 : SecurityAlgorithms.EcdsaSha256);
    }

    public string ClientId { get; }

    /// <summary>Throws <see cref="FormatException"/> with one clear line when the file holds no private JWK.</summary>
    public static ClientKey Read(string path)
    {
        try
        {
            var key = new JsonWebKey(File.ReadAllText(path));
            return key.HasPrivateKey && key.KeyId is { Length: > 0 }
                ? new(Path.GetFileNameWithoutExtension(path), key)
                : throw new FormatException($"{path} is not a private JWK with a kid.");
        }
        catch (Exception fault) when (fault is ArgumentException or JsonException)
        {
            throw new FormatException($"{path} is not a private JWK with a kid.", fault);
        }
    }

    /// <summary>A client assertion (RFC 7523) for this issuer, good for a minute and for one use.</summary>
    public string Assertion(string issuer, DateTimeOffset now) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
        .CreateToken(new SecurityTokenDescriptor
        {
            SigningCredentials = credentials,
            Claims = new Dictionary<string, object>
            {
                ["iss"] = ClientId,
                ["sub"] = ClientId,
                ["aud"] = issuer,
                ["jti"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                ["iat"] = now.ToUnixTimeSeconds(),
                ["exp"] = now.ToUnixTimeSeconds() + LifeSeconds,
            },
        });
}
