using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Data.Sqlite;

/// <summary>SQLite runs inside this process: its clock is ours, and every connection sets its own durability.</summary>
internal sealed class SqliteServer : IDatabaseServer
{
    /// <summary>SQLITE_BUSY, LOCKED, READONLY (a disk that the system gave up), IOERR, FULL and CANTOPEN.</summary>
    private static readonly int[] Outages = [5, 6, 8, 10, 13, 14];

    /// <summary>SQLITE_CONSTRAINT_PRIMARYKEY and UNIQUE.</summary>
    private static readonly int[] DoubleKeys = [1555, 2067];

    public Task<DateTime?> ClockAsync(CentralDb db, CancellationToken ct) => Task.FromResult<DateTime?>(null);

    public Task<IReadOnlyList<string>> UnsafeSettingsAsync(CentralDb db, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>A deferred transaction: EF's own begin takes the one writer's place.</summary>
    public async Task<IAsyncDisposable> ReadSnapshotAsync(CentralDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        return (await db.Database.UseTransactionAsync(transaction, ct))!;
    }

    public bool IsOutage(Exception fault) => fault.Causes().OfType<SqliteException>().Any(e => Outages.Contains(e.SqliteErrorCode));

    public bool IsDoubleKey(Exception fault) => fault.Causes().OfType<SqliteException>().Any(e => DoubleKeys.Contains(e.SqliteExtendedErrorCode));
}
