using System.Globalization;
using MizKhedmat.Central.Tests;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// <c>overload</c>: what a centre on PostgreSQL does when it is offered five times what it can take. The sustainable rate is
/// that of as many connections as there are turns, each sending one batch after the other; then paced senders offer five
/// times as many records and wait for nobody. The ratio is that of records taken. Beside it: memory, what was refused and
/// how quickly, and how long an official waits for the national page, in a quiet centre, under each load.
/// </summary>
internal static class Overload
{
    private const int Times = 5;
    private const int Batch = 500;

    /// <summary>As many as a centre works on at once.</summary>
    private const int Connections = 8;

    private static TimeSpan Span => TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("BENCH_SECONDS") ?? "30", CultureInfo.InvariantCulture));

    public static async Task RunAsync()
    {
        using var server = new PostgreSqlServer();
        await using var centre = await OverloadCentre.StartAsync(server);
        using var load = new OverloadLoad(centre, Connections, Batch);
        using var official = await OverloadReader.SignInAsync(centre);
        await load.SustainAsync(TimeSpan.FromSeconds(20)); // warm
        var quiet = await official.WatchAsync(TimeSpan.FromSeconds(5));

        centre.ForgetPeak();
        var reading = official.WatchAsync(Span);
        var sustained = await load.SustainAsync(Span);
        var (sustainedRead, sustainedPeak) = (await reading, centre.PeakMegabytes());

        centre.ForgetPeak();
        reading = official.WatchAsync(Span);
        var flooded = await load.FloodAsync(Times * sustained.RecordsPerSecond, Span);
        var (floodedRead, floodedPeak) = (await reading, centre.PeakMegabytes());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"overload ratio={flooded.RecordsPerSecond / sustained.RecordsPerSecond:0.00} goal=>=0.80 sustained_s={sustained.RecordsPerSecond:0} taken_s={flooded.RecordsPerSecond:0}"
            + $" offered={flooded.Offered / Span.TotalSeconds / sustained.RecordsPerSecond:0.0}x refused_503={flooded.Share(503):0.00} refused_429={flooded.Share(429):0.00} failed={flooded.Failed}"
            + $" untold={flooded.Untold} refused_p95_ms={flooded.RefusedP95:0} taken_p95_ms={flooded.TakenP95:0} peak_mb={floodedPeak:0} sustained_peak_mb={sustainedPeak:0}"
            + $" page_p95_ms={floodedRead.P95:0} sustained_page_p95_ms={sustainedRead.P95:0} quiet_page_p95_ms={quiet.P95:0} pages={floodedRead.Count} pages_failed={floodedRead.Failed}"));
    }
}
