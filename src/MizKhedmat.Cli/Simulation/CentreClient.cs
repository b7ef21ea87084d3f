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
    /// <summary>The answer is that of an earlier push under the same key.</summary>
    public bool IsReplay { get; init; }

    /// <summary>How long the centre asks to wait; longer than a call should take, so it was not tried again.</summary>
    public TimeSpan? ComeBackAfter { get; init; }

    public bool IsFailed => Status != 200;
}

/// <summary>
/// Calls the public API as one agency: token by private_key_jwt, kept until shortly before its end; a push is repeated
/// under the same idempotency key when the centre asks to wait (429, 503) or the line breaks, so it never counts twice. It
/// never comes back earlier than Retry-After says; when that is longer than half a minute, it gives up and says so.
/// </summary>
public sealed class CentreClient(HttpClient http, Uri url, ClientKey key, TimeProvider clock, bool sandbox = false)
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
                var wait = WaitOf(answer, attempt);
                if (attempt == MostTries || !mayHelp || wait > LongestWait)
                {
                    return Read((int)answer.StatusCode, text, watch.Elapsed) with
                    {
                        IsReplay = answer.Headers.Contains("Idempotent-Replayed"), ComeBackAfter = mayHelp ? wait : null,
                    };
                }

                if (answer.StatusCode == HttpStatusCode.Unauthorized)
                {
                    token = null; // the next try signs in again
                }

                await Task.Delay(wait, clock, ct);
            }
            catch (Exception fault) when (IsLineFault(fault, ct))
            {
                if (attempt == MostTries || !MayPass((fault as HttpRequestException)?.StatusCode))
                {
                    return new(0, 0, 0, fault.Message, watch.Elapsed);
                }

                await Task.Delay(Backoff(attempt), clock, ct);
            }
        }
    }

    /// <summary>The line broke or stayed silent; not that the caller himself gave up.</summary>
    private static bool IsLineFault(Exception fault, CancellationToken ct) =>
        fault is HttpRequestException || (fault is TaskCanceledException && !ct.IsCancellationRequested);

    /// <summary>What Retry-After says, else a little longer every time; with a spread, so that many clients do not come back at once.</summary>
    private TimeSpan WaitOf(HttpResponseMessage answer, int attempt) =>
        answer.Headers.RetryAfter is { } asked ? (asked.Delta ?? asked.Date - clock.GetUtcNow() ?? TimeSpan.Zero) + TimeSpan.FromMilliseconds(Random.Shared.Next(50)) : Backoff(attempt);

    private static TimeSpan Backoff(int attempt) => TimeSpan.FromMilliseconds((250 << (attempt - 1)) * (1 + Random.Shared.NextDouble()) / 2);

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

        if (sandbox)
        {
            request.Headers.Add("X-MK-Environment", "sandbox");
        }

        return request;
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
