using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace MizKhedmat.Crash.Tests;

/// <summary>What its sender knows of a push in the end.</summary>
public enum Outcome
{
    /// <summary>Not answered yet.</summary>
    Pending,

    /// <summary>Answered 200: it must be there, once, for ever.</summary>
    Acknowledged,

    /// <summary>The way broke and the sender gave up: all of it is there, or nothing.</summary>
    Unknown,
}

/// <summary>One event as it was sent; <paramref name="Mark"/> stands in a text of it and tells its push apart from every other.</summary>
public sealed record SentEvent(string TrackingCode, string EventId, string Type, DateTime At, string Mark);

/// <summary>One push as its sender knows it.</summary>
public sealed record Push(int Client, int Round, string Key, byte[] Body, IReadOnlyList<SentEvent> Events)
{
    public Outcome Outcome { get; set; }

    public string? Receipt { get; set; }

    /// <summary>The bytes of the answer.</summary>
    public byte[]? Answer { get; set; }

    /// <summary>The answer was the stored one: an earlier try had been stored already.</summary>
    public bool WasReplayed { get; set; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; set; }
}

/// <summary>
/// Everything that the clients did, in memory and as a file of one JSON line per push, written when its outcome is known.
/// </summary>
internal sealed class History(string path) : IDisposable
{
    private readonly List<Push> pushes = [];
    private readonly StreamWriter file = new(path) { AutoFlush = true };

    public IReadOnlyList<Push> All
    {
        get
        {
            lock (pushes)
            {
                return [.. pushes];
            }
        }
    }

    public void Begin(Push push)
    {
        lock (pushes)
        {
            pushes.Add(push);
        }
    }

    public void End(Push push, DateTimeOffset start, DateTimeOffset end)
    {
        lock (pushes)
        {
            file.WriteLine(JsonSerializer.Serialize(new
            {
                client = push.Client, round = push.Round, key = push.Key, bodyHash = Convert.ToHexStringLower(SHA256.HashData(push.Body)),
                events = push.Events.Count, start = start.ToString("O", CultureInfo.InvariantCulture), end = end.ToString("O", CultureInfo.InvariantCulture),
                attempts = push.Attempts, outcome = push.Outcome == Outcome.Acknowledged ? "ok" : "unknown", receipt = push.Receipt,
                answerHash = push.Answer is null ? null : Convert.ToHexStringLower(SHA256.HashData(push.Answer)),
            }));
        }
    }

    public void Dispose() => file.Dispose();
}
