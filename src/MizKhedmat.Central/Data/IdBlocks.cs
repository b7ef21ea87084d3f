using System.Collections.Concurrent;

namespace MizKhedmat.Central.Data;

/// <summary>
/// Ids of named sequences, taken from the database in blocks. A block that was not used up when the process ended leaves a
/// gap, never a double.
/// </summary>
/// <param name="takeAsync">Moves a sequence on by so many in a transaction of its own and returns the first of them.</param>
public sealed class IdBlocks(Func<string, int, CancellationToken, Task<long>> takeAsync) : IDisposable
{
    private const int Size = 5_000;

    private readonly SemaphoreSlim reserving = new(1, 1);
    private readonly ConcurrentDictionary<string, (long Next, long End)> blocks = new();

    /// <summary>The first of <paramref name="count"/> consecutive ids.</summary>
    public async Task<long> ReserveAsync(string sequence, int count, CancellationToken ct)
    {
        await reserving.WaitAsync(ct);
        try
        {
            var (next, end) = blocks.GetValueOrDefault(sequence);
            if (end - next < count)
            {
                var size = Math.Max(count, Size);
                next = await takeAsync(sequence, size, ct);
                end = next + size;
            }

            blocks[sequence] = (next + count, end);
            return next;
        }
        finally
        {
            reserving.Release();
        }
    }

    public void Dispose() => reserving.Dispose();
}
