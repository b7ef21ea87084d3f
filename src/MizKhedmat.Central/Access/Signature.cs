using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MizKhedmat.Central.Access;

/// <summary>
/// Signature of a token that passed <see cref="StrictJws"/>, checked by the library against exactly one key and the one
/// algorithm of that key. Claims are not its business: the library's own claim checks are too lax (SECURITY F1).
/// </summary>
internal static class Signature
{
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = StrictJws.MaxLength };
    private static readonly ECDsaSecurityKey NobodysCurve = new(ECDsa.Create(ECCurve.NamedCurves.nistP256));
    private static readonly RsaSecurityKey NobodysRsa = new(RSA.Create(3072));

    /// <summary>
    /// False also when <paramref name="known"/> is null: a key of nobody is then tried, so that an unknown client costs as
    /// much time as a forged signature.
    /// </summary>
    public static async Task<bool> IsGoodAsync(StrictJws token, (SecurityKey Key, string Algorithm)? known)
    {
        var usable = known is { } asked && asked.Algorithm == token.Algorithm ? asked.Key : null;
        var key = usable ?? (token.Algorithm == "ES256" ? NobodysCurve : NobodysRsa);
        var result = await Handler.ValidateTokenAsync(token.Raw, new TokenValidationParameters
        {
            IssuerSigningKeyResolver = (_, _, _, _) => [key],
            ValidAlgorithms = [token.Algorithm],
            RequireSignedTokens = true,
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
            RequireExpirationTime = false,
        });
        return result.IsValid && usable is not null;
    }
}
