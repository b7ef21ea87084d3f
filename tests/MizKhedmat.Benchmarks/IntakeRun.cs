using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MizKhedmat.Cli.Simulation;

namespace MizKhedmat.Benchmarks;

/// <summary>What a run of pushes cost.</summary>
/// <param name="PerSecond">Records a second.</param>
/// <param name="CpuMicros">Processor time of this process (client and centre) per record, in microseconds.</param>
/// <param name="Allocated">Bytes allocated in this process per record.</param>
internal sealed record IntakeCost(double PerSecond, double CpuMicros, double Allocated)
{
    /// <summary>Processor time of a database server of its own per record, in microseconds.</summary>
    public double DatabaseMicros { get; init; }
}

/// <summary>Two agencies push batches over HTTP with real tokens, each from one connection, one batch after the other.</summary>
internal sealed class IntakeRun(BenchCentre centre, int batch)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly (CentreClient Client, EventWork Work)[] agencies =
    [
        .. new[] { "agency-1001", "agency-1002" }.Select((id, i) =>
        {
            var profile = JsonSerializer.Deserialize<AgencyProfile>(File.ReadAllText(Path.Combine(centre.ClientsDirectory, id + ".json")), Web)!;
            var client = new CentreClient(new HttpClient(), centre.Address, ClientKey.Read(Path.Combine(centre.ClientsDirectory, id + ".jwk")), TimeProvider.System);
            return (client, new EventWork(profile, "B" + Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture)[^6..], i, TimeProvider.System.GetUtcNow()));
        }),
    ];

    private int round;

    /// <summary>Pushes so many records in all; every record must be taken.</summary>
    public async Task<IntakeCost> PushAsync(int records)
    {
        var rounds = records / batch / agencies.Length;
        var bodies = agencies.Select(a => Enumerable.Range(round, rounds).Select(r => a.Work.Batch(r, batch)).ToList()).ToList();
        round += rounds;
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var pushed = await Task.WhenAll(agencies.Select((a, i) => Task.Run(() => PushAllAsync(a.Client, bodies[i]))));
        var took = watch.Elapsed.TotalSeconds;
        process.Refresh();
        var count = pushed.Sum();
        return new(count / took, (process.TotalProcessorTime - cpu).TotalMicroseconds / count, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)count);
    }

    private static async Task<int> PushAllAsync(CentreClient client, List<byte[]> bodies)
    {
        var count = 0;
        foreach (var body in bodies)
        {
            var outcome = await client.PushAsync("/api/v1/intake/events", body, Central.Kernel.Ulid.New(TimeProvider.System.GetUtcNow().UtcDateTime), default);
            if (outcome.Status != 200 || outcome.Rejected > 0)
            {
                throw new InvalidOperationException($"{outcome.Status}: {outcome.Body[..Math.Min(500, outcome.Body.Length)]}");
            }

            count += outcome.Received;
        }

        return count;
    }
}
