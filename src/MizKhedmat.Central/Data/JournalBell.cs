namespace MizKhedmat.Central.Data;

/// <summary>Rung after a commit, so that whoever follows the journal looks at once instead of at the next beat. Carries nothing.</summary>
public sealed class JournalBell : IDisposable
{
    private readonly SemaphoreSlim bell = new(0, 1);

    public void Ring()
    {
        try
        {
            bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // Rung already and not heard yet.
        }
    }

    /// <summary>Returns when rung, or after <paramref name="beat"/>.</summary>
    public Task WaitAsync(TimeSpan beat, CancellationToken ct) => bell.WaitAsync(beat, ct);

    public void Dispose() => bell.Dispose();
}
