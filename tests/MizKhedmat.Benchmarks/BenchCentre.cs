using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests;
using Npgsql;

namespace MizKhedmat.Benchmarks;

/// <summary>The whole centre in this process on a real port with a demo country, on SQLite or on a PostgreSQL of its own.</summary>
internal sealed class BenchCentre : WebApplicationFactory<Program>
{
    private readonly string directory = Directory.CreateTempSubdirectory("centre-").FullName;
    private readonly string size;

    public BenchCentre(string size, PostgreSqlServer? server = null)
    {
        this.size = size;
        ConnectionString = server is null ? null
            : new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "central_" + Ulid.New(TimeProvider.System.GetUtcNow().UtcDateTime).ToLowerInvariant() }.ConnectionString;
        UseKestrel(0);
        StartServer();
    }

    /// <summary>Of the PostgreSQL database; null on SQLite.</summary>
    public string? ConnectionString { get; }

    /// <summary>The SQLite file.</summary>
    public string DatabaseFile => Path.Combine(directory, "central.db");

    public string ClientsDirectory => Path.Combine(directory, "demo", "clients");

    /// <summary>On PostgreSQL: the peer that may take the place of the centre's own store.</summary>
    public EfBulkStore Peer => Services.GetRequiredService<EfBulkStore>();

    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(AppContext.BaseDirectory);
        builder.UseEnvironment("Development");
        builder.UseSetting("Central:DataDirectory", directory);
        builder.UseSetting("Demo:Enabled", "true");
        builder.UseSetting("Demo:Simulate", "false");
        builder.UseSetting("Demo:Size", size);
        builder.UseSetting("Limits:RecordsPerHour", "1000000000");
        builder.UseSetting("Limits:RequestsPerSecond", "1000000");
        builder.UseSetting("Limits:Burst", "1000000");
        builder.UseSetting("Access:TokenCallsPerMinute", "1000000");
        if (ConnectionString is not null)
        {
            builder.UseSetting("Database:Provider", "PostgreSql");
            builder.UseSetting("ConnectionStrings:Central", ConnectionString);
        }

        builder.ConfigureLogging(log => log.ClearProviders());
        if (ConnectionString is not null)
        {
            builder.ConfigureServices(AddPeer);
        }
    }

    private static void AddPeer(IServiceCollection services)
    {
        var own = services.Single(service => service.ServiceType == typeof(IBulkStore));
        services.Remove(own);
        services.AddSingleton(own.ImplementationType!)
            .AddSingleton(provider => new EfBulkStore((IBulkStore)provider.GetRequiredService(own.ImplementationType!), provider.GetRequiredService<IDbContextFactory<CentralDb>>()))
            .AddSingleton<IBulkStore>(provider => provider.GetRequiredService<EfBulkStore>());
    }

    public async Task<T> InDbAsync<T>(Func<CentralDb, Task<T>> ask)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync();
        return await ask(db);
    }

    public Task<int> AgencyIdAsync(AgencyCode code) => InDbAsync(db => db.Agencies.Where(a => a.Code == code).Select(a => a.Id).SingleAsync());

    /// <summary>Ends the server and removes its data.</summary>
    public async Task EndAsync()
    {
        await DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
