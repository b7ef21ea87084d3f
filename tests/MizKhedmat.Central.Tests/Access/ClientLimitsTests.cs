using System.Net;
using System.Text.Json;
using Xunit;

namespace MizKhedmat.Central.Tests.Access;

/// <summary>One client's loop is told to wait and does not slow another client.</summary>
public sealed class ClientLimitsTests
{
    [Fact]
    public async Task A_client_above_its_burst_gets_429_with_retry_after_and_another_client_does_not()
    {
        await using var centre = await Centre.StartAsync(new()
        {
            Settings = new Dictionary<string, string> { ["Limits:RequestsPerSecond"] = "1", ["Limits:Burst"] = "3" },
        });
        var greedy = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
        var modest = await centre.AddClientAsync(await centre.AddAgencyAsync("1002", "07"));
        using var loop = await centre.CallerAsync(greedy);
        using var other = await centre.CallerAsync(modest);
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 8; i++)
        {
            answers.Add(await loop.GetAsync("api/v1/kpis"));
        }

        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, answers[0].StatusCode);
        Assert.Equal(("3", "2"), (answers[0].Headers.GetValues("RateLimit-Limit").Single(), answers[0].Headers.GetValues("RateLimit-Remaining").Single()));
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("rate-limited", problem.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("api/v1/kpis")).StatusCode);
    }
}
