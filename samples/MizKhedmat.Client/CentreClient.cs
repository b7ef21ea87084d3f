using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MizKhedmat.Client;

/// <summary>Who calls: the client id, its private key (PKCS#8 PEM, P-256) and the key's id as the centre knows it.</summary>
public sealed record ClientCredentials(string ClientId, string KeyPem, string KeyId);

/// <summary>A refused call: the stable code of the catalogue (/developers/errors/{code}) and the centre's answer.</summary>
public sealed class CentreException(HttpStatusCode status, string code, string body) : Exception($"{(int)status} {code}: {body}")
{
    public HttpStatusCode Status { get; } = status;

    public string Code { get; } = code;
}

/// <summary>The answer to a push. A record that is in no result was plainly created.</summary>
public sealed record PushAnswer(string Receipt, DateTimeOffset ReceivedAt, PushCounts Counts, IReadOnlyList<AcceptedRequest> Requests, IReadOnlyList<RecordResult> Results);

public sealed record PushCounts(int Received, int Created, int Unchanged, int Rejected, int Warned);

/// <summary>A newly accepted request and the sixteen digits by which the citizen follows it.</summary>
public sealed record AcceptedRequest(string TrackingCode, string CentralTrackingId);

/// <summary>A record that was not plainly created, with the reason in both languages.</summary>
public sealed record RecordResult(
    int Index, string Status, string? EventId = null, string? Code = null, string? Clause = null, string? Pointer = null, Message? Message = null);

public sealed record Message(string Fa, string En);

/// <summary>
/// Calls the centre as one agency. One instance for the life of the program, from any number of threads: it keeps the access
/// token until shortly before its end, and repeats a push under the same Idempotency-Key when the centre asks to wait (429,
/// 503) or the line breaks, so that it counts once. Answers are read strictly: a member of the contract that is missing or null is a fault; a new one is none.
/// </summary>
public sealed class CentreClient(HttpClient http, Uri centre, ClientCredentials credentials, TimeProvider clock, bool sandbox = false) : IDisposable
{
    private const int MostTries = 6;
    private static readonly TimeSpan TokenReserve = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    };

    private readonly SemaphoreSlim signingIn = new(1, 1);
    private (string Value, DateTimeOffset Until) token;

    /// <summary>The issuer is the centre's address without a slash at the end.</summary>
    private string Issuer => centre.GetLeftPart(UriPartial.Authority);

    /// <summary>Pushes a batch of at most 5,000 events. Use the same key for the same batch for ever, also after a restart.</summary>
    public async Task<PushAnswer> PushAsync(IReadOnlyList<object> records, string idempotencyKey, CancellationToken ct = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { records }, JsonSerializerOptions.Web);
        using var answer = await SendAsync(HttpMethod.Post, "/api/v1/intake/events", body, idempotencyKey, ct);
        return await answer.Content.ReadFromJsonAsync<PushAnswer>(Json, ct) ?? throw new JsonException("The answer is null.");
    }

    /// <summary>What the centre holds of a request; null when there is none of this agency.</summary>
    public async Task<JsonElement?> FindRequestAsync(string trackingCode, CancellationToken ct = default)
    {
        try
        {
            using var answer = await SendAsync(HttpMethod.Get, "/api/v1/requests/" + Uri.EscapeDataString(trackingCode), null, null, ct);
            return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        }
        catch (CentreException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public void Dispose() => signingIn.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[]? body, string? idempotencyKey, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var request = await RequestAsync(method, path, body, idempotencyKey, ct);
                var answer = await http.SendAsync(request, ct);
                if (answer.IsSuccessStatusCode)
                {
                    return answer;
                }

                using (answer)
                {
                    var mayHelp = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.Unauthorized
                        || (answer.StatusCode == HttpStatusCode.Conflict && answer.Headers.RetryAfter is not null);
                    if (!mayHelp || attempt == MostTries)
                    {
                        throw await FaultAsync(answer, ct);
                    }

                    token = answer.StatusCode == HttpStatusCode.Unauthorized ? default : token;
                    await Task.Delay(answer.Headers.RetryAfter?.Delta ?? Backoff(attempt), clock, ct);
                }
            }
            catch (HttpRequestException) when (attempt < MostTries)
            {
                await Task.Delay(Backoff(attempt), clock, ct);
            }
        }
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpMethod method, string path, byte[]? body, string? idempotencyKey, CancellationToken ct)
    {
        var request = new HttpRequestMessage(method, new Uri(centre, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(ct));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
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
        await signingIn.WaitAsync(ct);
        try
        {
            if (token.Until > clock.GetUtcNow())
            {
                return token.Value;
            }

            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ["client_assertion"] = Assertion(),
            });
            using var answer = await http.PostAsync(new Uri(centre, "/oauth/token"), form, ct);
            if (!answer.IsSuccessStatusCode)
            {
                throw await FaultAsync(answer, ct);
            }

            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
            token = (body.GetProperty("access_token").GetString()!, clock.GetUtcNow().AddSeconds(body.GetProperty("expires_in").GetInt32()) - TokenReserve);
            return token.Value;
        }
        finally
        {
            signingIn.Release();
        }
    }

    /// <summary>RFC 7523, ES256, good for a minute and for one use. SignData gives r and s side by side, as a JWT wants them.</summary>
    private string Assertion()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var text = Part(new { alg = "ES256", kid = credentials.KeyId }) + "." + Part(new
        {
            iss = credentials.ClientId, sub = credentials.ClientId, aud = Issuer, iat = now, exp = now + 60, jti = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
        });
        using var key = ECDsa.Create();
        key.ImportFromPem(credentials.KeyPem);
        return text + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256));
    }

    private static string Part(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));

    private static TimeSpan Backoff(int attempt) => TimeSpan.FromMilliseconds((250 << attempt) * (1 + Random.Shared.NextDouble()) / 2);

    private static async Task<CentreException> FaultAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
        return new(answer.StatusCode, isProblem ? JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()! : "unexpected", text);
    }
}
