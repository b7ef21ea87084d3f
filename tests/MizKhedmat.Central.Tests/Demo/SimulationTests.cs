using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Host.Demo;
using MizKhedmat.Central.Intake;
using MizKhedmat.Cli.Simulation;
using Xunit;

namespace MizKhedmat.Central.Tests.Demo;

/// <summary>What the simulated agencies push is lawful, and is pushed as an agency's own machine would.</summary>
public sealed class SimulationTests(Centre centre) : IClassFixture<Centre>
{
    [Fact]
    public async Task A_thousand_simulated_events_are_all_stored()
    {
        var ct = TestContext.Current.CancellationToken;
        using var http = new HttpClient();
        var client = await ClientAsync(http, "7001");
        var play = new AgencyPlay(
            new("7001", [new("23-0001", Headquarters: false, ElectronicDesk: "D-1", InPersonDesk: null)], [new("99700100001", 2)], OnTime: .6, LateDefect: .2),
            "T1", new Random(5), TimeProvider.System);
        var tally = new SimulationTally();
        for (var batch = 0; batch < 5; batch++)
        {
            var records = new JsonArray([.. Enumerable.Range(0, 200).Select(_ => (JsonNode)play.Next())]);
            var body = Encoding.UTF8.GetBytes(new JsonObject { ["records"] = records }.ToJsonString());
            tally.Add(200, await client.PushAsync("/api/v1/intake/events", body, $"simulated-batch-{batch}", ct));
        }

        Assert.Empty(tally.Samples);
        Assert.StartsWith("sent 1000, ok 1000, rejected 0, requests 5, failed 0", tally.Summary(), StringComparison.Ordinal);
        Assert.Equal(1000, await centre.InDbAsync(db => db.RequestEvents.CountAsync()));
        Assert.True(await centre.InDbAsync(db => db.ServiceRequests.AnyAsync(r => r.AnsweredAt > r.PromisedUntil)));
        Assert.True(await centre.InDbAsync(db => db.ServiceRequests.AnyAsync(r => r.LateDefect)));
        Assert.False(await centre.InDbAsync(db => db.ServiceRequests.AnyAsync(r => r.AcceptedAt == null)));
    }

    [Fact]
    public async Task A_refused_client_is_a_failed_push_and_not_a_crash()
    {
        using var http = new HttpClient();
        await centre.AddAgencyAsync("7002");
        var client = new CentreClient(http, centre.BaseAddress, KeyIn(MizKhedmat.Central.Access.KeyPair.Generate().PrivateJwk, "agency-7002"), TimeProvider.System);
        var outcome = await client.PushAsync("/api/v1/intake/events", "{\"records\":[]}"u8.ToArray(), "never-let-in-at-all", TestContext.Current.CancellationToken);
        Assert.True(outcome.IsFailed);
        Assert.Contains("invalid_client", outcome.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_demo_stream_is_brisk_by_day_and_never_still()
    {
        var hours = Enumerable.Range(0, 24).Select(hour => DemoStream.RateAt(new DateTime(2026, 11, 22, hour, 0, 0, DateTimeKind.Unspecified))).ToList();
        Assert.All(hours, rate => Assert.InRange(rate, 2, 15));
        Assert.All(hours[8..14], rate => Assert.InRange(rate, 5, 15));
    }

    private async Task<CentreClient> ClientAsync(HttpClient http, string code)
    {
        var client = await centre.AddClientAsync(await centre.AddAgencyAsync(code));
        return new(http, centre.BaseAddress, KeyIn(client.Key.PrivateJwk, client.ClientId), TimeProvider.System);
    }

    private ClientKey KeyIn(string jwk, string clientId)
    {
        var path = Path.Combine(centre.DataDirectory, clientId + ".jwk");
        File.WriteAllText(path, jwk);
        return ClientKey.Read(path);
    }
}
