using System.Diagnostics;
using System.Globalization;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Tests;
using MizKhedmat.Cli.Simulation;
using Npgsql;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// <c>live</c> of QUALITY.md: from the answer to a push until 500 viewers of the hub, half on the nation and half on the
/// province of the push, have the number that holds it. The Host is a process of its own on PostgreSQL; its processor time
/// with no, 100 and 500 viewers under one rate of pushes says what a viewer costs. Tehran's requests of one agency, 60
/// pushes at uneven moments, after 15 of warm-up. A topic is sent at most once a second: most of the delay is that pause.
/// </summary>
internal static class Live
{
    private const double AllowedMs = 1_500;
    private const int Warm = 15;
    private const string Province = "23";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static int Pushes => int.Parse(Environment.GetEnvironmentVariable("BENCH_PUSHES") ?? "60", CultureInfo.InvariantCulture);

    public static async Task RunAsync()
    {
        using var server = new PostgreSqlServer();
        var directory = Directory.CreateTempSubdirectory("centre-").FullName;
        try
        {
            await using var host = new HostProcess(directory, new Dictionary<string, string>
            {
                ["Demo:Enabled"] = "true", ["Demo:Simulate"] = "false", ["Demo:Size"] = "small", ["Sandbox:Enabled"] = "false", ["Access:TokenCallsPerMinute"] = "1000",
                ["Database:Provider"] = "PostgreSql",
                ["ConnectionStrings:Central"] = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "central" }.ConnectionString,
            });
            await host.ReadyAsync();
            await MeasureAsync(host, Path.Combine(directory, "demo", "clients"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task MeasureAsync(HostProcess host, string clients)
    {
        using var http = new HttpClient();
        var key = MachineToken.Keys(clients)[0];
        var profile = MachineToken.ProfileOf(clients, key);
        var work = new EventWork(
            profile with { Offices = [.. profile.Offices.Where(o => o.Code.StartsWith(Province, StringComparison.Ordinal))] }, "L", 1, TimeProvider.System.GetUtcNow());
        var pusher = new Pusher(new(http, host.Address, key, TimeProvider.System), work);
        await WatchAsync(100); // the Host's code is compiled as it is used
        var (_, bare) = await WatchAsync(0);
        var (_, hundred) = await WatchAsync(100);
        var (delays, fiveHundred) = await WatchAsync(500);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"live ratio={At(delays, .95) / AllowedMs:0.00} goal=<=1.00 p50_ms={At(delays, .5):0} p95_ms={At(delays, .95):0} most_ms={delays[^1]:0} seen={delays.Count}"
            + $" cpu_per_viewer_ratio={fiveHundred / 500 / (hundred / 100):0.00} cpu_per_viewer_100={hundred / 100:0.000} cpu_per_viewer_500={fiveHundred / 500:0.000}"
            + $" further_viewer_ratio={(fiveHundred - bare) / 500 / ((hundred - bare) / 100):0.00} cpu_0={bare:0.0} cpu_100={hundred:0.0} cpu_500={fiveHundred:0.0}"));

        // Delays, and milliseconds of the Host's processor time a second.
        async Task<(List<double> Delays, double Cpu)> WatchAsync(int count)
        {
            var token = await MachineToken.OfAsync(http, host.Address, key);
            await using var viewers = await LiveViewers.ConnectAsync(host.Address, token, count, "national", "province:" + Province);
            viewers.Begin();
            await SeenAsync(viewers, (await pusher.PushAsync(Warm)).Count);
            viewers.Begin();
            var (cpu, watch) = (host.ProcessorTime, Stopwatch.StartNew());
            var answered = await pusher.PushAsync(Pushes);
            await SeenAsync(viewers, answered.Count);
            return (viewers.Delays(answered), (host.ProcessorTime - cpu).TotalMilliseconds / watch.Elapsed.TotalSeconds);
        }
    }

    private static async Task SeenAsync(LiveViewers viewers, int pushes)
    {
        for (var watch = Stopwatch.StartNew(); !viewers.HaveSeen(pushes); await Task.Delay(20))
        {
            if (watch.Elapsed > Patience)
            {
                throw new InvalidOperationException("Not every viewer saw every push.");
            }
        }
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(sorted.Count * share) - 1];

    /// <summary>Pushes one new request at a time, a quarter to three quarters of a second apart.</summary>
    private sealed class Pusher(CentreClient client, EventWork work)
    {
        private readonly Random random = new(1405);
        private int round;

        /// <summary>When each of them was answered.</summary>
        public async Task<IReadOnlyList<long>> PushAsync(int count)
        {
            List<long> answered = [];
            for (var i = 0; i < count; i++)
            {
                var outcome = await client.PushAsync(
                    "/api/v1/intake/events", work.Singles(round++).First(), Ulid.New(TimeProvider.System.GetUtcNow().UtcDateTime), default);
                answered.Add(Stopwatch.GetTimestamp());
                if (outcome is not { Status: 200, Rejected: 0 })
                {
                    throw new InvalidOperationException($"{outcome.Status}: {outcome.Body}");
                }

                await Task.Delay(random.Next(250, 750));
            }

            return answered;
        }
    }
}
