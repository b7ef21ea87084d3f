using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Host.Startup;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>The centre's database context on each provider, without a connection.</summary>
internal static class Providers
{
    public static readonly string[] All = ["Sqlite", "PostgreSql", "SqlServer"];

    /// <summary>A context that knows its provider's model and migrations and reaches no server.</summary>
    public static CentralDb Unconnected(string provider)
    {
        var services = new ServiceCollection().AddDatabase(provider, provider switch
        {
            "Sqlite" => "Data Source=nowhere.db",
            "PostgreSql" => "Host=nowhere.invalid",
            _ => "Server=nowhere.invalid",
        }).BuildServiceProvider();
        return services.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContext();
    }
}
