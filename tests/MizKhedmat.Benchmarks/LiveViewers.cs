using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Host.Hubs;
using MizKhedmat.Central.Tests.Live;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// Viewers of <c>/hubs/live</c>, a connection each. Each of them notes when it first saw a number that holds a push: the
/// requests accepted by then, of which every push brings one more.
/// </summary>
internal sealed class LiveViewers : IAsyncDisposable
{
    private const string Accepted = "accepted-requests";
    private const int AtOnce = 20;

    private readonly List<Viewer> viewers = [];

    private LiveViewers()
    {
    }

    /// <summary>So many viewers, the topics in turn, each with its snapshot.</summary>
    public static async Task<LiveViewers> ConnectAsync(Uri centre, string token, int count, params string[] topics)
    {
        var all = new LiveViewers();
        var address = new UriBuilder(centre) { Scheme = "ws", Path = "/hubs/live" }.Uri;
        foreach (var some in Enumerable.Range(0, count).Chunk(AtOnce))
        {
            all.viewers.AddRange(await Task.WhenAll(some.Select(i => Viewer.ConnectAsync(address, token, topics[i % topics.Length]))));
        }

        return all;
    }

    /// <summary>From now on pushes count from one.</summary>
    public void Begin() => viewers.ForEach(viewer => viewer.Begin());

    public bool HaveSeen(int pushes) => viewers.TrueForAll(viewer => viewer.Seen.Count >= pushes);

    /// <summary>Milliseconds from the answer of each push to each viewer's number that holds it; one that was there before the answer took none.</summary>
    public List<double> Delays(IReadOnlyList<long> answered) =>
        [.. viewers.SelectMany(viewer => answered.Zip(viewer.Seen, (push, seen) => Math.Max(0, Stopwatch.GetElapsedTime(push, seen).TotalMilliseconds))).Order()];

    public async ValueTask DisposeAsync()
    {
        foreach (var some in viewers.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(viewer => viewer.Hub.DisposeAsync().AsTask()));
        }
    }

    private sealed class Viewer(HubConnection hub)
    {
        private double latest;
        private double before;

        public HubConnection Hub => hub;

        /// <summary>When the first, second … push was seen.</summary>
        public List<long> Seen { get; } = [];

        public static async Task<Viewer> ConnectAsync(Uri address, string token, string topic)
        {
            var builder = new HubConnectionBuilder();
            builder.Services.AddSingleton<EndPoint>(new UriEndPoint(address)).AddSingleton<IConnectionFactory>(new SocketFactory(token));
            var viewer = new Viewer(builder.Build());
            viewer.Hub.On<LiveMessage>("kpi", viewer.See);
            await viewer.Hub.StartAsync();
            viewer.See(await viewer.Hub.InvokeAsync<LiveMessage>("Watch", topic));
            return viewer;
        }

        public void Begin()
        {
            lock (Seen)
            {
                before = latest;
                Seen.Clear();
            }
        }

        private void See(LiveMessage message)
        {
            var now = Stopwatch.GetTimestamp();
            lock (Seen)
            {
                latest = message.Values[Accepted].Part ?? 0;
                while (before > 0 && Seen.Count < latest - before)
                {
                    Seen.Add(now);
                }
            }
        }
    }
}
