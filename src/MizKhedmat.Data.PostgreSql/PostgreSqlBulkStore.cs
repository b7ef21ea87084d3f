using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using MizKhedmat.Central.Data;
using Npgsql;
using NpgsqlTypes;

namespace MizKhedmat.Data.PostgreSql;

/// <summary>
/// The bulk primitives on PostgreSQL: binary COPY straight into the tables for many new rows, else one statement over
/// arrays. Writers of one agency wait for each other in this process first, and only then with a connection in hand for
/// the advisory lock that keeps other processes out.
/// </summary>
internal sealed class PostgreSqlBulkStore : IBulkStore, IDisposable
{
    /// <summary>From this many rows on COPY is quicker than one INSERT over arrays.</summary>
    private const int CopyFrom = 200;

    /// <summary>Name space of the advisory locks of agencies.</summary>
    private const int AgencyLocks = 0x4D4B;

    private readonly AgencyGates gates = new();
    private readonly PooledDbContextFactory<CentralDb> dbs;
    private readonly NpgsqlDataSource source;
    private readonly IdBlocks ids;

    public PostgreSqlBulkStore(PostgreSqlSources sources)
    {
        source = sources.Writing;
        var options = new DbContextOptionsBuilder<CentralDb>();
        PostgreSqlDatabase.Configure(options, source);
        dbs = new(options.Options);
        ids = new(TakeBlockAsync);
    }

    public async Task<IBulkTransaction> BeginAsync(IReadOnlyCollection<int> agencyIds, CancellationToken ct)
    {
        // Always in one order, here and in the database, so that two groups never wait for each other.
        int[] agencies = [.. agencyIds.Order()];
        var entered = await gates.EnterAsync(agencies, ct);
        CentralDb? db = null;
        try
        {
            db = await dbs.CreateDbContextAsync(ct);
            var transaction = await db.Database.BeginTransactionAsync(ct);
            await using var locks = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1, a) FROM unnest($2) AS a", (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
            locks.Parameters.Add(new() { Value = AgencyLocks });
            locks.Parameters.Add(new() { Value = agencies });
            await locks.ExecuteNonQueryAsync(ct);
            return new Writing(db, transaction, entered);
        }
        catch
        {
            if (db is not null)
            {
                await db.DisposeAsync();
            }

            entered.Dispose();
            throw;
        }
    }

    public Task<long> ReserveIdsAsync(string sequence, int count, CancellationToken ct) => ids.ReserveAsync(sequence, count, ct);

    public void Dispose()
    {
        ids.Dispose();
        gates.Dispose();
    }

    private async Task<long> TakeBlockAsync(string sequence, int size, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            INSERT INTO data."IdSequence" AS s ("Name", "Next") VALUES ($1, 1 + $2)
            ON CONFLICT ("Name") DO UPDATE SET "Next" = s."Next" + $2 RETURNING "Next"
            """);
        command.Parameters.Add(new() { Value = sequence });
        command.Parameters.Add(new() { Value = (long)size });
        return (long)(await command.ExecuteScalarAsync(ct))! - size;
    }

    private sealed class Writing(CentralDb db, IDbContextTransaction transaction, IDisposable entered) : IBulkTransaction
    {
        /// <summary>Statements that wait for the commit, with the rows that each must touch; null while none has to wait.</summary>
        private List<(NpgsqlBatchCommand Command, Action<int>? Check)>? waiting;

        public CentralDb Db => db;

        private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

        public async Task<List<T>> ReadAsync<T>(IReadOnlyList<(string Column, Array Values)> keys, CancellationToken ct)
            where T : class
        {
            var table = BulkTable.Of<T>(db);
            await using var command = new NpgsqlCommand(null, Connection, (NpgsqlTransaction)transaction.GetDbTransaction());
            foreach (var (_, values) in keys)
            {
                command.Parameters.Add(new() { Value = values, NpgsqlDbType = TypeOf(values).Type | NpgsqlDbType.Array });
            }

            // LATERAL, kept apart by OFFSET 0, is a look-up by index for each key, whatever the planner knew of the table when it planned.
            command.CommandText = $"SELECT {string.Join(", ", table.Columns.Select(c => $"t.\"{c.Name}\""))}"
                + $" FROM unnest({string.Join(", ", keys.Select((k, i) => $"${i + 1}::{TypeOf(k.Values).Name}[]"))}) AS k ({string.Join(", ", keys.Select((_, i) => $"k{i}"))}) CROSS JOIN LATERAL"
                + $" (SELECT * FROM \"{table.Schema}\".\"{table.Name}\" AS r WHERE {string.Join(" AND ", keys.Select((k, i) => $"r.\"{k.Column}\" = k.k{i}"))} OFFSET 0) AS t";
            var found = new List<T>(keys[0].Values.Length);
            var make = table.Reader<T>();
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
            {
                found.Add(make(rows));
            }

            return found;
        }

        private static (NpgsqlDbType Type, string Name) TypeOf(Array values) => values switch
        {
            string[] => (NpgsqlDbType.Text, "text"),
            long[] => (NpgsqlDbType.Bigint, "bigint"),
            _ => (NpgsqlDbType.Integer, "integer"),
        };

        public Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class
        {
            var table = PgTable<T>.Of(db);
            return rows.Count >= CopyFrom ? CopyAsync(table, rows, ct) : ExecuteAsync(table.Given, table.Insert, rows, ct);
        }

        public async Task UpdateAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct, IReadOnlyList<string>? only)
            where T : class
        {
            BulkKeys.RefuseDoubles(db, rows);
            var (columns, text) = PgTable<T>.Of(db).Update(only);
            await ExecuteAsync(columns, text, rows, ct, touched =>
            {
                if (touched != rows.Count)
                {
                    throw new InvalidOperationException($"A row of {typeof(T).Name} to be updated does not exist.");
                }
            });
        }

        public Task UpsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class
        {
            BulkKeys.RefuseDoubles(db, rows);
            var table = PgTable<T>.Of(db);
            return ExecuteAsync(table.Columns, table.Upsert, rows, ct);
        }

        public Task AddAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class
        {
            BulkKeys.RefuseDoubles(db, rows);
            var table = PgTable<T>.Of(db);
            if (rows.Count < CopyFrom)
            {
                return ExecuteAsync(table.Columns, table.Add(table.Columns), rows, ct);
            }

            // Of many rows, numbers that are 0 in all of them are neither sent nor added.
            var keys = BulkTable.Of<T>(db).Keys;
            var given = table.Columns.Select(column => (Column: column, Array: column.Array(rows))).ToList();
            var told = given.FindAll(g => keys.Any(key => key.Name == g.Column.Name) || !g.Column.IsNothing(g.Array));
            return told.Count == keys.Count ? Task.CompletedTask
                : ExecuteAsync(table.Add([.. told.Select(g => g.Column)]), [.. told.Select(g => g.Array)], ct);
        }

        public void WriteAtCommit() => waiting ??= [];

        public async Task CommitAsync(CancellationToken ct)
        {
            if (waiting is { Count: > 0 })
            {
                await using var batch = new NpgsqlBatch(Connection, (NpgsqlTransaction)transaction.GetDbTransaction());
                waiting.ForEach(statement => batch.BatchCommands.Add(statement.Command));
                await batch.ExecuteNonQueryAsync(ct);
                waiting.ForEach(statement => statement.Check?.Invoke((int)statement.Command.RecordsAffected));
            }

            await transaction.CommitAsync(ct);
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                await transaction.DisposeAsync();
                await db.DisposeAsync();
            }
            finally
            {
                entered.Dispose();
            }
        }

        private async Task CopyAsync<T>(PgTable<T> table, IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class
        {
            await using var importer = await Connection.BeginBinaryImportAsync(table.Copy, ct);
            foreach (var row in rows)
            {
                await importer.StartRowAsync(ct);
                foreach (var column in table.Given)
                {
                    await column.WriteAsync(importer, row, ct);
                }
            }

            await importer.CompleteAsync(ct);
        }

        private async Task ExecuteAsync<T>(
            IReadOnlyList<PgColumn<T>> columns, string text, IReadOnlyCollection<T> rows, CancellationToken ct, Action<int>? check = null)
            where T : class
        {
            if (rows.Count > 0)
            {
                await ExecuteAsync(text, [.. columns.Select(column => column.Array(rows))], ct, check);
            }
        }

        private async Task ExecuteAsync(string text, NpgsqlParameter[] parameters, CancellationToken ct, Action<int>? check = null)
        {
            if (waiting is not null)
            {
                var statement = new NpgsqlBatchCommand(text);
                statement.Parameters.AddRange(parameters);
                waiting.Add((statement, check));
                return;
            }

            await using var command = new NpgsqlCommand(text, Connection, (NpgsqlTransaction)transaction.GetDbTransaction());
            command.Parameters.AddRange(parameters);
            var touched = await command.ExecuteNonQueryAsync(ct);
            check?.Invoke(touched);
        }
    }
}
