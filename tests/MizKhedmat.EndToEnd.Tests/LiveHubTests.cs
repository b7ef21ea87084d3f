using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Tests;
using MizKhedmat.Central.Tests.House;
using MizKhedmat.EndToEnd.Tests.Clients;
using Xunit;

namespace MizKhedmat.EndToEnd.Tests;

/// <summary>Outside dashboards follow live KPIs with unmodified clients (API.md section 6).</summary>
[Collection(CentreGroup.Name)]
public sealed class LiveHubTests(CentreProcess centre)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    [Clause("386059/3-1")]
    public async Task The_npm_client_gets_a_snapshot_and_then_the_number_that_a_push_changed()
    {
        var machine = centre.Machine("agency-1001");
        await using var client = await NodeClient.StartAsync(centre.Address, await machine.TokenAsync(), "province:23");
        var snapshot = await client.NextAsync("snapshot");
        await client.NextAsync("watching");
        await machine.PushAsync("23-0007", "99062697000");
        var change = await client.NextAsync("kpi");
        Assert.Equal("province:23", change.GetProperty("topic").GetString());
        Assert.Equal(Accepted(snapshot) + 1, Accepted(change));
        Assert.Equal(await machine.KpiAsync("province:23", "accepted-requests"), Accepted(change));
        Assert.True(change.GetProperty("version").GetInt64() > snapshot.GetProperty("version").GetInt64());
    }

    [Fact]
    [Clause("386059/3-1")]
    public async Task The_browser_client_of_a_governor_follows_the_own_province_and_is_refused_another()
    {
        await using var context = await centre.BrowseAsync();
        var page = await centre.SignInAsync(context, "governor-23@demo", "/province");
        await page.AddScriptTagAsync(new() { Url = "/lib/signalr/signalr.min.js" });
        var first = await page.EvaluateAsync<JsonElement>("""
            async () => {
              const hub = new signalR.HubConnectionBuilder().withUrl('/hubs/live', { skipNegotiation: true, transport: signalR.HttpTransportType.WebSockets }).build();
              window.messages = [];
              hub.on('kpi', message => window.messages.push(message));
              await hub.start();
              const snapshot = await hub.invoke('Watch', 'province:23');
              const refused = await hub.invoke('Watch', 'province:07').then(() => 'let in', fault => String(fault));
              return { accepted: snapshot.values['accepted-requests'].part, refused };
            }
            """);
        Assert.Contains("not-found", first.GetProperty("refused").GetString(), StringComparison.Ordinal);
        await centre.Machine("agency-1001").PushAsync("23-0007", "99062697000");
        await page.WaitForFunctionAsync("() => window.messages.length > 0", null, new() { Timeout = (float)Patience.TotalMilliseconds });
        Assert.Equal(
            first.GetProperty("accepted").GetInt64() + 1, await page.EvaluateAsync<long>("() => window.messages[0].values['accepted-requests'].part"));
    }

    [Fact]
    public async Task The_npm_client_is_refused_another_agency_as_if_it_did_not_exist()
    {
        var token = await centre.Machine("agency-1001").TokenAsync();
        await using var foreign = await NodeClient.StartAsync(centre.Address, token, "agency:1002");
        await using var missing = await NodeClient.StartAsync(centre.Address, token, "agency:9999");
        Assert.Equal((await missing.NextAsync("refused")).GetString(), (await foreign.NextAsync("refused")).GetString());
    }

    [Fact]
    public async Task The_DotNet_client_follows_its_own_agency_until_it_unwatches()
    {
        var machine = centre.Machine("agency-1001");
        var received = Channel.CreateUnbounded<JsonElement>();
        await using var connection = Connect(machine.TokenAsync);
        connection.On<JsonElement>("kpi", message => received.Writer.TryWrite(message));
        await connection.StartAsync();

        var snapshot = await connection.InvokeAsync<JsonElement>("Watch", "agency:1001");
        await machine.PushAsync("23-0007", "99062697000");
        using var patience = new CancellationTokenSource(Patience);
        Assert.Equal(Accepted(snapshot) + 1, Accepted(await received.Reader.ReadAsync(patience.Token)));

        await connection.InvokeAsync("Unwatch", "agency:1001");
        await machine.PushAsync("23-0007", "99062697000");
        await Task.Delay(3_000);
        Assert.False(received.Reader.TryRead(out _));
        await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync<JsonElement>("Watch", "agency:1002"));
    }

    [Fact]
    public async Task A_push_in_one_province_is_not_told_to_another()
    {
        var machine = centre.Machine("agency-1001");
        var received = Channel.CreateUnbounded<JsonElement>();
        await using var connection = Connect(machine.TokenAsync);
        connection.On<JsonElement>("kpi", message => received.Writer.TryWrite(message));
        await connection.StartAsync();
        await connection.InvokeAsync<JsonElement>("Watch", "province:07");
        await machine.PushAsync("23-0007", "99062697000");
        await Task.Delay(3_000);
        Assert.False(received.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Without_a_token_the_hub_stays_shut()
    {
        using var answer = await centre.Http.PostAsync("hubs/live/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Post, "hubs/live/negotiate?negotiateVersion=1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "not-a-token");
        using var wrong = await centre.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
    }

    private HubConnection Connect(Func<Task<string>> token)
    {
        var builder = new HubConnectionBuilder();
        builder.Services
            .AddSingleton<IConnectionFactory>(new WebSocketConnection(token))
            .AddSingleton<IHubProtocol, JsonHubProtocol>()
            .AddSingleton<EndPoint>(new UriEndPoint(new(centre.Address, "hubs/live")));
        return builder.Build();
    }

    private static long Accepted(JsonElement message) => message.GetProperty("values").GetProperty("accepted-requests").GetProperty("part").GetInt64();

    /// <summary>Node with the npm package; one JSON line per message.</summary>
    private sealed class NodeClient(Process process, ChannelReader<string> lines) : IAsyncDisposable
    {
        public static Task<NodeClient> StartAsync(Uri address, string token, string topic)
        {
            var script = Path.Combine(SourceTree.Root, "tests", "MizKhedmat.EndToEnd.Tests", "Clients", "watch.mjs");
            var modules = Path.Combine(SourceTree.Root, "src", "MizKhedmat.Central.Host");
            var process = Process.Start(new ProcessStartInfo("node", [script, modules, address.OriginalString, topic])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["TOKEN"] = token },
            })!;
            var lines = Channel.CreateUnbounded<string>();
            process.OutputDataReceived += (_, line) => lines.Writer.TryWrite(line.Data ?? """{"kind":"ended","body":null}""");
            process.ErrorDataReceived += (_, line) => lines.Writer.TryWrite(JsonSerializer.Serialize(new { kind = "fault", body = line.Data }));
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return Task.FromResult(new NodeClient(process, lines.Reader));
        }

        /// <summary>The next message of a kind; a fault or the end of the client fails the test with what it said.</summary>
        public async Task<JsonElement> NextAsync(string kind)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (true)
            {
                using var line = JsonDocument.Parse(await lines.ReadAsync(patience.Token));
                var said = line.RootElement.GetProperty("kind").GetString();
                if (said == kind)
                {
                    return line.RootElement.GetProperty("body").Clone();
                }

                Assert.False(said is "ended" or "refused" || (said == "fault" && line.RootElement.GetProperty("body").ValueKind == JsonValueKind.String), line.RootElement.ToString());
            }
        }

        public async ValueTask DisposeAsync()
        {
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
        }
    }
}
