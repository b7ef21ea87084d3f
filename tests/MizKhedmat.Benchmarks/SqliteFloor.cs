using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Benchmarks;

/// <summary>Prepared inserts of the final rows through the ADO provider into tables of the same shape and indexes, a commit per push.</summary>
internal sealed class SqliteFloor(BenchCentre centre) : IFloor
{
    private static readonly string[] Tables = ["RequestEvent", "ServiceRequest", "Counter", "DurationCounter"];

    private readonly string file = Path.GetTempFileName();
    private long push;
    private long request;
    private long bytes;

    public double PerSecond { get; private set; }

    public double BytesPerEvent { get; private set; }

    public async Task BeginAsync()
    {
        (push, request) = await FinalRows.LastAsync(centre);
        bytes = new FileInfo(centre.DatabaseFile).Length;
    }

    public async Task RunAsync(int records)
    {
        BytesPerEvent = (new FileInfo(centre.DatabaseFile).Length - bytes) / (double)records;
        var rows = await FinalRows.LoadAsync(centre, push, request);
        await LoadAsync(rows); // warms
        PerSecond = records / await LoadAsync(rows);
    }

    public async ValueTask DisposeAsync()
    {
        await centre.EndAsync();
        SqliteConnection.ClearAllPools();
        File.Delete(file);
    }

    private async Task<double> LoadAsync(FinalRows rows)
    {
        SqliteConnection.ClearAllPools();
        File.Delete(file);
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        Execute(connection, string.Join(";\n", await SchemaAsync()));
        var tables = await centre.InDbAsync(db => Task.FromResult((
            BulkTable.Of<Central.Intake.ServiceRequest>(db), BulkTable.Of<Central.Intake.RequestEvent>(db),
            BulkTable.Of<Central.Intake.Counter>(db), BulkTable.Of<Central.Intake.DurationCounter>(db))));
        var watch = Stopwatch.StartNew();
        for (var portion = 0; portion < rows.Portions; portion++)
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            Insert(connection, transaction, tables.Item1, FinalRows.Portion(rows.Requests, portion, rows.Portions));
            Insert(connection, transaction, tables.Item2, FinalRows.Portion(rows.Events, portion, rows.Portions));
            Insert(connection, transaction, tables.Item3, FinalRows.Portion(rows.Counters, portion, rows.Portions));
            Insert(connection, transaction, tables.Item4, FinalRows.Portion(rows.Durations, portion, rows.Portions));
            await transaction.CommitAsync();
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static void Insert<T>(SqliteConnection connection, SqliteTransaction transaction, BulkTable table, IReadOnlyList<T> rows)
        where T : class
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"$p{i}"))})";
        var parameters = table.Columns.Select((_, i) => command.Parameters.Add(new($"$p{i}", null))).ToArray();
        command.Prepare();
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i].Value = table.Columns[i].Value(row) ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }
    }

    private async Task<List<string>> SchemaAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={centre.DatabaseFile}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name IN ({string.Join(", ", Tables.Select(t => $"'{t}'"))}) ORDER BY type DESC";
        var found = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
