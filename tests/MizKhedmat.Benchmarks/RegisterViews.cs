using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// The register of the national demo country as officials read it: list, folded search, paging deep into the nation, one
/// record with its history. The ratio is the slowest of their 95th percentiles to the 150 ms of server time that are allowed.
/// </summary>
internal static class RegisterViews
{
    private const int Rounds = 40;
    private const double AllowedMs = 150;

    /// <summary>What was measured, as the last line of the benchmark says it.</summary>
    public static async Task<string> RunAsync()
    {
        var centre = new BenchCentre(Environment.GetEnvironmentVariable("BENCH_SIZE") ?? "national");
        try
        {
            var list = centre.Services.GetRequiredService<RegisterList>();
            var records = centre.Services.GetRequiredService<RegisterRecords>();
            var offices = (await list.ReadAsync(Scope.National, new(RegisterKind.Office) { PageSize = 1 }, default)).Total;
            var services = (await list.ReadAsync(Scope.National, new(RegisterKind.Service) { PageSize = 1 }, default)).Total;
            var agency = new AgencyCode("1001");
            var results = new Dictionary<string, double>
            {
                ["list"] = await P95Async(i => list.ReadAsync(Scope.National, new(RegisterKind.Office), default)),
                ["search"] = await P95Async(i => list.ReadAsync(Scope.National, new(RegisterKind.Office) { Text = i % 2 == 0 ? "خرم آباد" : "شهرستان" }, default)),
                ["search_nothing"] = await P95Async(i => list.ReadAsync(Scope.National, new(RegisterKind.Office) { Text = "هیچ‌کجا" }, default)),
                ["services"] = await P95Async(i => list.ReadAsync(Scope.National, new(RegisterKind.Service) { Text = "صدور" }, default)),
                ["page"] = await P95Async(i => list.ReadAsync(Scope.National, new(RegisterKind.Office) { Page = 1 + (i * 25) }, default)),
                ["province"] = await P95Async(i => list.ReadAsync(Scope.OfProvince(new("23")), new(RegisterKind.Office), default)),
                ["agency"] = await P95Async(i => list.ReadAsync(Scope.OfAgency(agency), new(RegisterKind.Office) { Text = "تهران" }, default)),
                ["record"] = await P95Async(i => records.FindAsync(Scope.National, agency, RegisterKind.Service, "S-001", default)),
            };
            var slowest = results.Values.Max();
            results["put"] = await P95Async(i => PutAsync(centre, agency, i));
            var figures = string.Join(' ', results.Select(r => string.Create(CultureInfo.InvariantCulture, $"register_{r.Key}_p95_ms={r.Value:0.0}")));
            return string.Create(CultureInfo.InvariantCulture, $"register_ratio={slowest / AllowedMs:0.00} register_goal=<=1.00 offices={offices} services={services} {figures}");
        }
        finally
        {
            await centre.EndAsync();
        }
    }

    /// <summary>One changed office of the widest agency, with its history, counters and commit; shown beside, not part of the goal.</summary>
    private static async Task<int> PutAsync(BenchCentre centre, AgencyCode agency, int round)
    {
        var body = JsonSerializer.SerializeToElement(new
        {
            title = "ادارهٔ سنجش " + round.ToString(CultureInfo.InvariantCulture), province = "23", county = "2301", level = "line", validFrom = "2018-06-22",
        });
        var id = await centre.AgencyIdAsync(agency);
        var results = await centre.Services.GetRequiredService<ChangeRegister>()
            .RunAsync(new(id, RegisterKind.Office, "centre", "benchmark"), [new(0, "23-9999", body)], default);
        return results[0].Fate == ChangeFate.Rejected ? throw new InvalidOperationException(results[0].Reasons[0].Code) : results[0].Revision;
    }

    /// <summary>95th percentile of the milliseconds of one reading, after a warm-up.</summary>
    private static async Task<double> P95Async<T>(Func<int, Task<T>> read)
    {
        for (var i = 0; i < 3; i++)
        {
            await read(i);
        }

        var times = new List<double>(Rounds);
        for (var i = 0; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await read(i);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return times[(int)(Rounds * .95) - 1];
    }
}
