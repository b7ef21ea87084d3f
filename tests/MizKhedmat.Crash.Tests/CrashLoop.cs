using System.Diagnostics;
using System.Globalization;

namespace MizKhedmat.Crash.Tests;

/// <summary>What a loop did.</summary>
public sealed record LoopTally(int Rounds, int Kills, int Acknowledged, int Unknown, int Repeated, int Events, IReadOnlyList<string> Faults, TimeSpan Took)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"rounds={Rounds} kills={Kills} acknowledged={Acknowledged} unknown={Unknown} repeated={Repeated} events={Events} faults={Faults.Count} seconds={Took.TotalSeconds:0}");
}

/// <summary>Load, a kill at a random moment, a new start, and the check of everything that was done; again and again.</summary>
internal sealed class CrashLoop(CrashedCentre centre, IReadOnlyList<Victim> victims, int seed) : IDisposable
{
    private readonly History history = new(Path.Combine(CrashedCentre.Results, $"history-{centre.Name}.jsonl"));
    private readonly Random random = new(seed);
    private IReadOnlyList<PushingClient> clients = [];

    /// <summary>Ends with the first round that breaks a promise; after the last one the whole history is checked once more.</summary>
    public async Task<LoopTally> RunAsync(int rounds)
    {
        var watch = Stopwatch.StartNew();
        clients = [.. Enumerable.Range(0, centre.Clients.Count).Select(i => new PushingClient(centre, i, history, (seed * 100) + i))];
        var observer = new Observer(centre, history, clients);
        var faults = (IReadOnlyList<string>)[];
        var kills = 0;
        for (var round = 1; round <= rounds && faults.Count == 0; round++)
        {
            kills += await RoundAsync(round);
            var name = round;
            faults = HistoryCheck.Faults([.. history.All.Where(p => p.Round == name)], await observer.ObserveAsync(round));
        }

        if (faults.Count == 0)
        {
            faults = HistoryCheck.Faults(history.All, await observer.ObserveAsync(null));
        }

        var all = history.All;
        return new(
            rounds, kills, all.Count(p => p.Outcome == Outcome.Acknowledged), all.Count(p => p.Outcome == Outcome.Unknown), all.Count(p => p.Attempts > 1),
            all.Sum(p => p.Events.Count), faults, watch.Elapsed);
    }

    public void Dispose() => history.Dispose();

    /// <summary>Returns how many were killed.</summary>
    private async Task<int> RoundAsync(int round)
    {
        using var stop = new CancellationTokenSource();
        var pushing = clients.Select(client => Task.Run(() => client.RunAsync(round, stop.Token))).ToList();
        await Task.Delay(random.Next(200, 2_500));
        await UntilAnsweredAsync(round, pushing);
        if (victims.Count > 0)
        {
            var victim = victims[(round - 1) % victims.Count];
            centre.Kill(victim);
            await centre.RecoverAsync(victim);
            await Task.Delay(random.Next(50, 300));
        }

        await stop.CancelAsync();
        await Task.WhenAll(pushing);
        return victims.Count == 0 ? 0 : 1;
    }

    /// <summary>On a slow machine the moment waits until there is something to lose.</summary>
    private async Task UntilAnsweredAsync(int round, IReadOnlyList<Task> pushing)
    {
        while (history.All.Count(p => p.Round == round && p.Outcome == Outcome.Acknowledged) < clients.Count && !pushing.Any(p => p.IsCompleted))
        {
            await Task.Delay(20);
        }
    }
}
