using System.Diagnostics;
using System.Globalization;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Tests;
using Npgsql;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// <c>dashboards</c> of QUALITY.md: the views behind the national, province and agency pages over about a million events (the
/// medium demo country) and over twenty times as many in a copy of that database (<see cref="ManifoldFacts"/>), on
/// PostgreSQL, round by round in turn; the copy's counters equal a recount of its events for one agency. The ratio is that of the
/// medians, the worst of the three views'. Beside it the register of the national demo country (<see cref="RegisterViews"/>) and the
/// list of requests behind a number, which reads the facts themselves.
/// </summary>
internal static class Dashboards
{
    private const int Times = 20;
    private const int Warm = 10;
    private const int Rounds = 40;
    private const double MostNationalMs = 50;

    /// <summary>Read, not written: nothing here asks whether the database would survive a crash.</summary>
    private static readonly string[] Settings =
        ["fsync = off", "synchronous_commit = off", "full_page_writes = off", "wal_level = minimal", "max_wal_senders = 0", "max_wal_size = 2GB", "maintenance_work_mem = 256MB", "shared_buffers = 2GB", "autovacuum = off"];

    private static readonly AgencyCode Agency = new("1001");

    /// <summary>Fewer events than half a million: the small demo country, for a trial.</summary>
    private static string Size => int.Parse(Environment.GetEnvironmentVariable("BENCH_EVENTS") ?? "1000000", CultureInfo.InvariantCulture) < 500_000 ? "small" : "medium";

    public static async Task RunAsync()
    {
        var register = await RegisterViews.RunAsync();
        using var server = new PostgreSqlServer(Settings);
        var facts = await FactsAsync(server);
        Console.WriteLine($"{facts} {register}");
        NpgsqlConnection.ClearAllPools();
    }

    private static async Task<string> FactsAsync(PostgreSqlServer server)
    {
        var centre = new BenchCentre(Size, server);
        var one = new NpgsqlConnectionStringBuilder(centre.ConnectionString);
        await centre.EndAsync();
        NpgsqlConnection.ClearAllPools();
        var many = new NpgsqlConnectionStringBuilder(centre.ConnectionString) { Database = one.Database + "_many" };
        server.Execute($"CREATE DATABASE \"{many.Database}\" TEMPLATE \"{one.Database}\"", server.ConnectionString + ";Command Timeout=0");
        await using var few = new BoardViews(one.ConnectionString, Agency);
        await using var copies = new BoardViews(many.ConnectionString, Agency);
        Say("counting");
        var events = await few.EventsAsync();
        await ManifoldFacts.MakeAsync(copies, many.ConnectionString, Times, Say);
        server.Execute("VACUUM ANALYZE", one.ConnectionString + ";Command Timeout=0");
        server.Execute("VACUUM ANALYZE", many.ConnectionString + ";Command Timeout=0");
        Say("recounting agency " + Agency);
        var recounted = await copies.RecountAsync();
        Say("measuring");
        var (compared, manyEvents) = (await CompareAsync(few, copies, server), await copies.EventsAsync());
        return string.Create(CultureInfo.InvariantCulture, $"{compared} events={events} many_events={manyEvents} recounted_events={recounted}");
    }

    private static async Task<string> CompareAsync(BoardViews few, BoardViews copies, PostgreSqlServer server)
    {
        Dictionary<string, (double Few, double Many, double Ratio, double Cpu)> views = [];
        foreach (var view in BoardViews.Names)
        {
            List<double> fewTimes = [], manyTimes = [];
            var cpu = TimeSpan.Zero;
            for (var round = -Warm; round < Rounds; round++)
            {
                cpu = round == 0 ? Cpu(server) : cpu;
                // In turns: whoever comes second finds a warmer processor and the garbage of the first.
                var isFewFirst = round % 2 == 0;
                var (first, second) = (await TimeAsync(isFewFirst ? few : copies, view), await TimeAsync(isFewFirst ? copies : few, view));
                if (round >= 0)
                {
                    fewTimes.Add(isFewFirst ? first : second);
                    manyTimes.Add(isFewFirst ? second : first);
                }
            }

            views[view] = (At(.95, fewTimes), At(.95, manyTimes), At(.5, manyTimes) / At(.5, fewTimes), (Cpu(server) - cpu).TotalMilliseconds / Rounds / 2);
        }

        var boards = views.Where(view => view.Key != BoardViews.Requests).Max(view => view.Value.Ratio);
        var national = views[BoardViews.National].Many;
        return string.Create(CultureInfo.InvariantCulture, $"dashboards ratio={boards:0.00} goal=<=1.30 national_of_50_ms={national / MostNationalMs:0.00} ")
            + string.Join(' ', views.Select(view => string.Create(
                CultureInfo.InvariantCulture, $"{view.Key}_p95_ms={view.Value.Few:0.0} {view.Key}_many_p95_ms={view.Value.Many:0.0} {view.Key}_ratio={view.Value.Ratio:0.00} {view.Key}_cpu_ms={view.Value.Cpu:0.0}")));
    }

    /// <summary>Processor time of this process and of the database server together.</summary>
    private static TimeSpan Cpu(PostgreSqlServer server)
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime + server.ProcessorTime;
    }

    private static async Task<double> TimeAsync(BoardViews views, string view)
    {
        var start = Stopwatch.GetTimestamp();
        await views.ReadAsync(view);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double At(double share, List<double> times)
    {
        times.Sort();
        return times[(int)(times.Count * share) - 1];
    }

    private static void Say(string what) => Console.WriteLine($"# {what}");
}
