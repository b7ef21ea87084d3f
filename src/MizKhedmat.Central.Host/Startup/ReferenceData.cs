using MizKhedmat.Central.Data;
using MizKhedmat.Central.Obligations;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Central.Host.Startup;

/// <summary>The startup step that brings the reference data of every room up to date and puts the work calendar in force.</summary>
internal static class ReferenceData
{
    public static IServiceCollection AddReferenceData(this IServiceCollection services) =>
        services.AddSingleton(SeedData.Shipped).AddSingleton<ReferenceLoad>();

    /// <summary>Idempotent; returns how many files were new or changed.</summary>
    public static async Task<int> LoadReferenceDataAsync(this IServiceProvider services, CancellationToken ct = default)
    {
        var load = services.GetRequiredService<ReferenceLoad>();
        var changed = 0;
        foreach (var run in Verbs)
        {
            changed += await run(load, ct) ? 1 : 0;
        }

        await services.GetRequiredService<WorkCalendars>().LoadAsync(ct);
        return changed;
    }

    private static readonly IReadOnlyList<Func<ReferenceLoad, CancellationToken, Task<bool>>> Verbs =
    [
        LoadProvinces.RunAsync,
        LoadCounties.RunAsync,
        LoadCofog.RunAsync,
        LoadObligations.RunAsync,
        LoadHolidays.RunAsync,
        LoadIndicators.RunAsync,
        LoadIndicatorTargets.RunAsync,
        LoadMethodologies.RunAsync,
    ];
}
