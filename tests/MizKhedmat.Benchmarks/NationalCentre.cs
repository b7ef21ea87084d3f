using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

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

    public async Task<int> AgencyIdAsync(AgencyCode code)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync();
        return await db.Agencies.Where(a => a.Code == code).Select(a => a.Id).SingleAsync();
    }

    /// <summary>Ends the server and removes its data.</summary>
    public async Task EndAsync()
    {
        await DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
