using System.Net;
using Xunit;

namespace MizKhedmat.Central.Tests.Sandbox;

/// <summary>The sandbox has limits of its own, and can be switched off.</summary>
public sealed class SandboxLimitTests
{
    [Fact]
    public async Task A_flood_in_the_sandbox_gets_429_and_takes_nothing_from_the_agencys_own_calls()
    {
        await using var centre = await Centre.StartAsync(new());
        var client = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
        using var trial = await TrialCentre.CallerAsync(centre, client);
        using var real = await centre.CallerAsync(client);
        await TrialCentre.AskAsync(trial, HttpMethod.Get, "api/v1/codes/provinces"); // opens the sandbox
        var answers = new List<(HttpStatusCode Status, string? Code)>();
        for (var i = 0; i < 60; i++)
        {
            answers.Add(await TrialCentre.AskAsync(trial, HttpMethod.Get, "api/v1/requests/NONE"));
        }

        Assert.Contains((HttpStatusCode.TooManyRequests, "rate-limited"), answers);
        Assert.Contains((HttpStatusCode.NotFound, "not-found"), answers);
        using var own = await real.GetAsync("api/v1/requests/NONE", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NotFound, "99"), (own.StatusCode, own.Headers.GetValues("RateLimit-Remaining").Single()));
    }

    [Fact]
    public async Task Switched_off_it_refuses_and_makes_no_database()
    {
        await using var centre = await Centre.StartAsync(new() { Settings = new Dictionary<string, string> { ["Sandbox:Enabled"] = "false" } });
        var client = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
        using var trial = await TrialCentre.CallerAsync(centre, client);
        Assert.Equal((HttpStatusCode.BadRequest, "sandbox-off"), await TrialCentre.AskAsync(trial, HttpMethod.Get, "api/v1/registry/offices"));
        Assert.False(Directory.Exists(Path.Combine(centre.DataDirectory, "sandbox")));
    }
}
