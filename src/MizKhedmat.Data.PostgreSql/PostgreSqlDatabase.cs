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
        .AddSingleton(_ => new PostgreSqlSources(Reading(connectionString), Writing(connectionString)))
        .AddPooledDbContextFactory<CentralDb>((provider, options) => Configure(options, provider.GetRequiredService<PostgreSqlSources>().Reading))
        .AddScoped(provider => provider.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContext())
        .AddSingleton<IDatabaseServer, PostgreSqlServer>()
        .AddSingleton<IMonthPartitions, PostgreSqlMonths>()
        .AddSingleton<IBulkStore, PostgreSqlBulkStore>();

    internal static DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, NpgsqlDataSource source) => options
        .UseNpgsql(source, npgsql => npgsql.MigrationsAssembly(typeof(PostgreSqlDatabase).Assembly.GetName().Name))
        .ReplaceService<IModelCustomizer, PostgreSqlModel>();

    /// <summary>
    /// Many people read at once, each a few milliseconds: a helper process or a compiled plan for one of them starts slower than
    /// it reads, and takes the processor from the others.
    /// </summary>
    private static NpgsqlDataSource Reading(string connectionString) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
    {
        MaxPoolSize = ReadingPool,
        ApplicationName = "mizkhedmat",
        Options = "-c max_parallel_workers_per_gather=0 -c jit=off",
    });

    /// <summary>
    /// Statements are prepared once per connection; plans are generic, so that one made on an empty table does not turn a
    /// key look-up into a scan later. A session that stalls gives its locks back.
    /// </summary>
    private static NpgsqlDataSource Writing(string connectionString) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
    {
        MaxPoolSize = WritingPool,
        MaxAutoPrepare = 60,
        AutoPrepareMinUsages = 2,
        NoResetOnClose = true,
        ApplicationName = "mizkhedmat-intake",
        Options = "-c plan_cache_mode=force_generic_plan -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s",
    });
}

/// <summary>The two pools; closed with the centre.</summary>
internal sealed record PostgreSqlSources(NpgsqlDataSource Reading, NpgsqlDataSource Writing) : IAsyncDisposable, IDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Reading.DisposeAsync();
        await Writing.DisposeAsync();
    }

    public void Dispose()
    {
        Reading.Dispose();
        Writing.Dispose();
    }
}
