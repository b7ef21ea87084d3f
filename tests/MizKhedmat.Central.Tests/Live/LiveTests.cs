using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Host.Hubs;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Live;
using MizKhedmat.Central.Tests.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Live;

/// <summary>A push reaches those who may see it, and no others: live signals and the hub <c>/hubs/live</c>.</summary>
public sealed class LiveTests(IntakeCentre fixture) : IClassFixture<IntakeCentre>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    /// <summary>Longer than the pump's beat and the hub's pause together.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2.5);

    private static int serial;

    private LiveSignals Signals => fixture.Centre.Services.GetRequiredService<LiveSignals>();

    [Fact]
    public async Task A_push_wakes_its_province_its_agency_and_the_nation_and_no_other()
    {
        var woken = new ConcurrentDictionary<string, int>();
        string[] near = ["national", "province:23", "agency:1001", "office:1001/23-0001"], far = ["province:08", "agency:1002", "office:1002/23-0001"];
        var watches = near.Concat(far).Select(scope => Signals.Watch(Scope.Parse(scope, null), () => woken.AddOrUpdate(scope, 1, (_, n) => n + 1))).ToList();
        await PushAsync();
        await UntilAsync(() => near.All(woken.ContainsKey));
        await Task.Delay(600);
        Assert.DoesNotContain(far, woken.ContainsKey);
        watches.ForEach(watch => watch.Dispose());
        woken.Clear();
        await PushAsync();
        await Task.Delay(1_000);
        Assert.Empty(woken);
    }

    [Fact]
    public async Task A_correction_that_moves_a_request_to_another_province_wakes_both()
    {
        await fixture.Centre.InDbAsync(async db =>
        {
            db.Add(new Central.Registry.Province { Code = new("77"), NameFa = "x", NameEn = "x", CapitalFa = "x", SortKey = "x" });
            db.Add(new Central.Registry.County { Code = new("7701"), Province = new("77"), NameFa = "x", SearchKey = "x7701", SortKey = "x" });
            db.Add(new Central.Registry.Office
            {
                AgencyId = fixture.Agency.Id, Code = "77-0001", TitleFa = "x", Province = new("77"), County = new("7701"), Level = Central.Registry.OfficeLevel.Line, ValidFrom = new(2018, 1, 1),
            });
            return await db.SaveChangesAsync();
        });
        var told = new Told(fixture.Agency, "LIVE-MOVED");
        var accepted = told.Accepted(fixture.Now.AddDays(-1), id: "E-0");
        await fixture.PushAsync(accepted);
        await Task.Delay(1_000);
        var woken = new ConcurrentDictionary<string, bool>();
        using var former = Signals.Watch(Scope.Parse("province:23", null), () => woken["23"] = true);
        using var present = Signals.Watch(Scope.Parse("province:77", null), () => woken["77"] = true);
        var moved = Told.With(told.Accepted(fixture.Now.AddDays(-1)), new() { ["supersedes"] = "E-0", ["office"] = "77-0001" });
        moved.Remove("desk");
        Assert.Equal(0, (await fixture.PushAsync(moved)).Count("rejected"));
        await UntilAsync(() => woken.Count == 2);
    }

    [Fact]
    [Clause("1538588/C-7")]
    public async Task A_governor_watches_the_own_province_and_no_other_topic()
    {
        await fixture.Centre.AddOfficialAsync("governor-23@live", "governor", "province:23");
        var cookie = await Browser.CookieAsync(fixture.Centre, "governor-23@live");
        await using var hub = await ConnectAsync(new SocketFactory("Cookie", cookie));
        Assert.Equal("province:23", (await hub.InvokeAsync<LiveMessage>("Watch", "province:23")).Topic);
        foreach (var topic in new[] { "national", "province:08", "agency:1001", "province:99" })
        {
            Assert.Contains("not-found", (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<LiveMessage>("Watch", topic))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Watch_gives_a_snapshot_and_every_change_the_next_version_with_the_new_number()
    {
        await using var hub = await ConnectAsync(fixture.Client);
        var messages = new BlockingCollection<(string Kind, LiveMessage Message)>();
        foreach (var kind in new[] { "snapshot", "kpi" })
        {
            hub.On<LiveMessage>(kind, message => messages.Add((kind, message)));
        }

        foreach (var topic in new[] { "national", "province:23", "agency:1001" })
        {
            var snapshot = await hub.InvokeAsync<LiveMessage>("Watch", topic);
            Assert.Equal(("snapshot", topic), await NextAsync(messages, m => (m.Kind, m.Message.Topic)));
            var accepted = snapshot.Values["accepted-requests"].Part ?? 0;
            await PushAsync();
            var (kind, change) = await NextAsync(messages, m => m);
            Assert.Equal<(string, string, long, double?)>(("kpi", topic, snapshot.Version + 1, accepted + 1), (kind, change.Topic, change.Version, change.Values["accepted-requests"].Part));
            Assert.Equal(17, change.Values.Count);
            await PushAsync();
            Assert.Equal<(long, double?)>((snapshot.Version + 2, accepted + 2), await NextAsync(messages, m => (m.Message.Version, m.Message.Values["accepted-requests"].Part)));
            await hub.InvokeAsync("Unwatch", topic);
            await PushAsync();
            Assert.False(messages.TryTake(out _, Quiet));
        }
    }

    [Fact]
    public async Task A_burst_of_pushes_comes_as_few_messages_without_a_gap_and_ends_with_the_last_number()
    {
        await using var hub = await ConnectAsync(fixture.Client);
        var messages = new ConcurrentQueue<LiveMessage>();
        hub.On<LiveMessage>("kpi", messages.Enqueue);
        var snapshot = await hub.InvokeAsync<LiveMessage>("Watch", "agency:1001");
        var all = (snapshot.Values["accepted-requests"].Part ?? 0) + 20;
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < 20; i++)
        {
            await PushAsync();
        }

        await UntilAsync(() => messages.LastOrDefault()?.Values["accepted-requests"].Part == all);
        Assert.InRange(messages.Count, 1, 2 + (int)Stopwatch.GetElapsedTime(began).TotalSeconds); // one a second, however slow the pushes are
        Assert.Equal(Enumerable.Range(1, messages.Count).Select(i => snapshot.Version + i), messages.Select(m => m.Version));
        Assert.All(messages.Zip(messages.Skip(1)), pair => Assert.True(pair.Second.AsOf - pair.First.AsOf > TimeSpan.FromMilliseconds(900)));
    }

    [Fact]
    public async Task Another_agencys_push_sends_nothing_to_an_agency()
    {
        await using var hub = await ConnectAsync(fixture.Other);
        var messages = new BlockingCollection<LiveMessage>();
        hub.On<LiveMessage>("kpi", messages.Add);
        await hub.InvokeAsync<LiveMessage>("Watch", "agency:1002");
        await PushAsync();
        Assert.False(messages.TryTake(out _, Quiet));
    }

    [Theory]
    [InlineData("agency:1001")]
    [InlineData("agency:9999")]
    [InlineData("province:99")]
    [InlineData("office:1002/23-0001")]
    [InlineData("county:2301")]
    [InlineData("agency:1002 ")]
    [InlineData("*")]
    [InlineData("")]
    public async Task Another_agencys_topic_is_refused_like_an_unknown_one(string topic)
    {
        await using var hub = await ConnectAsync(fixture.Other);
        var refusal = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<LiveMessage>("Watch", topic));
        Assert.Contains("not-found", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_without_kpi_read_watches_nothing()
    {
        await using var hub = await ConnectAsync(fixture.Client, scope: "intake.write");
        await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<LiveMessage>("Watch", "national"));
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.Unauthorized)]
    [InlineData("nonsense", null, HttpStatusCode.Unauthorized)]
    [InlineData("good", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("good", "null", HttpStatusCode.Forbidden)]
    [InlineData("query", null, HttpStatusCode.SwitchingProtocols)]
    [InlineData("good", "self", HttpStatusCode.SwitchingProtocols)]
    public async Task Without_a_good_token_401_and_from_a_foreign_page_403(string? token, string? origin, HttpStatusCode status)
    {
        var good = await fixture.Centre.TokenAsync(fixture.Client);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (token is "good" or "nonsense")
        {
            socket.Options.SetRequestHeader("Authorization", "Bearer " + (token == "good" ? good : token));
        }

        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin == "self" ? fixture.Centre.Issuer : origin);
        }

        var connecting = socket.ConnectAsync(Address(token == "query" ? "?access_token=" + good : ""), default);
        await Task.WhenAny(connecting);
        Assert.Equal((status, status == HttpStatusCode.SwitchingProtocols), (socket.HttpStatusCode, connecting.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task S02_there_is_no_way_in_but_a_web_socket()
    {
        using var http = await fixture.Centre.CallerAsync(fixture.Client);
        using var events = new HttpRequestMessage(HttpMethod.Get, "hubs/live") { Headers = { { "Accept", "text/event-stream" } } };
        using var streamed = await http.SendAsync(events);
        Assert.False(streamed.IsSuccessStatusCode);
        using var anonymous = fixture.Centre.CreateClient();
        using var negotiated = await anonymous.PostAsync("hubs/live/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Unauthorized, negotiated.StatusCode);
    }

    private Task<Pushed> PushAsync() =>
        fixture.PushAsync(new Told(fixture.Agency, "LIVE-" + Interlocked.Increment(ref serial)).Accepted(fixture.Now.AddHours(-1)));

    private static async Task UntilAsync(Func<bool> holds)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(end) < Soon, "nothing came in time");
            await Task.Delay(20);
        }
    }

    private static async Task<T> NextAsync<T>(BlockingCollection<(string Kind, LiveMessage Message)> messages, Func<(string Kind, LiveMessage Message), T> shown)
    {
        (string, LiveMessage) message = default;
        Assert.True(await Task.Run(() => messages.TryTake(out message, Soon)), "no message came in time");
        return shown(message);
    }

    private Uri Address(string query = "") => new UriBuilder(fixture.Centre.BaseAddress) { Scheme = "ws", Path = "/hubs/live", Query = query }.Uri;

    private async Task<HubConnection> ConnectAsync(TestClient client, string? scope = null) =>
        await ConnectAsync(new SocketFactory(await fixture.Centre.TokenAsync(client, scope)));

    private async Task<HubConnection> ConnectAsync(SocketFactory sockets)
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(Address()));
        builder.Services.AddSingleton<IConnectionFactory>(sockets);
        var hub = builder.Build();
        await hub.StartAsync();
        return hub;
    }
}
