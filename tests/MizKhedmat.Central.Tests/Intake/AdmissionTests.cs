using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>Too much is refused with a time to come back, and what is refused is not stored (API.md section 3).</summary>
public sealed class AdmissionTests
{
    [Fact]
    public async Task Above_the_records_of_an_hour_a_batch_gets_429_with_what_is_left_and_another_client_does_not()
    {
        await using var centre = await StartAsync(("Limits:RecordsPerHour", "5"));
        var (first, other) = (await centre.AddClientAsync(await centre.AddAgencyAsync("1001")), await centre.AddClientAsync(await centre.AddAgencyAsync("1002")));
        Assert.Equal(HttpStatusCode.OK, (await PushAsync(centre, first, 4)).Status);
        var refused = await PushAsync(centre, first, 4);
        Assert.Equal((HttpStatusCode.TooManyRequests, "records-limited", true), (refused.Status, refused.Code, refused.RetryAfter >= 1));
        Assert.Equal("5", refused.Limit);
        Assert.InRange(int.Parse(refused.Remaining!, System.Globalization.CultureInfo.InvariantCulture), 1, 3);
        Assert.Equal(HttpStatusCode.OK, (await PushAsync(centre, other, 4)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PushAsync(centre, other, 6)).Status);
    }

    [Fact]
    public async Task An_overloaded_centre_answers_503_takes_nothing_off_the_hour_and_takes_the_same_push_afterwards()
    {
        await using var centre = await StartAsync(("Limits:Batches", "1"), ("Limits:RecordsPerHour", "22"));
        var client = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
        using (await centre.Services.GetRequiredService<Admission>().TurnAsync(0, TestContext.Current.CancellationToken))
        {
            var refused = await PushAsync(centre, client, GroupCommit.SmallPush + 1, "the-key-of-a-retry");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "overloaded", true), (refused.Status, refused.Code, refused.RetryAfter >= 1));
            Assert.Equal("100", refused.Limit);
            Assert.NotNull(refused.Remaining);
        }

        Assert.Equal(HttpStatusCode.OK, (await PushAsync(centre, client, GroupCommit.SmallPush + 1, "the-key-of-a-retry")).Status);
    }

    private static Task<Centre> StartAsync(params (string Name, string Value)[] settings) =>
        Centre.StartAsync(new() { Settings = settings.ToDictionary(s => s.Name, s => s.Value) });

    private static async Task<(HttpStatusCode Status, string? Code, int RetryAfter, string? Limit, string? Remaining)> PushAsync(Centre centre, TestClient client, int records, string? key = null)
    {
        var told = new Told(client.Agency, "ADMISSION");
        var at = DateTimeOffset.FromUnixTimeSeconds(centre.Now).AddDays(-1);
        using var http = await centre.CallerAsync(client);
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/events")
        {
            Content = IntakeCentre.Json(Encoding.UTF8.GetBytes(IntakeCentre.Batch(Enumerable.Range(0, records).Select(_ => told.Step(at))))),
            Headers = { { "Idempotency-Key", key ?? IntakeCentre.NewKey() } },
        };
        using var answer = await http.SendAsync(request);
        var json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;
        return (answer.StatusCode, json.TryGetProperty("code", out var code) ? code.GetString() : null, (int)(answer.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0), Header("RateLimit-Limit"), Header("RateLimit-Remaining"));

        string? Header(string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
    }
}
