using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;

namespace MizKhedmat.Central.Access;

/// <summary>
/// Checks an access token (RFC 9068 section 4). The signature is checked once and remembered until the token expires;
/// published key, revocation, client and granted scopes are looked up at every call.
/// </summary>
internal sealed class AccessTokens(TrustedIssuers issuers, LiveClients clients, Revocations revocations, TimeProvider clock) : IDisposable
{
    private const int SkewSeconds = 10;
    private readonly MemoryCache proven = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    /// <summary>The calling agency, or null when the token is not good for any reason.</summary>
    public async ValueTask<CallingAgency?> CallerAsync(string raw, CancellationToken ct)
    {
        var known = raw.Length <= StrictJws.MaxLength ? await ProvenAsync(raw, ct) : null;
        if (known is null || clock.GetUtcNow().ToUnixTimeSeconds() >= known.Token.ExpiresAt + SkewSeconds
            || await known.Issuer.KeyAsync(known.Token.KeyId!, ct) is null
            || await revocations.HasAsync(Revocations.OfToken(known.Token.Id!), ct)
            || await clients.FindAsync(known.ClientId, ct) is not { } client)
        {
            return null;
        }

        return client with { Scopes = known.Scopes.Where(client.Scopes.Contains).ToHashSet(StringComparer.Ordinal) };
    }

    /// <summary>The token's content when it is a good one of ours or of a trusted issuer, whatever became of its client.</summary>
    public async ValueTask<StrictJws?> ReadAsync(string raw, CancellationToken ct) => (await ProvenAsync(raw, ct))?.Token;

    public void Dispose() => proven.Dispose();

    private async ValueTask<Proven?> ProvenAsync(string raw, CancellationToken ct)
    {
        var key = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(raw)));
        if (proven.TryGetValue(key, out Proven? kept))
        {
            return kept;
        }

        if (StrictJws.Read(raw) is not { } token || issuers.Find(token.Issuer) is not { } issuer || !HasGoodClaims(token, issuer)
            || issuer.ClientOf(token) is not { } clientId || token.KeyId is null
            || !await Signature.IsGoodAsync(token, await issuer.KeyAsync(token.KeyId, ct)))
        {
            return null;
        }

        var found = new Proven(token, issuer, clientId, ApiScopes.Split(token.Scope ?? ""));
        return proven.Set(key, found, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) });
    }

    private bool HasGoodClaims(StrictJws token, IAccessTokenIssuer issuer)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return token.Type == issuer.Type && issuer.Algorithms.Contains(token.Algorithm) && token.Audience == issuer.Audience
            && token is { Subject.Length: > 0, Id.Length: > 0 and <= 128, ExpiresAt: { } expires, IssuedAt: { } issued }
            && now < expires + SkewSeconds && issued <= now + SkewSeconds && (token.NotBefore ?? issued) <= now + SkewSeconds
            && expires > issued && expires - issued <= issuer.LongestLife;
    }

    private sealed record Proven(StrictJws Token, IAccessTokenIssuer Issuer, string ClientId, string[] Scopes);
}
