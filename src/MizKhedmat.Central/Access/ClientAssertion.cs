using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>
/// Client authentication by private_key_jwt (RFC 7523 section 2.2), stricter than the standard: the one audience is the
/// issuer (rfc7523bis), it lives two minutes at most and works once. The order of the checks is that of SECURITY 2.1.
/// </summary>
internal sealed class ClientAssertion(
    CentralDb db, OwnIssuer issuer, AccessOptions options, AssertionSweep sweep, TimeProvider clock)
{
    private const string BearerType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const int Skew = 30;
    private const int LongestLife = 120;
    private static readonly string?[] Types = [null, "jwt", "client-authentication+jwt"];

    /// <summary>The client that signed the assertion, or the refusal. The assertion is not used up yet.</summary>
    public async Task<(Shown? Client, IResult? Refused)> ReadAsync(OAuthForm form, CancellationToken ct)
    {
        var raw = form["client_assertion"];
        var ways = (raw is null ? 0 : 1) + (form["client_secret"] is null ? 0 : 1) + (form.HasAuthorizationHeader ? 1 : 0);
        if (ways > 1)
        {
            return (null, OAuthError.Of(400, "invalid_request", "Use one way of client authentication."));
        }

        if (raw is null)
        {
            return (null, OAuthError.InvalidClient);
        }

        if (form["client_assertion_type"] != BearerType)
        {
            return (null, OAuthError.Of(400, "invalid_request", "The client_assertion_type is missing or unknown."));
        }

        if (StrictJws.Read(raw) is not { } token || !Types.Contains(token.Type))
        {
            return (null, OAuthError.InvalidClient);
        }

        var (client, key) = await FindAsync(token, form["client_id"], ct);
        return await Signature.IsGoodAsync(token, key) && client is { IsDisabled: false } && HasGoodClaims(token)
            ? (new(client, token), null)
            : (null, OAuthError.InvalidClient);
    }

    /// <summary>
    /// Uses the assertion up: the row is durable before anything is issued on the strength of it. Of many parallel uses the
    /// unique index lets one through. Null when all is well.
    /// </summary>
    public async Task<IResult?> UseUpAsync(Shown shown, HttpContext context, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var used = db.UsedAssertions;
        await sweep.RunAsync(db, now, ct);
        var since = now.AddMinutes(-1);
        var calls = await used.Where(a => a.ApiClientId == shown.Client.Id && a.At > since).OrderBy(a => a.At).Select(a => a.At).ToListAsync(ct);
        if (calls.Count >= options.TokenCallsPerMinute)
        {
            var wait = (int)Math.Ceiling((calls[calls.Count - options.TokenCallsPerMinute].AddMinutes(1) - now).TotalSeconds);
            context.Response.Headers.RetryAfter = Invariant(Math.Clamp(wait, 1, 60));
            return OAuthError.Of(429, "temporarily_unavailable", "Too many token calls; see Retry-After.");
        }

        var expires = DateTimeOffset.FromUnixTimeSeconds(shown.Token.ExpiresAt!.Value).UtcDateTime;
        db.Add(new UsedAssertion
        {
            ApiClientId = shown.Client.Id, Jti = shown.Token.Id!, At = now, ExpiresAt = (expires > now ? expires : now).AddMinutes(1),
        });
        try
        {
            await db.SaveChangesAsync(ct);
            await db.ApiClientKeys.Where(k => k.ApiClientId == shown.Client.Id && k.Kid == shown.Token.KeyId)
                .ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, now), ct);
            return null;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await used.AnyAsync(a => a.ApiClientId == shown.Client.Id && a.Jti == shown.Token.Id, ct))
            {
                return OAuthError.InvalidClient;
            }

            throw;
        }
    }

    /// <summary>iss = sub = client_id when sent; the key by its exact kid, within its days. Nulls take the same path on.</summary>
    private async Task<(ApiClient? Client, (SecurityKey Key, string Algorithm)? Key)> FindAsync(StrictJws token, string? clientId, CancellationToken ct)
    {
        var claimed = token.Issuer is { Length: <= 60 } iss && iss == token.Subject && (clientId is null || clientId == iss) && iss.All(IsPrintable)
            ? iss : "";
        var client = await db.ApiClients.AsNoTracking().FirstOrDefaultAsync(c => c.ClientId == claimed, ct);
        var id = client?.Id ?? 0;
        var now = clock.UtcNow();
        var keys = await db.ApiClientKeys.AsNoTracking()
            .Where(k => k.ApiClientId == id && (k.NotBefore == null || k.NotBefore <= now) && (k.NotAfter == null || k.NotAfter > now))
            .ToListAsync(ct);
        var key = token.KeyId is { } kid ? keys.Find(k => k.Kid == kid) : null;
        return client?.ClientId == claimed && key is not null ? (client, Jwk.ReadPublic(key.PublicJwk, key.Kid)) : (null, null);
    }

    private bool HasGoodClaims(StrictJws token)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return token.Audience == issuer.Address
            && token is { ExpiresAt: { } expires, IssuedAt: { } issued, Id: { Length: >= 16 and <= 128 } id }
            && now - Skew < expires && expires <= now + LongestLife
            && issued <= now + Skew && issued >= now - LongestLife && (token.NotBefore ?? issued) <= now + Skew
            && id.All(IsPrintable);
    }

    /// <summary>Nothing else may reach the database: PostgreSQL throws on U+0000.</summary>
    private static bool IsPrintable(char c) => c is >= ' ' and <= '~';

    private static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A client that has shown itself, and by which assertion.</summary>
    internal sealed record Shown(ApiClient Client, StrictJws Token);
}

/// <summary>Forgets assertions that are too old to be replayed, once a minute per node.</summary>
internal sealed class AssertionSweep
{
    private long nextTicks;

    public async Task RunAsync(CentralDb db, DateTime now, CancellationToken ct)
    {
        var due = Interlocked.Read(ref nextTicks);
        if (now.Ticks >= due && Interlocked.CompareExchange(ref nextTicks, now.AddMinutes(1).Ticks, due) == due)
        {
            await db.UsedAssertions.Where(a => a.ExpiresAt < now).ExecuteDeleteAsync(ct);
        }
    }
}
