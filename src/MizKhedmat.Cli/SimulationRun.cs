using System.Security.Cryptography;
using System.Text.Json;
using MizKhedmat.Cli.Simulation;

namespace MizKhedmat.Cli;

/// <summary>Plays all agencies of a directory at once for some seconds, sharing one rate evenly.</summary>
internal sealed class SimulationRun(TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Throws <see cref="FormatException"/> when the directory holds no pair of key and profile.</summary>
    public async Task<SimulationTally> RunAsync(Uri url, string directory, double rate, double seconds, int batch, bool sandbox, CancellationToken ct)
    {
        var tally = new SimulationTally();
        var agencies = Directory.EnumerateFiles(directory, "*.jwk").Order(StringComparer.Ordinal)
            .Select(path => (Key: path, Profile: Path.ChangeExtension(path, ".json")))
            .Where(pair => File.Exists(pair.Profile))
            .Select(pair => (pair.Key, Profile: JsonSerializer.Deserialize<AgencyProfile>(File.ReadAllText(pair.Profile), Json)!))
            .Where(pair => pair.Profile.Simulate)
            .ToList();
        if (agencies.Count == 0)
        {
            throw new FormatException($"{directory} holds no FILE.jwk with a FILE.json beside it.");
        }

        using var http = new HttpClient();
        var until = clock.GetUtcNow().AddSeconds(seconds);
        await Task.WhenAll(agencies.Select(agency =>
        {
            var run = "S" + Convert.ToHexString(RandomNumberGenerator.GetBytes(5));
            var client = new CentreClient(http, url, ClientKey.Read(agency.Key), clock, sandbox);
            var play = new AgencyPlay(agency.Profile, run, new Random(), clock);
            return new AgencyStream(client, play, tally, clock).RunAsync(() => rate / agencies.Count, batch, until, ct);
        }));
        return tally;
    }
}
