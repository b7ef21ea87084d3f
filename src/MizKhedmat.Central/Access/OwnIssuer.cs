using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>
/// The centre as issuer of its own access tokens (RFC 9068): ES256, five minutes, no personal data and no roles; who the
/// client is and what it may do is looked up at every call.
/// </summary>
internal sealed class OwnIssuer(AccessOptions options, IServer server, SigningKeys keys, TimeProvider clock) : IAccessTokenIssuer
{
    public const int LifeSeconds = 300;
    private static readonly string[] Es256 = [SecurityAlgorithms.EcdsaSha256];
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };
    private string? listening;

    /// <summary><c>Access:Issuer</c>, or the first listening address; known once the server listens.</summary>
    public string Address => options.Issuer ?? (listening ??= FirstListening());

    public string Audience => Address + "/api/v1";

    public string Type => "at+jwt";

    public IReadOnlyCollection<string> Algorithms => Es256;

    public long LongestLife => 600;

    public ValueTask<(SecurityKey Key, string Algorithm)?> KeyAsync(string kid, CancellationToken ct) =>
        new(keys.Published().FirstOrDefault(key => key.Kid == kid) is { } found ? (found.Private, SecurityAlgorithms.EcdsaSha256) : null);

    /// <summary>A client's own token names it twice (RFC 9068 section 2.2); both must agree.</summary>
    public string? ClientOf(StrictJws token) => token.Subject == token.ClientId ? token.ClientId : null;

    /// <summary>A signed access token and its scopes for a client that has shown itself.</summary>
    public string Issue(string clientId, IEnumerable<string> scopes)
    {
        var key = keys.Active();
        var now = new DateTimeOffset(clock.UtcNow()).ToUnixTimeSeconds();
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            SigningCredentials = new(key.Private, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["iss"] = Address,
                ["sub"] = clientId,
                ["client_id"] = clientId,
                ["aud"] = Audience,
                ["scope"] = string.Join(' ', scopes),
                ["iat"] = now,
                ["exp"] = now + LifeSeconds,
                ["jti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            },
        });
    }

    private string FirstListening()
    {
        var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("The server does not listen yet, and Access:Issuer is not set.");
        foreach (var any in (string[])["[::]", "0.0.0.0", "*", "+"])
        {
            first = first.Replace($"://{any}", "://localhost", StringComparison.Ordinal);
        }

        return first.TrimEnd('/');
    }
}
