using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;

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
        var faults = (IReadOnlyList<string>)[];
        var kills = 0;
        for (var round = 1; round <= rounds && faults.Count == 0; round++)
        {
            kills += await RoundAsync(round);
            var name = round;
            faults = HistoryCheck.Faults([.. history.All.Where(p => p.Round == name)], await ObserveAsync(round));
        }

        if (faults.Count == 0)
        {
            faults = HistoryCheck.Faults(history.All, await ObserveAsync(null));
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

    /// <summary>What the centre holds of one round, or of all.</summary>
    private async Task<Observed> ObserveAsync(int? round)
    {
        // The tables first: a repeated push would put back what was lost.
        var observed = await InDatabaseAsync(round);
        var differences = await centre.Services.GetRequiredService<Recount>().DifferencesAsync(default);
        var pushes = history.All.Where(p => p.Outcome == Outcome.Acknowledged && (round is null || p.Round == round)).ToLookup(p => p.Client);
        var answers = await Task.WhenAll(clients.Select(async (client, i) =>
        {
            var read = new List<(Push Push, byte[]? Stored, Replay Replay)>();
            foreach (var push in pushes[i])
            {
                read.Add((push, await client.ReceiptAsync(push.Receipt!), await client.RepeatAsync(push)));
            }

            return (Read: read, Accepted: await client.AcceptedAsync());
        }));
        var read = answers.SelectMany(a => a.Read).ToList();
        return observed with
        {
            Receipts = read.Where(r => r.Stored is not null).ToDictionary(r => r.Push.Receipt!, r => r.Stored!),
            Replays = read.ToDictionary(r => r.Push.Key, r => r.Replay),
            CounterDifferences = differences,
            AcceptedKpi = round is null ? answers.Index().ToDictionary(a => a.Index, a => a.Item.Accepted) : null,
        };
    }

    private async Task<Observed> InDatabaseAsync(int? round)
    {
        var ofRound = round is { } one ? string.Create(CultureInfo.InvariantCulture, $"R{one}-") : "R";
        await using var db = await centre.Data.CreateDbContextAsync();
        var numbers = centre.Clients.Select((client, i) => (client.Agency.Id, i)).ToDictionary(c => c.Id, c => c.i);
        var events = db.RequestEvents.AsNoTracking();
        var held = await db.ServiceRequests.AsNoTracking().Where(r => r.TrackingCode.StartsWith(ofRound))
            .Join(events, r => r.Id, e => e.RequestId, (r, e) => new { r.AgencyId, r.TrackingCode, e.EventId, e.Type, e.At, e.ResponsiblePost }).ToListAsync();
        var receipts = (await db.PushReceipts.AsNoTracking().Select(p => new { p.IdempotencyKey, p.Receipt }).ToListAsync())
            .Where(p => round is null || p.IdempotencyKey!.Split('-') is not ["crash", _, var of, _] || of == round.Value.ToString(CultureInfo.InvariantCulture)).ToList();
        var known = receipts.Select(p => p.Receipt).ToHashSet();
        var journal = await db.Journal.AsNoTracking().Where(j => j.Kind == "events-received").Select(j => j.Subject!).ToListAsync();
        return new()
        {
            Events = [.. held.Select(e => new HeldEvent(numbers[e.AgencyId], e.TrackingCode, e.EventId, NameOf(e.Type), e.At, e.ResponsiblePost))],
            StoredKeys = [.. receipts.Select(p => p.IdempotencyKey!)],
            StoredReceipts = [.. known],
            Journal = [.. journal.Where(receipt => round is null || known.Contains(receipt))],
        };
    }

    private static string NameOf(EventType type) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(type.ToString());
}
