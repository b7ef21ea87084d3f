using System.Collections.Concurrent;
using System.Threading.Channels;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Wakes the worker; the queue itself is the table of jobs, so nothing is lost when the centre stops. Knows besides how far
/// the job at work has come, which the table cannot say while all of its rows wait in one transaction.
/// </summary>
public sealed class ImportQueue
{
    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<string, int> progress = new(StringComparer.Ordinal);

    public void Ring() => bell.Writer.TryWrite(true);

    /// <summary>Rows worked on so far in this process; null for a job that is not at work here.</summary>
    public int? ProgressOf(string job) => progress.TryGetValue(job, out var rows) ? rows : null;

    internal ValueTask<bool> WaitAsync(CancellationToken ct) => bell.Reader.ReadAsync(ct);

    internal void Tell(string job, int rows) => progress[job] = rows;

    internal void Forget(string job) => progress.TryRemove(job, out _);
}
