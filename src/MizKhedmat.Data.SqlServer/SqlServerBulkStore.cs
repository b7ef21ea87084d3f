using System.Text.Json;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Data.SqlServer;

/// <summary>
/// The bulk primitives on SQL Server: SqlBulkCopy straight into the tables for new rows, and into a temporary table with
/// set statements for the rest. Writers of one agency wait for each other in this process first, and only then with a
/// connection in hand for the application lock that keeps other processes out.
/// </summary>
internal sealed class SqlServerBulkStore : IBulkStore, IDisposable
{
    private readonly AgencyGates gates = new();
    private readonly PooledDbContextFactory<CentralDb> dbs;
    private readonly string connectionString;
    private readonly IdBlocks ids;

    public SqlServerBulkStore(string connectionString)
    {
        this.connectionString = connectionString;
        var options = new DbContextOptionsBuilder<CentralDb>();
        SqlServerDatabase.Configure(options, connectionString);
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
            await db.Database.ExecuteSqlRawAsync(
                SqlServerStatements.Lock(agencies.Length), agencies.Select((agency, i) => new SqlParameter($"@resource{i}", $"agency:{agency}")), ct);
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
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var command = new SqlCommand(SqlServerStatements.TakeBlock, connection);
        command.Parameters.AddWithValue("@name", sequence);
        command.Parameters.AddWithValue("@size", (long)size);
        return (long)(await command.ExecuteScalarAsync(ct))! - size;
    }

    private sealed class Writing(CentralDb db, IDbContextTransaction transaction, IDisposable entered) : IBulkTransaction
    {
        public CentralDb Db => db;

        private SqlConnection Connection => (SqlConnection)db.Database.GetDbConnection();

        private SqlTransaction Transaction => (SqlTransaction)transaction.GetDbTransaction();

        public async Task<List<T>> ReadAsync<T>(IReadOnlyList<(string Column, Array Values)> keys, CancellationToken ct)
            where T : class
        {
            var table = BulkTable.Of<T>(db);
            await using var command = new SqlCommand(SqlServerStatements.Read(table, [.. keys.Select(k => (k.Column, k.Values is string[] ? typeof(string) : k.Values is long[] ? typeof(long) : typeof(int)))]), Connection, Transaction);
            command.Parameters.AddWithValue("@keys", JsonSerializer.Serialize(Enumerable.Range(0, keys[0].Values.Length).Select(i => keys.Select(k => k.Values.GetValue(i)))));
            var found = new List<T>(keys[0].Values.Length);
            var make = table.Reader<T>();
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
            {
                found.Add(make(rows));
            }

            return found;
        }

        public async Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class
        {
            if (rows.Count > 0)
            {
                var table = BulkTable.Of<T>(db);
                await CopyAsync(SqlServerStatements.Target(table), table.Given, rows, ct);
            }
        }

        public async Task UpdateAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct, IReadOnlyList<string>? only)
            where T : class
        {
            if (await StageAsync(rows, table => SqlServerStatements.Update(table, only), ct) != rows.Count)
            {
                throw new InvalidOperationException($"A row of {typeof(T).Name} to be updated does not exist.");
            }
        }

        public Task UpsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class => StageAsync(rows, SqlServerStatements.Upsert, ct);

        public Task AddAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class => StageAsync(rows, SqlServerStatements.Add, ct);

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
                entered.Dispose();
            }
        }

        /// <summary>Fills the temporary table, runs the statements over it and returns how many rows they touched.</summary>
        private async Task<int> StageAsync<T>(IReadOnlyCollection<T> rows, Func<BulkTable, string> statements, CancellationToken ct)
            where T : class
        {
            if (rows.Count == 0)
            {
                return 0;
            }

            BulkKeys.RefuseDoubles(db, rows);
            var table = BulkTable.Of<T>(db);
            await ExecuteAsync(SqlServerStatements.Make(table), ct);
            await CopyAsync(SqlServerStatements.Rows, table.Columns, rows, ct);
            var touched = await ExecuteAsync(statements(table), ct);
            await ExecuteAsync(SqlServerStatements.Drop, ct);
            return touched;
        }

        private async Task CopyAsync<T>(string target, IReadOnlyList<BulkColumn> columns, IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class
        {
            using var copy = new SqlBulkCopy(Connection, SqlBulkCopyOptions.CheckConstraints, Transaction) { DestinationTableName = target };
            foreach (var column in columns)
            {
                copy.ColumnMappings.Add(column.Name, column.Name);
            }

            await using var reader = new RowReader<T>(rows, columns);
            await copy.WriteToServerAsync(reader, ct);
        }

        private async Task<int> ExecuteAsync(string text, CancellationToken ct)
        {
            await using var command = new SqlCommand(text, Connection, Transaction);
            return await command.ExecuteNonQueryAsync(ct);
        }
    }
}
