using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace MizKhedmat.Cli.Simulation;

/// <summary>
/// The answer to a push. <see cref="Status"/> is 0 when no answer came at all. <see cref="Rejected"/> counts records that a
/// rule refused inside a 200.
/// </summary>
public sealed record PushOutcome(int Status, int Received, int Rejected, string Body, TimeSpan Took)
{
    public bool IsFailed => Status != 200;
}

/// <summary>
/// Calls the public API as one agency: token by private_key_jwt, kept until shortly before its end; a push is repeated
/// under the same idempotency key when the centre asks to wait (429, 503) or the line breaks, so it never counts twice.
/// </summary>
public sealed class CentreClient(HttpClient http, Uri url, ClientKey key, TimeProvider clock)
{
    private const int MostTries = 6;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TokenReserve = TimeSpan.FromSeconds(30);

    private (string Issuer, Uri TokenEndpoint)? server;
    private (string Token, DateTimeOffset Until)? token;

    public string ClientId => key.ClientId;

    /// <summary>Posts a batch; <paramref name="idempotencyKey"/> is null for a check that stores nothing.</summary>
    public async Task<PushOutcome> PushAsync(string path, ReadOnlyMemory<byte> body, string? idempotencyKey, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                using var request = await RequestAsync(path, body, idempotencyKey, ct);
                using var answer = await http.SendAsync(request, ct);
                var text = await answer.Content.ReadAsStringAsync(ct);
                var mayHelp = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict
                    or HttpStatusCode.Unauthorized;
                if (attempt == MostTries || !mayHelp)
                {
                    return Read((int)answer.StatusCode, text, watch.Elapsed);
                }

                await ComeBackAsync(answer, ct);
            }
            catch (HttpRequestException fault) when (attempt < MostTries && MayPass(fault.StatusCode))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250 * attempt), clock, ct);
            }
            catch (HttpRequestException fault)
            {
                return new(0, 0, 0, fault.Message, watch.Elapsed);
            }
        }
    }

    /// <summary>A broken line and an overloaded centre may pass; a refused key will not.</summary>
    private static bool MayPass(HttpStatusCode? status) =>
        status is null or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private async Task<HttpRequestMessage> RequestAsync(string path, ReadOnlyMemory<byte> body, string? idempotencyKey, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, path)) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(ct));
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return request;
    }

    /// <summary>Waits as long as the centre asks; after a 401 the next try signs in again.</summary>
    private async Task ComeBackAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            token = null;
        }

        var asked = answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(200);
        await Task.Delay(asked < LongestWait ? asked : LongestWait, clock, ct);
    }

    private async Task<string> TokenAsync(CancellationToken ct)
    {
        if (token is { } kept && kept.Until > clock.GetUtcNow())
        {
            return kept.Token;
        }

        var (issuer, endpoint) = server ??= await DiscoverAsync(ct);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = key.Assertion(issuer, clock.GetUtcNow()),
        });
        using var answer = await http.PostAsync(endpoint, form, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"No token for {key.ClientId}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}", null, answer.StatusCode);
        }

        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        var life = TimeSpan.FromSeconds(body.GetProperty("expires_in").GetInt32());
        token = (body.GetProperty("access_token").GetString()!, clock.GetUtcNow() + life - TokenReserve);
        return token.Value.Token;
    }

    private async Task<(string, Uri)> DiscoverAsync(CancellationToken ct)
    {
        var about = await http.GetFromJsonAsync<JsonElement>(new Uri(url, "/.well-known/oauth-authorization-server"), ct);
        return (about.GetProperty("issuer").GetString()!, new Uri(about.GetProperty("token_endpoint").GetString()!));
    }

    private static PushOutcome Read(int status, string text, TimeSpan took)
    {
        if (status != 200)
        {
            return new(status, 0, 0, text, took);
        }

        using var document = JsonDocument.Parse(text);
        var counts = document.RootElement.GetProperty("counts");
        return new(status, counts.GetProperty("received").GetInt32(), counts.GetProperty("rejected").GetInt32(), text, took);
    }
}
