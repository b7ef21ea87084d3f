using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Data.SqlServer;

/// <summary>
/// SQL Server 2019 or later, with read committed snapshot on (readers never wait for the intake) and full durability.
/// </summary>
public static class SqlServerDatabase
{
    /// <summary>Oldest level of language that the statements may use: SQL Server 2019.</summary>
    internal const int CompatibilityLevel = 150;

    /// <summary>Registers the database; <paramref name="connectionString"/> is one of Microsoft.Data.SqlClient.</summary>
    public static IServiceCollection AddSqlServerDatabase(this IServiceCollection services, string connectionString)
    {
        // Another application name is another pool: a flood of pushes cannot take the officials' connections.
        var writing = new SqlConnectionStringBuilder(connectionString) { ApplicationName = "mizkhedmat-intake", MaxPoolSize = 20 }.ConnectionString;
        return services
            .AddPooledDbContextFactory<CentralDb>(options => Configure(options, connectionString))
            .AddScoped(provider => provider.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContext())
            .AddSingleton<IDatabaseServer, SqlServerServer>()
            .AddSingleton<IMonthPartitions>(_ => new SqlServerMonths(connectionString))
            .AddSingleton<IBulkStore>(_ => new SqlServerBulkStore(writing));
    }

    internal static DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlServer(connectionString, server => server
            .MigrationsAssembly(typeof(SqlServerDatabase).Assembly.GetName().Name)
            .UseCompatibilityLevel(CompatibilityLevel))
        .ReplaceService<IModelCustomizer, SqlServerModel>();
}
