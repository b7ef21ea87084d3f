using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>All issuers that are believed: the centre itself and those of the configuration file.</summary>
internal sealed class TrustedIssuers : IDisposable
{
    private readonly OwnIssuer own;
    private readonly TrustedIssuer[] others;

    /// <summary>No redirects, three seconds, 256 KB: what an issuer may cost us.</summary>
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(3),
        MaxResponseContentBufferSize = 256 * 1024,
    };

    public TrustedIssuers(AccessOptions options, OwnIssuer own, TimeProvider clock, ILogger<TrustedIssuers> log)
    {
        this.own = own;
        others = [.. options.TrustedIssuers.Select(one => new TrustedIssuer(one, http, clock, log))];
    }

    public IAccessTokenIssuer? Find(string? issuer) =>
        issuer == own.Address ? own : Array.Find(others, other => other.Address == issuer);

    public void Dispose()
    {
        http.Dispose();
        foreach (var other in others)
        {
            other.Dispose();
        }
    }
}

/// <summary>An issuer of the configuration file: its key set is fetched, kept, and asked for again when a key is unknown.</summary>
internal sealed class TrustedIssuer(TrustedIssuerOptions options, HttpClient http, TimeProvider clock, ILogger log) : IAccessTokenIssuer, IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Usable = TimeSpan.FromHours(24);
    private readonly SemaphoreSlim one = new(1, 1);
    private Dictionary<string, (SecurityKey Key, string Algorithm)> keys = new(StringComparer.Ordinal);
    private DateTime fetchedAt = DateTime.MinValue;
    private DateTime triedAt = DateTime.MinValue;

    public string Address => options.Issuer;

    public string Audience => options.Audience;

    public string Type => options.Type;

    public IReadOnlyCollection<string> Algorithms => options.Algorithms;

    public long LongestLife => options.MaxTokenAge;

    public string? ClientOf(StrictJws token) => Array.Find(options.Clients, client => client.Subject == token.Subject)?.ClientId;

    public async ValueTask<(SecurityKey Key, string Algorithm)?> KeyAsync(string kid, CancellationToken ct)
    {
        var now = clock.UtcNow();
        if ((!keys.ContainsKey(kid) || now - fetchedAt > Fresh) && now - triedAt >= BetweenTries)
        {
            await FetchAsync(now, ct);
        }

        return now - fetchedAt <= Usable && keys.TryGetValue(kid, out var key) ? key : null;
    }

    public void Dispose() => one.Dispose();

    private async Task FetchAsync(DateTime now, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            if (now - triedAt < BetweenTries)
            {
                return;
            }

            triedAt = now;
            keys = Read(await http.GetByteArrayAsync(new Uri(options.JwksUri), ct));
            fetchedAt = now;
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            log.LogWarning("The key set of {Issuer} could not be fetched ({Fault}); the last one stays in use for a day.", options.Issuer, fault.GetType().Name);
        }
        finally
        {
            one.Release();
        }
    }

    private static Dictionary<string, (SecurityKey Key, string Algorithm)> Read(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var found = new Dictionary<string, (SecurityKey, string)>(StringComparer.Ordinal);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("keys", out var list)
            || list.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("No key set.");
        }

        foreach (var entry in list.EnumerateArray())
        {
            if (Jwk.ReadPublic(entry.GetRawText()) is { Key.KeyId.Length: > 0 } key)
            {
                found[key.Key.KeyId] = key;
            }
        }

        return found;
    }
}
