using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Live;
using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Central.Host.Hubs;

/// <summary>
/// The topics that somebody watches. Each is read once per change, however many watch it, through the same view that
/// screens and API use, and sent at most once a second.
/// </summary>
public sealed class LiveTopics(KpiBoard board, LiveSignals signals, IHubContext<LiveHub> hub, TimeProvider clock, ILogger<LiveTopics> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly LiveSignals signals = signals;
    private readonly IHubContext<LiveHub> hub = hub;
    private readonly TimeProvider clock = clock;
    private readonly ILogger<LiveTopics> log = log;
    private readonly ConcurrentDictionary<Scope, Topic> topics = new();
    private readonly Lock joining = new();

    /// <summary>Counts a watcher and gives the present state; null when the topic does not exist.</summary>
    public async Task<LiveMessage?> JoinAsync(Scope of, CancellationToken ct)
    {
        long version;
        lock (joining)
        {
            var topic = topics.GetOrAdd(of, static (scope, all) => new Topic(scope, all), this);
            topic.Watchers++;
            version = topic.Version;
        }

        // Read after the topic listens: a change in between comes as the next message.
        var state = await ReadAsync(of, version, ct);
        if (state is null)
        {
            Leave(of);
        }

        return state;
    }

    public void Leave(Scope of)
    {
        lock (joining)
        {
            if (topics.TryGetValue(of, out var topic) && --topic.Watchers == 0)
            {
                topics.TryRemove(of, out _);
                topic.Dispose();
            }
        }
    }

    private async Task<LiveMessage?> ReadAsync(Scope of, long version, CancellationToken ct)
    {
        var table = await board.ReadAsync(Scope.National, new(of, JalaliPeriod.Live(clock.TodayInTehran())), ct);
        return table is null ? null : new(of.ToString(), version, table.AsOf, table.Rows.ToDictionary(r => r.Indicator, r => new LiveValue(r.Part, r.Whole, r.Value)));
    }

    /// <summary>One watched topic: woken by signals, it reads and sends until nobody watches.</summary>
    private sealed class Topic : IDisposable
    {
        private readonly LiveTopics all;
        private readonly Scope of;
        private readonly IDisposable watch;
        private readonly SemaphoreSlim woken = new(0, 1);
        private readonly CancellationTokenSource end = new();
        private long version;

        public Topic(Scope of, LiveTopics all)
        {
            this.of = of;
            this.all = all;
            watch = all.signals.Watch(of, Wake);
            _ = RunAsync(end.Token);
        }

        public int Watchers { get; set; }

        public long Version => Interlocked.Read(ref version);

        public void Dispose()
        {
            watch.Dispose();
            end.Cancel();
            end.Dispose();
        }

        private void Wake()
        {
            if (woken.CurrentCount == 0)
            {
                try
                {
                    woken.Release();
                }
                catch (SemaphoreFullException)
                {
                    // Woken by another thread in the same moment.
                }
            }
        }

        private async Task RunAsync(CancellationToken ct)
        {
            try
            {
                while (true)
                {
                    await woken.WaitAsync(ct);
                    try
                    {
                        if (await all.ReadAsync(of, Version + 1, ct) is { } state)
                        {
                            Interlocked.Increment(ref version);
                            await all.hub.Clients.Group(of.ToString()).SendAsync("kpi", state, ct);
                        }
                    }
                    catch (System.Data.Common.DbException e)
                    {
                        all.log.LogWarning(e, "Live topic {Topic} could not be read; the next change tries again.", of);
                    }

                    await Task.Delay(Pause, all.clock, ct);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                // Nobody watches any more.
            }
        }
    }
}
