using System.Collections.Concurrent;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Live;

/// <summary>A province and agency in which something was committed.</summary>
public readonly record struct LivePlace(ProvinceCode Province, AgencyCode Agency);

/// <summary>
/// Wakes watchers whose scope covers what changed. Carries no numbers: a woken screen or hub topic re-runs the same view
/// that painted it, so a live number can never differ from a read one.
/// </summary>
public sealed class LiveSignals
{
    private readonly ConcurrentDictionary<long, (Scope Scope, Action Wake)> watchers = new();
    private long nextId;
    private long rounds;

    /// <summary>
    /// Grows with every change anywhere. Who reads, keeps this number from before the reading and begins to watch later,
    /// has missed something when it differs by then.
    /// </summary>
    public long Rounds => Interlocked.Read(ref rounds);

    /// <summary>Calls <paramref name="wake"/> (quick, never throwing) after each change inside the scope, until disposed.</summary>
    public IDisposable Watch(Scope scope, Action wake)
    {
        var id = Interlocked.Increment(ref nextId);
        watchers[id] = (scope, wake);
        return new Ending(() => watchers.TryRemove(id, out _));
    }

    internal void Signal(IReadOnlyCollection<LivePlace> places)
    {
        Interlocked.Increment(ref rounds);
        foreach (var (scope, wake) in watchers.Values)
        {
            if (places.Any(place => scope.Covers(place.Province, place.Agency)))
            {
                wake();
            }
        }
    }

    /// <summary>Wakes every watcher: whether the journal can be read has changed, and with it what a reading tells.</summary>
    internal void SignalAll()
    {
        Interlocked.Increment(ref rounds);
        foreach (var (_, wake) in watchers.Values)
        {
            wake();
        }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
