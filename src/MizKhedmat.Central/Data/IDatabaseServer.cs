namespace MizKhedmat.Central.Data;

/// <summary>What the centre must know of the server under its database; each provider tells it of its own.</summary>
public interface IDatabaseServer
{
    /// <summary>The server's clock in UTC; null where it is the clock of this machine.</summary>
    Task<DateTime?> ClockAsync(CentralDb db, CancellationToken ct);

    /// <summary>Settings under which a commit that was answered could be lost (SECURITY.md section 8), one plain line each; empty when all is well.</summary>
    Task<IReadOnlyList<string>> UnsafeSettingsAsync(CentralDb db, CancellationToken ct);

    /// <summary>
    /// Until it is disposed every read of <paramref name="db"/> sees the database as it is at the first of them, and no writer
    /// waits for it (SQL Server: the writers of what was read do).
    /// </summary>
    Task<IAsyncDisposable> ReadSnapshotAsync(CentralDb db, CancellationToken ct);

    /// <summary>
    /// Whether a fault means that the database is away, full, locked for too long or short of means: nothing was stored, and
    /// the same request may succeed later. A fault of ours (a broken rule of a table, a wrong statement) is none.
    /// </summary>
    bool IsOutage(Exception fault);

    /// <summary>Whether a row was not stored because another one has its key.</summary>
    bool IsDoubleKey(Exception fault);
}

/// <summary>Reading a chain of faults.</summary>
public static class FaultChain
{
    extension(Exception fault)
    {
        /// <summary>The fault and what caused it, outermost first.</summary>
        public IEnumerable<Exception> Causes()
        {
            for (var cause = fault; cause is not null; cause = cause.InnerException)
            {
                yield return cause;
            }
        }
    }
}
