using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Data.Sqlite;

/// <summary>The embedded default: one file, WAL, full durability, one writer at a time.</summary>
public static class SqliteDatabase
{
    /// <summary>Registers the database; <paramref name="connectionString"/> is a Microsoft.Data.Sqlite connection string.</summary>
    public static IServiceCollection AddSqliteDatabase(this IServiceCollection services, string connectionString) => services
        .AddSingleton<SqliteWriter>()
        .AddPooledDbContextFactory<CentralDb>((provider, options) =>
        {
            var writer = provider.GetRequiredService<SqliteWriter>();
            Configure(options, connectionString).AddInterceptors(writer.Saving, writer.Executing);
        })
        .AddScoped(provider => provider.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContext())
        .AddSingleton<IDatabaseServer, SqliteServer>()
        .AddSingleton<IMonthPartitions, SqliteMonths>()
        .AddSingleton<IBulkStore, SqliteBulkStore>();

    internal static DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(typeof(SqliteDatabase).Assembly.GetName().Name))
        .ConfigureWarnings(warnings => warnings.Ignore(SqliteEventId.SchemaConfiguredWarning))
        .AddInterceptors(Pragmas.Instance);

    /// <summary>WAL and FULL: a commit that was answered survives a power cut; readers never wait for the writer.</summary>
    private sealed class Pragmas : DbConnectionInterceptor
    {
        public static readonly Pragmas Instance = new();

        private const string Text = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=15000; PRAGMA foreign_keys=ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Text;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Text;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
