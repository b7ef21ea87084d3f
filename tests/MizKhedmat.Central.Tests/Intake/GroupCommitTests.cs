using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>Small pushes share a commit; none is answered before it, none fails for another, none overtakes another on its request.</summary>
public sealed class GroupCommitTests
{
    [Fact]
    public async Task Pushes_that_wait_together_are_stored_by_one_commit_and_each_is_answered_for_itself()
    {
        var gate = new CommitGate();
        await using var centre = await StartAsync(gate);
        using var opened = gate;
        var clients = await ClientsAsync(centre, 4);
        await Task.WhenAll(clients.Select(client => PushAsync(centre, client, "WARM")));
        gate.Close();
        var first = PushAsync(centre, clients[0], "FIRST");
        await gate.ReachedAsync(); // its commit is held: what comes now gathers behind it
        var pushes = clients.SelectMany(client => Enumerable.Range(0, 10).Select(i => PushAsync(centre, client, "G-" + i.ToString(System.Globalization.CultureInfo.InvariantCulture)))).ToList();
        await Task.Delay(2_000, TestContext.Current.CancellationToken);
        Assert.False(first.IsCompleted, "an answer came before its commit");
        Assert.DoesNotContain(pushes, push => push.IsCompleted);
        gate.Open();
        Assert.Equal(HttpStatusCode.OK, await first);
        Assert.All(await Task.WhenAll(pushes), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.InRange(gate.Commits, 2, 8);
        Assert.Equal(45, await centre.InDbAsync(db => db.ServiceRequests.CountAsync()));
        Assert.Equal(45, await centre.InDbAsync(db => db.PushReceipts.Select(p => p.Receipt).Distinct().CountAsync()));
        Assert.Empty(await centre.Services.GetRequiredService<Recount>().DifferencesAsync(default));
    }

    [Fact]
    public async Task A_push_that_fails_does_not_fail_those_that_waited_with_it()
    {
        var gate = new CommitGate();
        await using var centre = await StartAsync(gate);
        using var opened = gate;
        var clients = await ClientsAsync(centre, 3);
        gate.Close();
        var first = PushAsync(centre, clients[0], "FIRST-1");
        await gate.ReachedAsync();
        gate.Broken = clients[1].Agency.Id;
        var pushes = clients.Select((client, i) => PushAsync(centre, client, "AFTER-" + i.ToString(System.Globalization.CultureInfo.InvariantCulture))).ToList();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        gate.Open();
        Assert.Equal(HttpStatusCode.OK, await first);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.InternalServerError, HttpStatusCode.OK], await Task.WhenAll(pushes));
        Assert.Equal(3, await centre.InDbAsync(db => db.ServiceRequests.CountAsync()));
    }

    [Fact]
    public async Task Pushes_on_one_request_keep_their_turns()
    {
        var gate = new CommitGate();
        await using var centre = await StartAsync(gate);
        using var opened = gate;
        var client = (await ClientsAsync(centre, 1))[0];
        gate.Close();
        var first = PushAsync(centre, client, "ONE-REQUEST", "E-0");
        await gate.ReachedAsync();
        var pushes = Enumerable.Range(1, 8).Select(i => PushAsync(centre, client, "ONE-REQUEST", "E-" + i.ToString(System.Globalization.CultureInfo.InvariantCulture))).ToList();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        gate.Open();
        Assert.Equal(HttpStatusCode.OK, await first);
        Assert.All(await Task.WhenAll(pushes), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(9, await centre.InDbAsync(db => db.RequestEvents.CountAsync()));
        Assert.Equal(1, await centre.InDbAsync(db => db.ServiceRequests.CountAsync()));
    }

    /// <summary>More wait than a group may hold, and whoever is alone is in the next one all the same.</summary>
    [Fact]
    public async Task An_agency_that_floods_delays_another_by_no_more_than_a_group()
    {
        var gate = new CommitGate();
        await using var centre = await StartAsync(gate);
        using var opened = gate;
        var clients = await ClientsAsync(centre, 2);
        await Task.WhenAll(clients.Select(client => PushAsync(centre, client, "WARM")));
        gate.Close();
        var first = PushAsync(centre, clients[0], "FIRST");
        await gate.ReachedAsync();
        var flood = Enumerable.Range(0, 300).Select(i => PushAsync(centre, clients[0], "F-" + i.ToString(System.Globalization.CultureInfo.InvariantCulture))).ToList();
        await WaitingAsync(centre, 301);
        var other = PushAsync(centre, clients[1], "ALONE");
        await WaitingAsync(centre, 302);
        gate.LetOne();
        await first;
        await gate.ReachedAsync();
        gate.LetOne();
        Assert.Equal(HttpStatusCode.OK, await other.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains(flood, push => !push.IsCompleted);
        gate.Open();
        Assert.All(await Task.WhenAll(flood), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    /// <summary>Until so many wait: all but the first, which the closed gate holds, stand in the queue.</summary>
    private static async Task WaitingAsync(Centre centre, int pushes)
    {
        var groups = centre.Services.GetRequiredService<GroupCommit>();
        for (var turn = 0; groups.Queued < pushes - 1; turn++)
        {
            Assert.True(turn < 600, $"only {groups.Queued} wait");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static Task<Centre> StartAsync(CommitGate gate) => Centre.StartAsync(new() { Settings = IntakeCentre.Unlimited, Services = gate.Watch });

    private static async Task<IReadOnlyList<TestClient>> ClientsAsync(Centre centre, int count)
    {
        var clients = new List<TestClient>();
        for (var i = 1; i <= count; i++)
        {
            clients.Add(await centre.AddClientAsync(await centre.AddAgencyAsync("100" + i.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }

        return clients;
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(Centre, string), Task<HttpClient>> Callers = new();

    private static async Task<HttpStatusCode> PushAsync(Centre centre, TestClient client, string trackingCode, string eventId = "E-1")
    {
        var step = new Told(client.Agency, trackingCode).Step(DateTimeOffset.FromUnixTimeSeconds(centre.Now).AddDays(-1), eventId);
        step["trackingCode"] = trackingCode;
        var http = await Callers.GetOrAdd((centre, client.ClientId), _ => centre.CallerAsync(client));
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/events")
        {
            Content = IntakeCentre.Json(Encoding.UTF8.GetBytes(IntakeCentre.Batch(step))), Headers = { { "Idempotency-Key", IntakeCentre.NewKey() } },
        };
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
