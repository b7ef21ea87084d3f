using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace MizKhedmat.Cli.Simulation;

/// <summary>Pushes the play of one agency at a pace, batch by batch.</summary>
public sealed class AgencyStream(CentreClient client, AgencyPlay play, SimulationTally tally, TimeProvider clock)
{
    private const string Path = "/api/v1/intake/events";
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Runs until <paramref name="until"/>. <paramref name="rate"/> gives the events per second of this agency at the
    /// moment; a batch goes out when <paramref name="batch"/> events have come together, the rest at the end.
    /// </summary>
    public async Task RunAsync(Func<double> rate, int batch, DateTimeOffset until, CancellationToken ct)
    {
        var due = Random.Shared.NextDouble() * batch;
        var last = clock.GetTimestamp();
        while (clock.GetUtcNow() < until)
        {
            await Task.Delay(Beat, clock, ct);
            var now = clock.GetTimestamp();
            due += rate() * clock.GetElapsedTime(last, now).TotalSeconds;
            last = now;
            for (; due >= batch; due -= batch)
            {
                await PushAsync(batch, ct);
            }
        }

        if ((int)due > 0)
        {
            await PushAsync((int)due, ct);
        }
    }

    private async Task PushAsync(int count, CancellationToken ct)
    {
        var records = new JsonArray();
        for (var i = 0; i < count; i++)
        {
            records.Add((JsonNode)play.Next());
        }

        var body = Encoding.UTF8.GetBytes(new JsonObject { ["records"] = records }.ToJsonString());
        tally.Add(count, await client.PushAsync(Path, body, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), ct));
    }
}
