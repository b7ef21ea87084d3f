using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xunit;

namespace MizKhedmat.EndToEnd.Tests;

/// <summary>
/// A machine of an agency as its own programmers would write it from the standards alone: an ES256 assertion (RFC 7523), a
/// token, a push. It shares no code with the centre, so an error on both sides cannot hide.
/// </summary>
public sealed class Machine(HttpClient http, string issuer, string clientId, string jwk)
{
    public string ClientId => clientId;

    public async Task<string> TokenAsync()
    {
        using var answer = await http.PostAsync("oauth/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = Assertion(),
        }));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"token: {(int)answer.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>Sends a request of the API with a real token.</summary>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());
        if (method == HttpMethod.Post)
        {
            request.Headers.Add("Idempotency-Key", $"e2e-{Convert.ToHexString(RandomNumberGenerator.GetBytes(12))}");
        }

        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>
    /// Pushes one accepted request of two hours ago, promised for tomorrow, and (when asked) its answer; gives the central id.
    /// </summary>
    public async Task<string> PushAsync(string office, string service, bool answered = true)
    {
        var now = Clock.GetUtcNow().ToOffset(TimeSpan.FromMinutes(210));
        var code = $"E2E-{Convert.ToHexString(RandomNumberGenerator.GetBytes(6))}";
        var records = new List<object>
        {
            new
            {
                type = "accepted", eventId = "E-1", trackingCode = code, at = Iso(now.AddHours(-2)), service, office, desk = "D-1",
                channel = "in-person", place = "line", applicant = new { kind = "natural", nationalId = "0499370899", mobile = "09123456789" },
                promisedUntil = Iso(now.AddDays(1)), receipt = new { number = "R-1", issuedAt = Iso(now.AddHours(-2).AddMinutes(1)) },
                responsible = new { post = "کارشناس میز خدمت" },
            },
        };
        if (answered)
        {
            records.Add(new
            {
                type = "answered", eventId = "E-2", trackingCode = code, at = Iso(now.AddHours(-1)), outcome = "granted",
                answerChannel = "electronic", responsible = new { post = "رئیس اداره" },
            });
        }

        var (status, body) = await SendAsync(HttpMethod.Post, "api/v1/intake/events", new { records });
        Assert.True(status == HttpStatusCode.OK, $"push: {(int)status} {body}");
        using var answer = JsonDocument.Parse(body);
        Assert.True(answer.RootElement.GetProperty("counts").GetProperty("created").GetInt32() == records.Count, body);
        return answer.RootElement.GetProperty("requests")[0].GetProperty("centralTrackingId").GetString()!;
    }

    /// <summary>Part of an indicator of the live period, as the API gives it.</summary>
    public async Task<long> KpiAsync(string scope, string indicator)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, $"api/v1/kpis?scope={scope}&period=live&indicator={indicator}");
        Assert.True(status == HttpStatusCode.OK, $"kpis: {(int)status} {body}");
        using var answer = JsonDocument.Parse(body);
        return answer.RootElement.GetProperty("rows")[0].GetProperty("part").GetInt64();
    }

    private static TimeProvider Clock => TimeProvider.System;

    private static string Iso(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private string Assertion()
    {
        using var key = JsonDocument.Parse(jwk);
        byte[] Member(string name) => Base64Url.DecodeFromChars(key.RootElement.GetProperty(name).GetString());
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, D = Member("d"), Q = new() { X = Member("x"), Y = Member("y") },
        });
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var head = Encode(new { alg = "ES256", kid = key.RootElement.GetProperty("kid").GetString(), typ = "JWT" });
        var claims = Encode(new
        {
            iss = clientId, sub = clientId, aud = issuer, iat = now, exp = now + 60, jti = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
        });
        var signature = ecdsa.SignData(Encoding.ASCII.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256);
        return $"{head}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
