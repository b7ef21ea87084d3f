using System.Globalization;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using Npgsql;

namespace MizKhedmat.Data.PostgreSql;

/// <summary>
/// Partitions of <c>intake."RequestEvent"</c> by ranges of its request id, in the schema <c>months</c>:
/// <c>RequestEvent_before</c> (ids without a month), one for each month, <c>RequestEvent_rest</c> for months that have none yet.
/// </summary>
internal sealed class PostgreSqlMonths(PostgreSqlSources sources) : IMonthPartitions
{
    private const string Table = "RequestEvent";

    public async Task<IReadOnlyList<JalaliMonth>> ListAsync(CancellationToken ct)
    {
        await using var command = sources.Reading.CreateCommand(
            $"SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'intake.\"{Table}\"'::regclass");
        var months = new List<JalaliMonth>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            if (JalaliMonth.Parse(rows.GetString(0).AsSpan(Table.Length + 1)) is { } month)
            {
                months.Add(month);
            }
        }

        months.Sort();
        return months;
    }

    public async Task MakeAsync(JalaliMonth month, CancellationToken ct)
    {
        if ((await ListAsync(ct)).Contains(month))
        {
            return;
        }

        var (name, from, to) = (NameOf(month), Text(MonthlyIds.FirstOf(month)), Text(MonthlyIds.FirstOf(month.Plus(1))));

        // Nobody writes rows of the month into the rest while they move out of it; the other partitions are open to all.
        await ExecuteAsync(
            name,
            $"""
            LOCK TABLE months."{Table}_rest" IN ACCESS EXCLUSIVE MODE;
            CREATE TABLE {name} (LIKE intake."{Table}" INCLUDING ALL);
            WITH moved AS (DELETE FROM months."{Table}_rest" WHERE "RequestId" >= {from} AND "RequestId" < {to} RETURNING *) INSERT INTO {name} SELECT * FROM moved;
            ALTER TABLE intake."{Table}" ATTACH PARTITION {name} FOR VALUES FROM ({from}) TO ({to});
            """, isThere: false, ct);
    }

    public Task DropAsync(JalaliMonth month, CancellationToken ct) => ExecuteAsync(NameOf(month), $"DROP TABLE {NameOf(month)};", isThere: true, ct);

    /// <summary>In one transaction that stands in line for three seconds at most, and only where the partition is there, or is not: another node may have been first.</summary>
    private async Task ExecuteAsync(string name, string text, bool isThere, CancellationToken ct)
    {
        await using var connection = await sources.Reading.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var first = new NpgsqlCommand(
            "SET LOCAL lock_timeout = '3s'; SELECT pg_advisory_xact_lock(hashtext('months')); ", connection, transaction);
        await first.ExecuteNonQueryAsync(ct);
        await using var ask = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection, transaction) { Parameters = { new() { Value = name } } };
        if ((bool)(await ask.ExecuteScalarAsync(ct))! == isThere)
        {
            await using var command = new NpgsqlCommand(text, connection, transaction) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static string NameOf(JalaliMonth month) => $"months.\"{Table}_{month}\"";

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
