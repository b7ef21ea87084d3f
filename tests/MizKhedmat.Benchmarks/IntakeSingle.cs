using System.Globalization;
using MizKhedmat.Central.Tests;
using Npgsql;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// <c>intake-single</c> of QUALITY.md: one event per request over 16 and over 64 connections, all demo agencies with real
/// tokens, against an endpoint that only parses and inserts one row durably (<see cref="SingleFloor"/>). Both in this process
/// over one PostgreSQL with fsync, the same senders, windows in turn, after 20,000 events of warm-up each.
/// </summary>
internal static class IntakeSingle
{
    private const int Warm = 20_000;
    private const int Windows = 3;

    private static readonly int[] Connections = [16, 64];

    private static TimeSpan Window => TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("BENCH_SECONDS") ?? "10", CultureInfo.InvariantCulture));

    public static async Task RunAsync()
    {
        using var server = new PostgreSqlServer();
        var centre = new BenchCentre("small", server);
        try
        {
            await using var floor = await SingleFloor.StartAsync(centre.ConnectionString!, Connections.Max());
            await MeasureAsync(centre, floor, server);
        }
        finally
        {
            await centre.EndAsync();
            NpgsqlConnection.ClearAllPools();
        }
    }

    private static async Task MeasureAsync(BenchCentre centre, SingleFloor floor, PostgreSqlServer server)
    {
        using var http = new HttpClient();
        var keys = MachineToken.Keys(centre.ClientsDirectory);
        var senders = new SingleSenders(keys, centre.ClientsDirectory, () => server.ProcessorTime);
        var target = new Uri(centre.Address, "/api/v1/intake/events");
        await senders.SendAsync(target, await TokensAsync(), Connections.Max(), most: Warm);
        await senders.SendAsync(floor.Address, await TokensAsync(), Connections.Max(), most: Warm);
        var figures = new List<string>();
        var ratio = 0.0;
        foreach (var connections in Connections)
        {
            List<SingleWindow> own = [], bare = [];
            for (var i = 0; i < Windows; i++)
            {
                var tokens = await TokensAsync();
                own.Add(await senders.SendAsync(target, tokens, connections, Window));
                bare.Add(await senders.SendAsync(floor.Address, tokens, connections, Window));
            }

            var (ours, theirs) = (SingleWindow.Sum(own), SingleWindow.Sum(bare));
            ratio = ours.PerSecond / theirs.PerSecond;
            figures.Add(string.Create(
                CultureInfo.InvariantCulture, $"ratio{connections}={ratio:0.00} {Told("", connections, ours)} {Told("floor_", connections, theirs)}"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"intake-single ratio={ratio:0.00} goal=>=1.00 goal16=>=0.75 agencies={keys.Count} {string.Join(' ', figures)}"));

        async Task<IReadOnlyList<string>> TokensAsync() => await Task.WhenAll(keys.Select(key => MachineToken.OfAsync(http, centre.Address, key)));
    }

    private static string Told(string whose, int connections, SingleWindow window) => string.Create(
        CultureInfo.InvariantCulture,
        $"{whose}events_s_{connections}={window.PerSecond:0} {whose}cpu_us_{connections}={window.Cpu.TotalMicroseconds / window.Count:0}"
        + $" {whose}database_us_{connections}={window.Database.TotalMicroseconds / window.Count:0}");
}
