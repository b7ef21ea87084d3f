using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Data.SqlServer;

/// <summary>What the centre asks of SQL Server.</summary>
internal sealed class SqlServerServer : IDatabaseServer
{
    internal const string Clock = "SELECT SYSUTCDATETIME() AS [Value]";

    internal const string Settings =
        """
        SELECT CASE WHEN delayed_durability <> 0 THEN N'DELAYED_DURABILITY = ' + delayed_durability_desc END AS [Durability],
               CASE WHEN is_read_committed_snapshot_on = 0 THEN N'READ_COMMITTED_SNAPSHOT = OFF' END AS [Snapshot],
               CASE WHEN page_verify_option <> 2 THEN N'PAGE_VERIFY = ' + page_verify_option_desc END AS [Pages]
        FROM sys.databases WHERE database_id = DB_ID()
        """;

    /// <summary>
    /// Time-out, lost or refused connection, database away, deadlock, lock not had in time, disk, log or memory full, shut
    /// down, busy, and our own lock of an agency.
    /// </summary>
    private static readonly HashSet<int> Outages =
    [
        -2, 2, 20, 26, 40, 53, 64, 121, 233, 258, 596, 701, 802, 1105, 1205, 1222, 3960, 4060, 6005, 8645, 8651, 9001, 9002, 10053, 10054, 10060, 10061, 10928, 10929,
        17142, 18401, 18456, 40197, 40501, 40613, 51000,
    ];

    public async Task<DateTime?> ClockAsync(CentralDb db, CancellationToken ct) =>
        DateTime.SpecifyKind((await db.Database.SqlQueryRaw<DateTime>(Clock).ToListAsync(ct))[0], DateTimeKind.Utc);

    public async Task<IReadOnlyList<string>> UnsafeSettingsAsync(CentralDb db, CancellationToken ct)
    {
        var found = (await db.Database.SqlQueryRaw<Found>(Settings).ToListAsync(ct))[0];
        return [.. new[] { found.Durability, found.Snapshot, found.Pages }.OfType<string>().Select(wrong => $"SQL Server runs this database with {wrong}")];
    }

    public async Task<IAsyncDisposable> ReadSnapshotAsync(CentralDb db, CancellationToken ct) =>
        await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, ct);

    public bool IsOutage(Exception fault) => fault.Causes().OfType<SqlException>().Any(e => e.Class >= 20 || Outages.Contains(e.Number));

    public bool IsDoubleKey(Exception fault) => fault.Causes().OfType<SqlException>().Any(e => e.Number is 2601 or 2627);

    private sealed record Found(string? Durability, string? Snapshot, string? Pages);
}
