using System.Diagnostics;
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

    private async Task<long> SizeAsync()
    {
        await using var connection = new NpgsqlConnection(centre.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_database_size(current_database())", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
