using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Tests;
using MizKhedmat.Cli.Simulation;
using Npgsql;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// <c>rank</c>: from the answer to a push of 1,000 events (SCORING.md 22: 2 s at 95 %) until the agency's own line of the live
/// ranking, as a client reads it, counts them. The Host is a process of its own on PostgreSQL with 60 agencies; eight of them push
/// in turn, 60 pushes at uneven moments after 40 of warm-up.
/// </summary>
internal static class LiveRank
{
    private const double AllowedMs = 2_000;
    private const int Events = 1_000;
    private const int Accepted = 200;
    private const int Clients = 8;
    private const int Warm = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static int Pushes => int.Parse(Environment.GetEnvironmentVariable("BENCH_PUSHES") ?? "60", CultureInfo.InvariantCulture);

    public static async Task RunAsync()
    {
        using var server = new PostgreSqlServer();
        var directory = Directory.CreateTempSubdirectory("centre-").FullName;
        try
        {
            await using var host = new HostProcess(directory, new Dictionary<string, string>
            {
                ["Demo:Enabled"] = "true", ["Demo:Simulate"] = "false", ["Demo:Size"] = Environment.GetEnvironmentVariable("BENCH_SIZE") ?? "medium",
                ["Sandbox:Enabled"] = "false", ["Access:TokenCallsPerMinute"] = "1000", ["Database:Provider"] = "PostgreSql",
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
        var random = new Random(1405);
        var agencies = new List<Agency>();
        foreach (var key in MachineToken.Keys(clients).Take(Clients))
        {
            agencies.Add(new(http, host.Address, key, new(MachineToken.ProfileOf(clients, key), "K", 1, TimeProvider.System.GetUtcNow())));
        }

        for (var i = 0; i < Warm; i++)
        {
            await agencies[i % Clients].PushAsync(i / Clients);
        }

        var (cpu, watch) = (host.ProcessorTime, Stopwatch.StartNew());
        var delays = new List<double>();
        for (var i = 0; i < Pushes; i++)
        {
            delays.Add(await agencies[i % Clients].PushAsync((Warm + i) / Clients));
            await Task.Delay(random.Next(100, 700));
        }

        delays.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"rank ratio={At(.95) / AllowedMs:0.00} goal=<=1.00 p50_ms={At(.5):0} p95_ms={At(.95):0} most_ms={delays[^1]:0} pushes={delays.Count} events={Events}"
            + $" cpu_per_push_ms={(host.ProcessorTime - cpu).TotalMilliseconds / Pushes:0} seconds={watch.Elapsed.TotalSeconds:0}"));

        double At(double share) => delays[(int)(delays.Count * share) - 1];
    }

    /// <summary>One agency that pushes and then looks at its own line.</summary>
    private sealed class Agency(HttpClient http, Uri centre, ClientKey key, EventWork work)
    {
        private readonly CentreClient client = new(http, centre, key, TimeProvider.System);
        private string? token;
        private long tokenAt;

        /// <summary>Milliseconds from the answer until the ranking counts what was accepted.</summary>
        public async Task<double> PushAsync(int round)
        {
            var before = await CountAsync();
            var outcome = await client.PushAsync("/api/v1/intake/events", work.Batch(round, Events), Ulid.New(TimeProvider.System.GetUtcNow().UtcDateTime), default);
            var answered = Stopwatch.GetTimestamp();
            if (outcome is not { Status: 200, Rejected: 0 })
            {
                throw new InvalidOperationException($"{outcome.Status}: {outcome.Body}");
            }

            while (await CountAsync() < before + Accepted)
            {
                if (Stopwatch.GetElapsedTime(answered) > Patience)
                {
                    throw new InvalidOperationException("The ranking did not take the push.");
                }

                await Task.Delay(20);
            }

            return Stopwatch.GetElapsedTime(answered).TotalMilliseconds;
        }

        /// <summary>Requests of the agency that the live ranking counts.</summary>
        private async Task<long> CountAsync()
        {
            if (token is null || Stopwatch.GetElapsedTime(tokenAt) > TimeSpan.FromMinutes(4))
            {
                (token, tokenAt) = (await MachineToken.OfAsync(http, centre, key), Stopwatch.GetTimestamp());
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(centre, "/api/v1/rankings/agencies?edition=live")) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("rows")[0].GetProperty("n").GetInt64();
        }
    }
}
