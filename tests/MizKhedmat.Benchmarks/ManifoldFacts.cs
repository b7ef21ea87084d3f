using System.Globalization;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using Npgsql;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// Makes many times the facts of a database inside it: every request with its events again under other ids and codes, on the
/// same days and at the same units, and every counter as many times as large. Tables and columns are those of the model.
/// </summary>
internal static class ManifoldFacts
{
    public static async Task MakeAsync(BoardViews views, string connectionString, int times, Action<string> say)
    {
        var (requests, events, counters) = await views.InDbAsync(db => Task.FromResult((
            BulkTable.Of<ServiceRequest>(db), BulkTable.Of<RequestEvent>(db),
            new[] { BulkTable.Of<Counter>(db), BulkTable.Of<DayTotal>(db), BulkTable.Of<DurationCounter>(db), BulkTable.Of<DurationTotal>(db) })));
        await using var connection = new NpgsqlConnection(connectionString + ";Command Timeout=0");
        await connection.OpenAsync();
        var below = (long)(await ScalarAsync(connection, $"SELECT max(\"Id\") + 1 FROM {Of(requests)}"))!;
        var offset = below - (long)(await ScalarAsync(connection, $"SELECT min(\"Id\") FROM {Of(requests)}"))!; // copies stay in the month that their ids carry
        for (var copy = 1; copy < times; copy++)
        {
            var move = copy * offset;
            await ScalarAsync(connection, Copy(requests, nameof(ServiceRequest.Id), below, column => Request(column, move, copy)));
            await ScalarAsync(connection, Copy(events, nameof(RequestEvent.RequestId), below, column => column.Name == nameof(RequestEvent.RequestId) ? Moved(column, move) : Plain(column)));
            say(string.Create(CultureInfo.InvariantCulture, $"copy {copy} of {times - 1}"));
        }

        foreach (var table in counters)
        {
            await ScalarAsync(connection, $"UPDATE {Of(table)} SET {string.Join(", ", table.Rest.Select(c => $"\"{c.Name}\" = \"{c.Name}\" * {times}"))}");
            await ScalarAsync(connection, $"VACUUM FULL {Of(table)}"); // the update left the old rows' room behind
        }
    }

    private static string Copy(BulkTable table, string key, long below, Func<BulkColumn, string> value) =>
        $"INSERT INTO {Of(table)} ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))})"
        + $" SELECT {string.Join(", ", table.Columns.Select(value))} FROM {Of(table)} AS t WHERE t.\"{key}\" < {below} ORDER BY t.\"{key}\"";

    /// <summary>Another id, and what must be unique with it; the central id keeps its sixteen digits.</summary>
    private static string Request(BulkColumn column, long move, int copy) => column.Name switch
    {
        nameof(ServiceRequest.Id) => Moved(column, move),
        nameof(ServiceRequest.TrackingCode) or nameof(ServiceRequest.TrackingKey) => $"t.\"{column.Name}\" || '-{copy}'",
        nameof(ServiceRequest.CentralTrackingId) =>
            $"CASE WHEN t.\"{column.Name}\" IS NOT NULL THEN (9000000000000000 + t.\"{nameof(ServiceRequest.Id)}\" % {MonthlyIds.FirstOfAll} + {move}){(column.StoredType == typeof(string) ? "::text" : "")} END",
        _ => Plain(column),
    };

    private static string Moved(BulkColumn column, long move) => $"t.\"{column.Name}\" + {move}";

    private static string Plain(BulkColumn column) => $"t.\"{column.Name}\"";

    private static string Of(BulkTable table) => $"\"{table.Schema}\".\"{table.Name}\"";

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync();
    }
}
