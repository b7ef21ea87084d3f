namespace MizKhedmat.Central.Data;

/// <summary>
/// What a provider supplies so that a batch costs one read and one write: insert many rows, replace many rows by key,
/// add many signed numbers to counters. The decisions stay in C# and are the same on every database.
/// </summary>
public interface IBulkStore
{
    /// <summary>
    /// Opens a write transaction for some agencies. Two transactions of one agency never overlap (SQLite: one writer at all),
    /// so two batches never interleave on one request. Disposing without commit rolls back.
    /// </summary>
    Task<IBulkTransaction> BeginAsync(IReadOnlyCollection<int> agencyIds, CancellationToken ct);

    /// <summary>The same for one agency.</summary>
    Task<IBulkTransaction> BeginAsync(int agencyId, CancellationToken ct) => BeginAsync([agencyId], ct);

    /// <summary>
    /// Reserves <paramref name="count"/> consecutive ids of a named sequence and returns the first. Committed on its own,
    /// so a rolled-back batch leaves a gap, never a double.
    /// </summary>
    Task<long> ReserveIdsAsync(string sequence, int count, CancellationToken ct);
}

/// <summary>
/// One open write transaction; <see cref="Db"/> reads and writes inside it. Two rows of one key in one call are a fault on
/// every database, whatever the call.
/// </summary>
public interface IBulkTransaction : IAsyncDisposable
{
    CentralDb Db { get; }

    /// <summary>
    /// The rows of many keys in one read, tracked by nobody. A key is the i-th value of every column's array (ints, longs or
    /// strings, all of one length); the columns should begin an index.
    /// </summary>
    Task<List<T>> ReadAsync<T>(IReadOnlyList<(string Column, Array Values)> keys, CancellationToken ct)
        where T : class;

    /// <summary>Inserts rows that must be new; a double key is a fault. A number that the database gives itself is not written.</summary>
    Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
        where T : class;

    /// <summary>Writes every column, or those of <paramref name="only"/>, of each row, all of which exist; a missing one is a fault.</summary>
    Task UpdateAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct, IReadOnlyList<string>? only = null)
        where T : class;

    /// <summary>Writes every column of each row: inserted, or replaced where the primary key exists.</summary>
    Task UpsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
        where T : class;

    /// <summary>Adds every non-key number of each row to the stored row of the same key, which is made where missing.</summary>
    Task AddAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
        where T : class;

    /// <summary>
    /// Nothing is read in this transaction any more: what is written from now on may wait for the commit, so that all of it
    /// takes one way to the server. A fault of a write then comes out of <see cref="CommitAsync"/>.
    /// </summary>
    void WriteAtCommit()
    {
    }

    /// <summary>Durable when this returns.</summary>
    Task CommitAsync(CancellationToken ct);
}
