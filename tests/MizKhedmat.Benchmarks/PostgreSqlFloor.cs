using System.Diagnostics;
using System.Globalization;
using MizKhedmat.Data.PostgreSql;
using Npgsql;

namespace MizKhedmat.Benchmarks;

/// <summary>Binary COPY of the final rows into tables of the same shape and indexes: two connections, a commit per push.</summary>
internal sealed class PostgreSqlFloor(BenchCentre centre) : IFloor
{
    private static readonly string[] Tables = ["RequestEvent", "ServiceRequest", "Counter", "DurationCounter"];

    private long push;
    private long request;
    private long bytes;

    public double PerSecond { get; private set; }

    public double BytesPerEvent { get; private set; }

    public async Task BeginAsync()
    {
        (push, request) = await FinalRows.LastAsync(centre);
        bytes = await SizeAsync();
    }

    public async Task RunAsync(int records)
    {
        BytesPerEvent = (await SizeAsync() - bytes) / (double)records;
        await TellAsync(records);
        var rows = await FinalRows.LoadAsync(centre, push, request);
        await LoadAsync(rows); // warms both sides
        PerSecond = records / await LoadAsync(rows);
    }

    public async ValueTask DisposeAsync()
    {
        await centre.EndAsync();
        NpgsqlConnection.ClearAllPools();
    }

    private async Task<double> LoadAsync(FinalRows rows)
    {
        await ExecuteAsync("DROP SCHEMA IF EXISTS floor CASCADE; CREATE SCHEMA floor; "
            + string.Concat(Tables.Select(t => $"CREATE TABLE floor.\"{t}\" (LIKE intake.\"{t}\" INCLUDING ALL); ")));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(half => Task.Run(() => LoadHalfAsync(rows, half))));
        return watch.Elapsed.TotalSeconds;
    }

    private async Task LoadHalfAsync(FinalRows rows, int half)
    {
        await using var connection = new NpgsqlConnection(centre.ConnectionString);
        await connection.OpenAsync();
        for (var portion = half; portion < rows.Portions; portion += 2)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await CopyAsync(connection, FinalRows.Portion(rows.Requests, portion, rows.Portions));
            await CopyAsync(connection, FinalRows.Portion(rows.Events, portion, rows.Portions));
            await CopyAsync(connection, FinalRows.Portion(rows.Counters, portion, rows.Portions));
            await CopyAsync(connection, FinalRows.Portion(rows.Durations, portion, rows.Portions));
            await transaction.CommitAsync();
        }
    }

    private async Task CopyAsync<T>(NpgsqlConnection connection, IReadOnlyList<T> rows)
        where T : class
    {
        var table = await centre.InDbAsync(db => Task.FromResult(PgTable<T>.Of(db)));
        await using var importer = await connection.BeginBinaryImportAsync(table.Copy.Replace("\"intake\".", "floor.", StringComparison.Ordinal));
        foreach (var row in rows)
        {
            await importer.StartRowAsync();
            foreach (var column in table.Columns)
            {
                await column.WriteAsync(importer, row, default);
            }
        }

        await importer.CompleteAsync();
    }

    private async Task ExecuteAsync(string text)
    {
        await using var connection = new NpgsqlConnection(centre.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One line per large table: heap, indexes, share of updates that touched no index.</summary>
    private async Task TellAsync(int records)
    {
        await using var connection = new NpgsqlConnection(centre.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT relname, pg_table_size(relid), pg_indexes_size(relid), n_tup_ins, n_tup_upd, n_tup_hot_upd
            FROM pg_stat_user_tables WHERE schemaname IN ('intake', 'data') ORDER BY pg_total_relation_size(relid) DESC LIMIT 8
            """, connection);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"# {rows.GetString(0)} heap_mb={rows.GetInt64(1) >> 20} index_mb={rows.GetInt64(2) >> 20} inserted={rows.GetInt64(3)} updated={rows.GetInt64(4)} hot={rows.GetInt64(5)} of {records} measured"));
        }
    }

    private async Task<long> SizeAsync()
    {
        await using var connection = new NpgsqlConnection(centre.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_database_size(current_database())", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
