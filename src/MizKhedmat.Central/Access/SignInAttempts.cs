using System.Collections.Concurrent;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>
/// Slows guessing: five failures of one account from one source lock that pair for five minutes, a hundred failures of one
/// source lock the source for a minute. The account alone is never locked, so nobody can lock a victim out (ASVS v5.0.0-6.3.1).
/// A try counts when it begins, so that parallel guesses cannot slip through together.
/// </summary>
internal sealed class SignInAttempts(TimeProvider clock)
{
    private const int PerPair = 5;
    private const int PerSource = 100;
    private const int MostKept = 50_000;
    private static readonly TimeSpan PairWindow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SourceWindow = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (int Count, DateTime Until)> tries = new(StringComparer.Ordinal);

    /// <summary>Counts a try; false when it must fail whatever the password.</summary>
    public bool Begin(string account, string source)
    {
        Prune();
        var bySource = Count("s|" + source, SourceWindow);
        var byPair = Count($"p|{account}|{source}", PairWindow);
        return bySource <= PerSource && byPair <= PerPair;
    }

    /// <summary>A right password takes its own tries back.</summary>
    public void Succeeded(string account, string source)
    {
        if (tries.TryRemove($"p|{account}|{source}", out _) && tries.TryGetValue("s|" + source, out var all))
        {
            tries.TryUpdate("s|" + source, (Math.Max(0, all.Count - 1), all.Until), all);
        }
    }

    private int Count(string key, TimeSpan window)
    {
        var now = clock.UtcNow();
        return tries.AddOrUpdate(
            key, _ => (1, now + window), (_, old) => old.Until <= now ? (1, now + window) : (old.Count + 1, old.Until)).Count;
    }

    private void Prune()
    {
        if (tries.Count > MostKept)
        {
            var now = clock.UtcNow();
            foreach (var (key, _) in tries.Where(one => one.Value.Until <= now))
            {
                tries.TryRemove(key, out _);
            }
        }
    }
}
