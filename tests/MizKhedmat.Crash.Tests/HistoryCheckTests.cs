using System.Text;
using Xunit;

namespace MizKhedmat.Crash.Tests;

/// <summary>The checker finds each broken promise when it is planted, and nothing where none is broken.</summary>
public sealed class HistoryCheckTests
{
    private static readonly DateTime At = new(2026, 10, 1, 6, 0, 0, DateTimeKind.Utc);

    private readonly Push first = Sent("K-1", Outcome.Acknowledged, "A-1", "A-2");
    private readonly Push second = Sent("K-2", Outcome.Unknown, "A-3", "A-4");

    [Fact]
    public void A_whole_history_is_in_order_whether_the_unknown_push_arrived_or_not()
    {
        Assert.Empty(Faults(Good()));
        Assert.Empty(Faults(Good() with
        {
            Events = [.. Held(first), .. Held(second)], StoredKeys = ["K-1", "K-2"], StoredReceipts = ["r-K-1", "r-K-2"], Journal = ["r-K-1", "r-K-2"],
            AcceptedKpi = new Dictionary<int, long> { [0] = 4 },
        }));
    }

    [Fact]
    public void An_acknowledged_event_that_is_gone_is_a_loss() =>
        Assert.Equal("acknowledged and lost: A-2/E-1 of K-1", Faults(Good() with { Events = [Held(first)[0]], AcceptedKpi = null }).Single());

    [Fact]
    public void Other_content_than_was_sent_is_found() =>
        Assert.StartsWith("other content: ", Faults(Good() with { Events = [Held(first)[0], Held(first)[1] with { Mark = "K-9-0" }] }).Single(), StringComparison.Ordinal);

    [Fact]
    public void An_event_that_is_there_twice_is_found() =>
        Assert.StartsWith("doubled: ", Faults(Good() with { Events = [.. Held(first), Held(first)[0]] }).Single(), StringComparison.Ordinal);

    [Fact]
    public void What_nobody_sent_is_found()
    {
        Assert.StartsWith("never sent: ", Faults(Good() with { Events = [.. Held(first), Held(first)[0] with { TrackingCode = "Z" }] }).Single(), StringComparison.Ordinal);
        Assert.Equal("key never sent: K-7", Faults(Good() with { StoredKeys = ["K-1", "K-7"] }).Single());
    }

    [Fact]
    public void Half_of_an_unknown_push_is_found()
    {
        Assert.Contains("half stored: A-4/E-1 of K-2 is missing, others of it are there", Faults(Good() with { Events = [.. Held(first), Held(second)[0]], AcceptedKpi = null }));
        Assert.Equal("half stored: of K-2 only the events", Faults(Good() with { Events = [.. Held(first), .. Held(second)], AcceptedKpi = null }).Single());
        Assert.Equal("half stored: of K-2 only the receipt", Faults(Good() with { StoredKeys = ["K-1", "K-2"] }).Single());
    }

    [Fact]
    public void A_receipt_or_a_repetition_with_another_answer_is_found()
    {
        Assert.Equal("receipt r-K-1 of K-1 is unknown", Faults(Good() with { Receipts = new Dictionary<string, byte[]>() }).Single());
        Assert.Equal("receipt r-K-1 of K-1 gives another answer", Faults(Good() with { Receipts = new Dictionary<string, byte[]> { ["r-K-1"] = [1] } }).Single());
        Assert.Equal("repeated: K-1 answers with other bytes", Faults(Good() with { Replays = new Dictionary<string, Replay> { ["K-1"] = new([1], true) } }).Single());
        Assert.Equal("repeated: K-1 is taken as a new push", Faults(Good() with { Replays = new Dictionary<string, Replay> { ["K-1"] = new(first.Answer!, false) } }).Single());
    }

    [Fact]
    public void A_key_that_is_lost_or_stored_twice_is_found()
    {
        Assert.Equal("key lost: K-1", Faults(Good() with { StoredKeys = [] }).Single());
        Assert.Equal("key doubled: K-1", Faults(Good() with { StoredKeys = ["K-1", "K-1"] }).Single());
    }

    [Fact]
    public void Counters_KPI_and_journal_that_say_otherwise_are_found()
    {
        Assert.Equal("counters: a cell", Faults(Good() with { CounterDifferences = ["a cell"] }).Single());
        Assert.Equal("KPI of client 0: 3 accepted requests, 2 by its history", Faults(Good() with { AcceptedKpi = new Dictionary<int, long> { [0] = 3 } }).Single());
        Assert.Equal("journal: 0 lines for receipt r-K-1", Faults(Good() with { Journal = [] }).Single());
        Assert.Equal("journal: 2 lines for receipt r-K-1", Faults(Good() with { Journal = ["r-K-1", "r-K-1"] }).Single());
        Assert.Equal("journal: a line for receipt r-9, which does not exist", Faults(Good() with { Journal = ["r-K-1", "r-9"] }).Single());
    }

    private IReadOnlyList<string> Faults(Observed seen) => HistoryCheck.Faults([first, second], seen);

    private Observed Good() => new()
    {
        Events = Held(first), StoredKeys = ["K-1"], StoredReceipts = ["r-K-1"], Journal = ["r-K-1"],
        Receipts = new Dictionary<string, byte[]> { ["r-K-1"] = first.Answer! },
        Replays = new Dictionary<string, Replay> { ["K-1"] = new(first.Answer!, true) },
        AcceptedKpi = new Dictionary<int, long> { [0] = 2 },
    };

    private static Push Sent(string key, Outcome outcome, params string[] codes) =>
        new(0, 1, key, [], [.. codes.Select((code, i) => new SentEvent(code, "E-1", "accepted", At, $"{key}-{i}"))])
        {
            Outcome = outcome, Receipt = outcome == Outcome.Acknowledged ? "r-" + key : null, Answer = outcome == Outcome.Acknowledged ? Encoding.UTF8.GetBytes(key) : null,
        };

    private static IReadOnlyList<HeldEvent> Held(Push push) => [.. push.Events.Select(e => new HeldEvent(push.Client, e.TrackingCode, e.EventId, e.Type, e.At, e.Mark))];
}
