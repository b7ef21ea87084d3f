using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Data.Sqlite;

/// <summary>
/// The bulk primitives on SQLite: prepared statements in one BEGIN IMMEDIATE transaction. SQLite has one writer, so all
/// writers wait in one queue of ours instead of polling for the file's lock.
/// </summary>
internal sealed class SqliteBulkStore(IDbContextFactory<CentralDb> dbs, SqliteWriter writer) : IBulkStore, IDisposable
{
    private IdBlocks? ids;

    private IdBlocks Ids => LazyInitializer.EnsureInitialized(ref ids, () => new(TakeBlockAsync))!;

    public async Task<IBulkTransaction> BeginAsync(IReadOnlyCollection<int> agencyIds, CancellationToken ct)
    {
        await writer.EnterAsync(ct);
        try
        {
            var db = await dbs.CreateDbContextAsync(ct);
            try
            {
                return new Writing(db, await db.Database.BeginTransactionAsync(ct), writer);
            }
            catch
            {
                await db.DisposeAsync();
                throw;
            }
        }
        catch
        {
            writer.Leave();
            throw;
        }
    }

    public Task<long> ReserveIdsAsync(string sequence, int count, CancellationToken ct) => Ids.ReserveAsync(sequence, count, ct);

    public void Dispose() => ids?.Dispose();

    private async Task<long> TakeBlockAsync(string sequence, int size, CancellationToken ct)
    {
        await writer.EnterAsync(ct);
        try
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            var next = await db.Database.SqlQuery<long>(
                $"""
                INSERT INTO IdSequence (Name, Next) VALUES ({sequence}, 1 + {size})
                ON CONFLICT (Name) DO UPDATE SET Next = Next + {size} RETURNING Next AS Value
                """).ToListAsync(ct);
            return next[0] - size;
        }
        finally
        {
            writer.Leave();
        }
    }

    private sealed class Writing(CentralDb db, IDbContextTransaction transaction, SqliteWriter writer) : IBulkTransaction
    {
        public CentralDb Db => db;

        private SqliteConnection Connection => (SqliteConnection)db.Database.GetDbConnection();

        public async Task<List<T>> ReadAsync<T>(IReadOnlyList<(string Column, Array Values)> keys, CancellationToken ct)
            where T : class
        {
            var table = BulkTable.Of<T>(db);
            await using var command = Connection.CreateCommand();
            command.Transaction = (SqliteTransaction)transaction.GetDbTransaction();
            command.CommandText = $"SELECT {string.Join(", ", table.Columns.Select(c => $"t.\"{c.Name}\""))} FROM json_each($keys) AS k CROSS JOIN \"{table.Name}\" AS t"
                + $" WHERE {string.Join(" AND ", keys.Select((key, i) => $"t.\"{key.Column}\" = json_extract(k.value, '$[{i}]')"))}";
            command.Parameters.AddWithValue("$keys", JsonSerializer.Serialize(Enumerable.Range(0, keys[0].Values.Length).Select(i => keys.Select(k => k.Values.GetValue(i)))));
            var found = new List<T>(keys[0].Values.Length);
            var make = table.Reader<T>();
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (rows.Read())
            {
                found.Add(make(rows));
            }

            return found;
        }

        public Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class => WriteAsync(rows, BulkTable.Of<T>(db).Given, static _ => "", ct);

        public Task UpdateAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct, IReadOnlyList<string>? only)
            where T : class
        {
            var table = BulkTable.Of<T>(db);
            var rest = table.RestOf(only);
            IReadOnlyList<BulkColumn> columns = [.. rest, .. table.Keys];
            var text = $"UPDATE \"{table.Name}\" SET {string.Join(", ", rest.Select((c, i) => $"\"{c.Name}\" = $p{i}"))}"
                + $" WHERE {string.Join(" AND ", table.Keys.Select((c, i) => $"\"{c.Name}\" = $p{rest.Count + i}"))}";
            return ExecuteAsync(rows, text, columns, isOneEach: true, ct);
        }

        public Task UpsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class => WriteAsync(rows, BulkTable.Of<T>(db).Columns, static table => OnConflict(table, column => $"\"{column}\" = excluded.\"{column}\""), ct);

        public Task AddAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class => WriteAsync(rows, BulkTable.Of<T>(db).Columns, static table => OnConflict(table, column => $"\"{column}\" = \"{column}\" + excluded.\"{column}\""), ct);

        public Task CommitAsync(CancellationToken ct) => transaction.CommitAsync(ct);

        public async ValueTask DisposeAsync()
        {
            try
            {
                await transaction.DisposeAsync();
                await db.DisposeAsync();
            }
            finally
            {
                writer.Leave();
            }
        }

        private static string OnConflict(BulkTable table, Func<string, string> set) =>
            $" ON CONFLICT ({string.Join(", ", table.Keys.Select(c => $"\"{c.Name}\""))})"
            + $" DO UPDATE SET {string.Join(", ", table.Rest.Select(c => set(c.Name)))}";

        private Task WriteAsync<T>(IReadOnlyCollection<T> rows, IReadOnlyList<BulkColumn> columns, Func<BulkTable, string> onConflict, CancellationToken ct)
            where T : class
        {
            var table = BulkTable.Of<T>(db);
            var text = new StringBuilder("INSERT INTO \"").Append(table.Name).Append("\" (")
                .AppendJoin(", ", columns.Select(c => $"\"{c.Name}\"")).Append(") VALUES (")
                .AppendJoin(", ", columns.Select((_, i) => $"$p{i}")).Append(')').Append(onConflict(table));
            return ExecuteAsync(rows, text.ToString(), columns, isOneEach: false, ct);
        }

        /// <summary>Runs one prepared statement for every row; <paramref name="isOneEach"/> when each must touch a stored row.</summary>
        private Task ExecuteAsync<T>(IReadOnlyCollection<T> rows, string text, IReadOnlyList<BulkColumn> columns, bool isOneEach, CancellationToken ct)
            where T : class
        {
            if (rows.Count == 0)
            {
                return Task.CompletedTask;
            }

            BulkKeys.RefuseDoubles(db, rows);
            using var statement = new SqliteStatement(Connection, text);
            var binders = SqliteBinders.Of<T>(columns);
            foreach (var row in rows)
            {
                ct.ThrowIfCancellationRequested();
                if (statement.Run(row, binders) != 1 && isOneEach)
                {
                    throw new InvalidOperationException($"A row of {typeof(T).Name} to be updated does not exist.");
                }
            }

            return Task.CompletedTask;
        }
    }
}
