namespace MizKhedmat.Crash.Tests;

/// <summary>An event as the centre holds it.</summary>
public sealed record HeldEvent(int Client, string TrackingCode, string EventId, string Type, DateTime At, string? Mark);

/// <summary>The answer to a repeated push: its bytes, and whether the centre said that it is the stored one.</summary>
public sealed record Replay(byte[] Bytes, bool IsReplayed);

/// <summary>What a centre at rest shows from outside and in its tables.</summary>
public sealed record Observed
{
    public IReadOnlyList<HeldEvent> Events { get; init; } = [];

    /// <summary>By receipt: the stored answer; missing when the centre does not know the receipt.</summary>
    public IReadOnlyDictionary<string, byte[]> Receipts { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>By key: what the same push answers now.</summary>
    public IReadOnlyDictionary<string, Replay> Replays { get; init; } = new Dictionary<string, Replay>();

    /// <summary>Keys of the stored receipts, one for each row.</summary>
    public IReadOnlyList<string> StoredKeys { get; init; } = [];

    /// <summary>Receipts named by the journal, one for each line, beside the receipts of the table.</summary>
    public IReadOnlyList<string> Journal { get; init; } = [];

    /// <summary>Receipts of the table.</summary>
    public IReadOnlyList<string> StoredReceipts { get; init; } = [];

    /// <summary>What the recount finds.</summary>
    public IReadOnlyList<string> CounterDifferences { get; init; } = [];

    /// <summary>By client: accepted requests as the KPI says; null when it was not asked.</summary>
    public IReadOnlyDictionary<int, long>? AcceptedKpi { get; init; }
}

/// <summary>
/// Holds what clients know against what the centre has: every acknowledged push is there once with its content and answers
/// the same for ever; nothing is there that nobody sent; what is unknown is there as a whole or not at all; counters, KPI
/// and journal say the same as the events. Pure.
/// </summary>
public static class HistoryCheck
{
    /// <summary>One line for each broken promise; empty when all is well.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyCollection<Push> history, Observed seen)
    {
        var held = seen.Events.ToLookup(e => (e.Client, e.TrackingCode, e.EventId));
        var sent = history.SelectMany(p => p.Events.Select(e => (p.Client, e.TrackingCode, e.EventId))).ToHashSet();
        var arrived = history.Where(p => p.Outcome == Outcome.Unknown && p.Events.Any(e => held.Contains((p.Client, e.TrackingCode, e.EventId)))).ToHashSet();
        return
        [
            .. history.SelectMany(p => OfPush(p, held, seen, arrived.Contains(p))),
            .. held.Where(e => e.Count() > 1).Select(e => $"doubled: {e.Key}"),
            .. held.Where(e => !sent.Contains(e.Key)).Select(e => $"never sent: {e.Key}"),
            .. Keys(history, seen, arrived),
            .. Journal(seen),
            .. seen.CounterDifferences.Select(line => $"counters: {line}"),
            .. Kpis(history, seen, held),
        ];
    }

    private static IEnumerable<string> OfPush(Push push, ILookup<(int, string, string), HeldEvent> held, Observed seen, bool hasArrived)
    {
        foreach (var sent in push.Events)
        {
            var found = held[(push.Client, sent.TrackingCode, sent.EventId)].FirstOrDefault();
            if (found is null && push.Outcome == Outcome.Acknowledged)
            {
                yield return $"acknowledged and lost: {sent.TrackingCode}/{sent.EventId} of {push.Key}";
            }
            else if (found is null && hasArrived)
            {
                yield return $"half stored: {sent.TrackingCode}/{sent.EventId} of {push.Key} is missing, others of it are there";
            }
            else if (found is not null && (found.Type, found.At, found.Mark) != (sent.Type, sent.At, sent.Mark))
            {
                yield return $"other content: {sent} of {push.Key} is held as {found}";
            }
        }

        if (push.Outcome != Outcome.Acknowledged)
        {
            yield break;
        }

        if (!seen.Receipts.TryGetValue(push.Receipt!, out var stored) || !stored.AsSpan().SequenceEqual(push.Answer))
        {
            yield return $"receipt {push.Receipt} of {push.Key} {(stored is null ? "is unknown" : "gives another answer")}";
        }

        if (!seen.Replays.TryGetValue(push.Key, out var replay) || !replay.IsReplayed || !replay.Bytes.AsSpan().SequenceEqual(push.Answer))
        {
            yield return $"repeated: {push.Key} {(replay is null ? "has no answer" : replay.IsReplayed ? "answers with other bytes" : "is taken as a new push")}";
        }
    }

    /// <summary>Every key is stored once, and only where its events are.</summary>
    private static IEnumerable<string> Keys(IReadOnlyCollection<Push> history, Observed seen, HashSet<Push> arrived)
    {
        var stored = seen.StoredKeys.CountBy(key => key).ToDictionary();
        var known = history.ToDictionary(p => p.Key);
        return
        [
            .. stored.Where(key => key.Value > 1).Select(key => $"key doubled: {key.Key}"),
            .. stored.Keys.Where(key => !known.ContainsKey(key)).Select(key => $"key never sent: {key}"),
            .. history.Where(p => p.Outcome == Outcome.Acknowledged && !stored.ContainsKey(p.Key)).Select(p => $"key lost: {p.Key}"),
            .. history.Where(p => p.Outcome == Outcome.Unknown && stored.ContainsKey(p.Key) != arrived.Contains(p))
                .Select(p => $"half stored: of {p.Key} only {(arrived.Contains(p) ? "the events" : "the receipt")}"),
        ];
    }

    /// <summary>The journal and the receipts name each other, one line for one.</summary>
    private static IEnumerable<string> Journal(Observed seen)
    {
        var lines = seen.Journal.CountBy(receipt => receipt).ToDictionary();
        return
        [
            .. seen.StoredReceipts.Where(receipt => lines.GetValueOrDefault(receipt) != 1).Select(receipt => $"journal: {lines.GetValueOrDefault(receipt)} lines for receipt {receipt}"),
            .. lines.Keys.Except(seen.StoredReceipts).Select(receipt => $"journal: a line for receipt {receipt}, which does not exist"),
        ];
    }

    private static IEnumerable<string> Kpis(IReadOnlyCollection<Push> history, Observed seen, ILookup<(int, string, string), HeldEvent> held)
    {
        foreach (var (client, value) in seen.AcceptedKpi ?? new Dictionary<int, long>())
        {
            var accepted = history.Where(p => p.Client == client)
                .Sum(p => p.Events.Count(e => e.Type == "accepted" && held.Contains((client, e.TrackingCode, e.EventId))));
            if (accepted != value)
            {
                yield return $"KPI of client {client}: {value} accepted requests, {accepted} by its history";
            }
        }
    }
}
