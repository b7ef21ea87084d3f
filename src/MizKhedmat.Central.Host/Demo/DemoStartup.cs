using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>The section <c>Demo</c> of the settings (API.md section 1).</summary>
internal sealed record DemoOptions(string Size, ulong Seed, bool Simulate);

/// <summary>Wires the demo country into the Host; without demo mode nothing of it is registered.</summary>
internal static class DemoStartup
{
    public static void AddDemo(this WebApplicationBuilder builder, CentreOptions centre)
    {
        if (!centre.Demo)
        {
            return;
        }

        var section = builder.Configuration.GetSection("Demo");
        var options = new DemoOptions(section["Size"] ?? "small", section.GetValue("Seed", 1405UL), section.GetValue("Simulate", true));
        builder.Services.AddSingleton(options).AddSingleton<DemoCountry>();
    }

    /// <summary>After the reference data, before the server listens; does nothing without demo mode.</summary>
    public static async Task LoadDemoAsync(this WebApplication app, CancellationToken ct = default)
    {
        if (app.Services.GetService<DemoCountry>() is not { } country)
        {
            return;
        }

        var options = app.Services.GetRequiredService<DemoOptions>();
        if (await country.LoadAsync(options.Size, options.Seed, ct) is { } loaded)
        {
            app.Logger.LogInformation(
                "Demo country ({Size}): {Agencies} agencies, {Offices} offices, {Services} services, {Requests} requests with {Events} events in {Seconds:0.0} s",
                loaded.Size, loaded.Agencies, loaded.Offices, loaded.Services, loaded.Requests, loaded.Events, loaded.Took.TotalSeconds);
        }
    }
}
