using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace MizKhedmat.Benchmarks;

/// <summary>The whole centre in this process on a real port, with the national demo country (60,000 offices) on SQLite.</summary>
internal sealed class NationalCentre : WebApplicationFactory<Program>
{
    private readonly string directory = Directory.CreateTempSubdirectory("centre-").FullName;

    public NationalCentre()
    {
        UseKestrel(0);
        StartServer();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(AppContext.BaseDirectory);
        builder.UseEnvironment("Development");
        builder.UseSetting("Central:DataDirectory", directory);
        builder.UseSetting("Demo:Enabled", "true");
        builder.UseSetting("Demo:Simulate", "false");
        builder.UseSetting("Demo:Size", Environment.GetEnvironmentVariable("BENCH_SIZE") ?? "national");
        builder.ConfigureLogging(log => log.ClearProviders());
    }

    /// <summary>Ends the server and removes its data.</summary>
    public async Task EndAsync()
    {
        await DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
