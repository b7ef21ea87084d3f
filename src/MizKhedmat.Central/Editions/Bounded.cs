using System.Collections.Concurrent;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// What was made once is kept, so many at most; the least recently asked for goes first. Whoever asks for what is being made waits for the same making. A
/// making that fails is not kept.
/// </summary>
internal sealed class Bounded<T>(int most, TimeProvider clock, TimeSpan? longest = null)
    where T : class
{
    private readonly ConcurrentDictionary<string, Entry> kept = new(StringComparer.Ordinal);
    private long asked;

    public bool Has(string key) => kept.ContainsKey(key);

    public async Task<T> GetAsync(string key, Func<Task<T>> make, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, entry) in kept.Where(k => longest is { } time && now - k.Value.MadeAt > time))
        {
            kept.TryRemove(KeyValuePair.Create(old, entry));
        }

        var own = kept.GetOrAdd(key, _ => new(new(make), now));
        own.Asked = Interlocked.Increment(ref asked);
        foreach (var (old, entry) in kept.OrderByDescending(k => k.Value.Asked).Skip(most))
        {
            kept.TryRemove(KeyValuePair.Create(old, entry));
        }

        try
        {
            // The making belongs to all who wait: one that goes away does not end it.
            return await own.Value.Value.WaitAsync(ct);
        }
        catch when (own.Value.Value.IsFaulted || own.Value.Value.IsCanceled)
        {
            kept.TryRemove(KeyValuePair.Create(key, own));
            throw;
        }
    }

    private sealed class Entry(Lazy<Task<T>> value, DateTimeOffset madeAt)
    {
        public Lazy<Task<T>> Value { get; } = value;

        public DateTimeOffset MadeAt { get; } = madeAt;

        public long Asked { get; set; }
    }
}
