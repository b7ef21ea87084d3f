using System.Globalization;
using Microsoft.Data.SqlClient;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Data.SqlServer;

/// <summary>
/// Partitions of <c>intake.RequestEvent</c> by the partition function <c>RequestMonths</c> over its request id. The last
/// range is open; it takes what has no month of its own and is empty as long as months are made ahead.
/// </summary>
internal sealed class SqlServerMonths(string connectionString) : IMonthPartitions
{
    internal const string List =
        """
        SELECT CAST(v.value AS bigint) FROM sys.partition_range_values AS v
        INNER JOIN sys.partition_functions AS f ON f.function_id = v.function_id WHERE f.name = N'RequestMonths' ORDER BY v.boundary_id;
        """;

    /// <summary>One node at a time changes the months.</summary>
    internal const string Lock =
        """
        SET LOCK_TIMEOUT 3000;
        DECLARE @answer int;
        EXEC @answer = sp_getapplock @Resource = 'months', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 3000;
        IF @answer < 0 THROW 51000, 'The months are locked by another node.', 1;
        """;

    /// <summary>Splits a range at the beginning of a month; what stands there from then on moves along.</summary>
    internal const string Make =
        """
        ALTER PARTITION SCHEME RequestMonths NEXT USED [PRIMARY];
        ALTER PARTITION FUNCTION RequestMonths() SPLIT RANGE (@from);
        """;

    internal const string NumberOf = "SELECT $PARTITION.RequestMonths(@from);";

    /// <summary>The range, empty by now, joins the one before it.</summary>
    internal const string Join = "ALTER PARTITION FUNCTION RequestMonths() MERGE RANGE (@from);";

    internal static string Empty(int number) => $"TRUNCATE TABLE [intake].[RequestEvent] WITH (PARTITIONS ({number.ToString(CultureInfo.InvariantCulture)}));";

    /// <summary>A month is one where it ends at a boundary too: a longer range holds more than it.</summary>
    public async Task<IReadOnlyList<JalaliMonth>> ListAsync(CancellationToken ct)
    {
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync(ct);
        var boundaries = await BoundariesAsync(connection, null, ct);
        return boundaries.FindAll(month => boundaries.Contains(month.Plus(1)));
    }

    public async Task MakeAsync(JalaliMonth month, CancellationToken ct)
    {
        if ((await ListAsync(ct)).Contains(month))
        {
            return;
        }

        await ChangeAsync(async (connection, transaction) =>
        {
            var boundaries = await BoundariesAsync(connection, transaction, ct);
            foreach (var boundary in new[] { month, month.Plus(1) }.Except(boundaries))
            {
                await ExecuteAsync(Make, connection, transaction, boundary, ct);
            }
        }, ct);
    }

    public Task DropAsync(JalaliMonth month, CancellationToken ct) => ChangeAsync(async (connection, transaction) =>
    {
        var boundaries = await BoundariesAsync(connection, transaction, ct);
        if (boundaries.Contains(month) && boundaries.Contains(month.Plus(1)))
        {
            await using var ask = Command(NumberOf, connection, transaction, month);
            await ExecuteAsync(Empty((int)(await ask.ExecuteScalarAsync(ct))!), connection, transaction, month, ct);
            if (!boundaries.Contains(month.Plus(-1)))
            {
                // Else its beginning is the end of an older month that is still there.
                await ExecuteAsync(Join, connection, transaction, month, ct);
            }
        }
    }, ct);

    private async Task ChangeAsync(Func<SqlConnection, SqlTransaction, Task> changeAsync, CancellationToken ct)
    {
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync(ct);
        await using (var locking = new SqlCommand(Lock, connection, transaction))
        {
            await locking.ExecuteNonQueryAsync(ct);
        }

        await changeAsync(connection, transaction);
        await transaction.CommitAsync(ct);
    }

    private static async Task<List<JalaliMonth>> BoundariesAsync(SqlConnection connection, SqlTransaction? transaction, CancellationToken ct)
    {
        await using var command = new SqlCommand(List, connection, transaction);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var months = new List<JalaliMonth>();
        while (await rows.ReadAsync(ct))
        {
            if (rows.GetInt64(0) > MonthlyIds.FirstOfAll)
            {
                months.Add(MonthlyIds.MonthOf(rows.GetInt64(0)));
            }
        }

        return months;
    }

    private static async Task ExecuteAsync(string text, SqlConnection connection, SqlTransaction transaction, JalaliMonth month, CancellationToken ct)
    {
        await using var command = Command(text, connection, transaction, month);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static SqlCommand Command(string text, SqlConnection connection, SqlTransaction transaction, JalaliMonth month) =>
        new(text, connection, transaction) { Parameters = { new("@from", MonthlyIds.FirstOf(month)) } };
}
