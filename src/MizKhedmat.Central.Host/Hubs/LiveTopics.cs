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

    /// <summary>
    /// Counts a watcher and gives the present state; null when the topic does not exist. <paramref name="enter"/> gets it
    /// between two messages of the topic, so that the next message has the next version.
    /// </summary>
    public async Task<LiveMessage?> JoinAsync(Scope of, Func<LiveMessage, Task> enter, CancellationToken ct)
    {
        Topic topic;
        lock (joining)
        {
            topic = topics.GetOrAdd(of, static (scope, all) => new Topic(scope, all), this);
            topic.Watchers++;
        }

        LiveMessage? state = null;
        var entered = false;
        try
        {
            state = await topic.ShowAsync(enter, ct);
            entered = state is not null;
        }
        finally
        {
            if (!entered)
            {
                Leave(of);
            }
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
        private readonly SemaphoreSlim turn = new(1, 1);
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

        /// <summary>The state of the last sent version, read anew; null when there is none.</summary>
        public async Task<LiveMessage?> ShowAsync(Func<LiveMessage, Task> enter, CancellationToken ct)
        {
            await turn.WaitAsync(ct);
            try
            {
                var state = await all.ReadAsync(of, version, ct);
                await (state is null ? Task.CompletedTask : enter(state));
                return state;
            }
            finally
            {
                turn.Release();
            }
        }

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
                    await turn.WaitAsync(ct);
                    try
                    {
                        await SendAsync(ct);
                    }
                    catch (Exception e) when (e is not OperationCanceledException)
                    {
                        all.log.LogWarning(e, "Live topic {Topic} could not be read; the next change tries again.", of);
                    }
                    finally
                    {
                        turn.Release();
                    }

                    await Task.Delay(Pause, all.clock, ct);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                // Nobody watches any more.
            }
        }

        private async Task SendAsync(CancellationToken ct)
        {
            if (await all.ReadAsync(of, version + 1, ct) is { } state)
            {
                version++;
                await all.hub.Clients.Group(state.Topic).SendAsync("kpi", state, ct);
            }
        }
    }
}
