using MizKhedmat.Central.Data;
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
        builder.Services.AddSingleton(options)
            .AddSingleton<DemoCountry>()
            .AddSingleton<DemoEditions>()
            .AddSingleton<DemoSecrets>()
            .AddSingleton<DemoProfiles>()
            .AddSingleton<DemoAddress>();
        if (options.Simulate)
        {
            builder.Services.AddHostedService<DemoStream>();
        }
    }

    /// <summary>After the reference data, before the server listens; does nothing without demo mode.</summary>
    public static async Task LoadDemoAsync(this WebApplication app, CancellationToken ct = default)
    {
        if (app.Services.GetService<DemoCountry>() is not { } country)
        {
            return;
        }

        var options = app.Services.GetRequiredService<DemoOptions>();
        var secrets = app.Services.GetRequiredService<DemoSecrets>();
        if (await country.LoadAsync(options.Size, options.Seed, ct) is { } loaded)
        {
            app.Logger.LogInformation(
                "Demo country ({Size}): {Agencies} agencies, {Offices} offices, {Services} services, {Requests} requests with {Events} events in {Seconds:0.0} s",
                loaded.Size, loaded.Agencies, loaded.Offices, loaded.Services, loaded.Requests, loaded.Events, loaded.Took.TotalSeconds);
        }

        var size = (await DemoRecipe.ReadAsync(app.Services.GetRequiredService<SeedData>(), options.Size, ct)).Size;
        var most = size.Accounts;
        var accounts = await secrets.ProvideAsync(most, ct);
        foreach (var edition in await app.Services.GetRequiredService<DemoEditions>().PublishAsync(size.Quarters, ct))
        {
            app.Logger.LogInformation("Demo edition published: {Edition}", edition);
        }

        await app.Services.GetRequiredService<DemoProfiles>().WriteAsync(options.Size, ct);
        app.Lifetime.ApplicationStarted.Register(() => Tell(app, options, secrets, accounts, most));
    }

    /// <summary>Where to look and as whom; passwords stand in the file only.</summary>
    private static void Tell(WebApplication app, DemoOptions options, DemoSecrets secrets, IReadOnlyList<DemoAccount> accounts, int most)
    {
        app.Logger.LogInformation(
            """
            Demo centre of fictional agencies at {Addresses}
              accounts and passwords: {Accounts} ({Count} accounts; people and keys for at most {Most} agencies)
              sign in as: national@demo, governor-23@demo, planning-23@demo, inspector@demo, head-1001@demo, editor-1001@demo, admin@demo
              keys of API clients: {Clients}; live stream of pushes: {Stream}
            """,
            string.Join(", ", app.Services.GetRequiredService<DemoAddress>().All), secrets.AccountsPath, accounts.Count, most,
            secrets.ClientsDirectory, options.Simulate ? "on" : "off");
    }
}
