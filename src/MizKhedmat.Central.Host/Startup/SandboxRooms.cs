using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Sandbox;

namespace MizKhedmat.Central.Host.Startup;

/// <summary>
/// Makes the sandbox out of the same rooms: own folder <c>{DataDirectory}/sandbox</c> with database, key and uploads, own
/// limits. It shares with the centre the clock, the log and how JSON is written, and nothing that stores.
/// </summary>
internal static class SandboxRooms
{
    /// <summary>Lower than the centre's: a vendor meets a 429 easily and slows nobody. <c>Sandbox:Limits:*</c> says otherwise.</summary>
    private static readonly Dictionary<string, string?> Limits = new()
    {
        ["Limits:RequestsPerSecond"] = "10", ["Limits:Burst"] = "20", ["Limits:RecordsPerHour"] = "100000", ["Limits:Batches"] = "2", ["Limits:WaitingBatches"] = "16",
    };

    public static void AddSandbox(this WebApplicationBuilder builder, CentreOptions centre)
    {
        var configuration = builder.Configuration;
        builder.Services.AddSandbox(new SandboxPlan(
            shared => Make(shared, configuration, centre),
            async (rooms, ct) =>
            {
                await rooms.MigrateAsync();
                await rooms.LoadReferenceDataAsync(ct);
            },
            configuration.GetValue("Sandbox:Enabled", true)));
    }

    private static ServiceCollection Make(IServiceProvider shared, IConfiguration configuration, CentreOptions centre)
    {
        var own = centre with { DataDirectory = Path.Combine(centre.DataDirectory, "sandbox") };
        Directory.CreateDirectory(own.DataDirectory);
        var services = new ServiceCollection();
        services.AddOptions()
            .AddSingleton(shared.GetRequiredService<ILoggerFactory>())
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton(shared.GetRequiredService<TimeProvider>())
            .AddSingleton(shared.GetRequiredService<IHostEnvironment>())
            .AddSingleton(shared.GetRequiredService<IOptions<JsonOptions>>())
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Limits).AddConfiguration(configuration.GetSection("Sandbox")).Build())
            .AddSingleton(own)
            .AddSingleton(PersonalDataKey.Open(own.DataDirectory))
            .AddDatabase(Settings.ProviderOf(configuration), Settings.SandboxConnection(configuration, centre))
            .AddClientLimits()
            .AddRooms();
        return services;
    }
}
