using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Tests;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// <c>intake-postgres</c> and <c>intake-sqlite</c> of QUALITY.md: 400,000 mixed events, the five events of a request in five
/// different batches of 2,000, two agencies, over HTTP; against the bare loading of the same final rows in the same run. On
/// PostgreSQL fewer of the same batches go through plain EF as well (<see cref="EfBulkStore"/>), to the same centre.
/// </summary>
internal static class Intake
{
    private const int Batch = 2_000;

    private static int Records => int.Parse(Environment.GetEnvironmentVariable("BENCH_RECORDS") ?? "400000", CultureInfo.InvariantCulture);

    private const int EfWarm = 8_000;
    private const int EfRecords = 20_000;

    private static int Warm => Math.Min(Records, 80_000);

    public static async Task PostgreSqlAsync()
    {
        using var server = new PostgreSqlServer();
        var centre = new BenchCentre("small", server);
        await using var floor = new PostgreSqlFloor(centre);
        var run = new IntakeRun(centre, Batch);
        var cost = await RunAsync(run, floor, server);
        var ef = await RunEfAsync(centre, run);
        Print("intake-postgres", cost, floor, goal: ">=0.35", string.Create(
            CultureInfo.InvariantCulture, $" ef_ratio={cost.PerSecond / ef.PerSecond:0.0} ef_goal=>=15 ef_records_s={ef.PerSecond:0} ef_cpu_us={ef.CpuMicros:0.0}"));
    }

    public static async Task SqliteAsync()
    {
        var centre = new BenchCentre("small");
        await using var floor = new SqliteFloor(centre);
        var cost = await RunAsync(new IntakeRun(centre, Batch), floor);
        Print("intake-sqlite", cost, floor, goal: ">=0.50");
    }

    private static async Task<IntakeCost> RunAsync(IntakeRun run, IFloor floor, PostgreSqlServer? server = null)
    {
        await run.PushAsync(Warm);
        await floor.BeginAsync();
        var before = server?.ProcessorTime;
        var cost = await run.PushAsync(Records);
        cost = cost with { DatabaseMicros = before is { } b ? (server!.ProcessorTime - b).TotalMicroseconds / Records : 0 };
        await floor.RunAsync(Records);
        return cost;
    }

    /// <summary>The same batches through EF; that it does the same work is seen from the counters, which equal the recount of its events too.</summary>
    private static async Task<IntakeCost> RunEfAsync(BenchCentre centre, IntakeRun run)
    {
        centre.Peer.IsOn = true;
        await run.PushAsync(EfWarm);
        var cost = await run.PushAsync(EfRecords);
        centre.Peer.IsOn = false;
        var differences = await centre.Services.GetRequiredService<Recount>().DifferencesAsync(default);
        return differences.Count == 0 ? cost : throw new InvalidOperationException($"{differences.Count} counters differ, the first: {differences[0]}");
    }

    private static void Print(string name, IntakeCost cost, IFloor floor, string goal, string more = "") => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name} ratio={cost.PerSecond / floor.PerSecond:0.00} goal={goal} records_s={cost.PerSecond:0} floor_s={floor.PerSecond:0}"
        + $" cpu_us={cost.CpuMicros:0.0} database_us={cost.DatabaseMicros:0.0} allocated_bytes={cost.Allocated:0} gb_per_million={floor.BytesPerEvent / 1000:0.00}{more}"));
}

/// <summary>The bare loading of the rows that a run left behind.</summary>
internal interface IFloor : IAsyncDisposable
{
    double PerSecond { get; }

    /// <summary>Growth of the database over the run, per event, in bytes.</summary>
    double BytesPerEvent { get; }

    /// <summary>Remembers where the run begins.</summary>
    Task BeginAsync();

    Task RunAsync(int records);
}
