using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using Npgsql;

namespace MizKhedmat.Data.PostgreSql;

/// <summary>
/// PostgreSQL 15 or later. Readers and the intake have a pool each, so that a flood of pushes cannot take the officials'
/// connections (SECURITY.md section 8).
/// </summary>
public static class PostgreSqlDatabase
{
    /// <summary>Connections of screens, reading APIs and jobs.</summary>
    private const int ReadingPool = 20;

    /// <summary>Connections of bulk writers; admission lets fewer than this many work at once.</summary>
    private const int WritingPool = 20;

    /// <summary>Registers the database; <paramref name="connectionString"/> is one of Npgsql.</summary>
    public static IServiceCollection AddPostgreSqlDatabase(this IServiceCollection services, string connectionString) => services
        .AddSingleton(new PostgreSqlPools(Reading(connectionString), Writing(connectionString)))
        .AddPooledDbContextFactory<CentralDb>((provider, options) => Configure(options, provider.GetRequiredService<PostgreSqlPools>().Reading))
        .AddScoped(provider => provider.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContext())
        .AddSingleton<IDatabaseServer, PostgreSqlServer>()
        .AddSingleton<IBulkStore, PostgreSqlBulkStore>();

    /// <summary>
    /// By connection string, not by data source: EF would build a model and a query cache for every source.
    /// </summary>
    internal static DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(connectionString, npgsql => npgsql.MigrationsAssembly(typeof(PostgreSqlDatabase).Assembly.GetName().Name))
        .ReplaceService<IModelCustomizer, PostgreSqlModel>();

    private static string Reading(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = ReadingPool, ApplicationName = "mizkhedmat" }.ConnectionString;

    /// <summary>
    /// Statements are prepared once per connection; plans are generic, so that one made on an empty table does not turn a
    /// key look-up into a scan later. A session that stalls gives its locks back.
    /// </summary>
    private static string Writing(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        MaxPoolSize = WritingPool,
        MaxAutoPrepare = 60,
        AutoPrepareMinUsages = 2,
        NoResetOnClose = true,
        ApplicationName = "mizkhedmat-intake",
        Options = "-c plan_cache_mode=force_generic_plan -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s",
    }.ConnectionString;
}

/// <summary>Connection strings of the two pools, which are closed with the centre.</summary>
internal sealed record PostgreSqlPools(string Reading, string Writing) : IDisposable
{
    public void Dispose()
    {
        foreach (var pool in (string[])[Reading, Writing])
        {
            using var connection = new NpgsqlConnection(pool);
            NpgsqlConnection.ClearPool(connection);
        }
    }
}
