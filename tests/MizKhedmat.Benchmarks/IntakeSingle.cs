using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Tests;
using MizKhedmat.Cli.Simulation;
using Npgsql;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// <c>intake-single</c> of QUALITY.md: one event per request on 16 and 64 connections, against a minimal endpoint in the same
/// run that reads the same body and does one durable insert into the same server.
/// </summary>
internal static class IntakeSingle
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("BENCH_SECONDS") ?? "12", CultureInfo.InvariantCulture));

    public static async Task RunAsync()
    {
        using var server = new PostgreSqlServer();
        var centre = new BenchCentre("small", server);
        try
        {
            await using var floor = await FloorAsync(server);
            var address = new Uri(floor.Urls.First());
            var bodies = await BodiesAsync(centre);
            var figures = new Dictionary<int, (double Ours, double Floor)>();
            foreach (var connections in (int[])[16, 64])
            {
                await RateAsync(bodies, connections, new Uri(address, "/one"), TimeSpan.FromSeconds(3));
                await RateAsync(bodies, connections, new Uri(centre.Address, "/api/v1/intake/events"), TimeSpan.FromSeconds(6));
                var least = await RateAsync(bodies, connections, new Uri(address, "/one"), Span);
                figures[connections] = (await RateAsync(bodies, connections, new Uri(centre.Address, "/api/v1/intake/events"), Span), least);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"intake-single ratio={figures[16].Ours / figures[16].Floor:0.00} goal=>=0.75 at_64={figures[64].Ours / figures[64].Floor:0.00} goal_64=>=1.0"
                + $" events_s_16={figures[16].Ours:0} floor_s_16={figures[16].Floor:0} events_s_64={figures[64].Ours:0} floor_s_64={figures[64].Floor:0}"));
        }
        finally
        {
            await centre.EndAsync();
        }
    }

    /// <summary>A token for each agency and a source of acceptances that nobody sent before.</summary>
    private static async Task<IReadOnlyList<(string Token, Func<byte[]> Next)>> BodiesAsync(BenchCentre centre)
    {
        var sources = new List<(string, Func<byte[]>)>();
        foreach (var file in Directory.EnumerateFiles(centre.ClientsDirectory, "*.jwk").Order(StringComparer.Ordinal).Take(16))
        {
            var profile = JsonSerializer.Deserialize<AgencyProfile>(await File.ReadAllTextAsync(Path.ChangeExtension(file, ".json")), Web)!;
            var work = new EventWork(profile, "S" + Path.GetFileNameWithoutExtension(file)[^4..], sources.Count, TimeProvider.System.GetUtcNow());
            var client = new CentreClient(new HttpClient(), centre.Address, ClientKey.Read(file), TimeProvider.System);
            var ready = new ConcurrentQueue<byte[]>(Enumerable.Range(0, 12_000).Select(i => work.Batch(i * 10, 5)));
            sources.Add((await client.TokenAsync(default), () => ready.TryDequeue(out var body) ? body : throw new InvalidOperationException("More bodies are needed for this span.")));
        }

        return sources;
    }

    /// <summary>Answered requests a second; every connection sends the next when the last was answered.</summary>
    private static async Task<double> RateAsync(IReadOnlyList<(string Token, Func<byte[]> Next)> sources, int connections, Uri address, TimeSpan span)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections });
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(async () =>
        {
            var (token, next) = sources[i % sources.Count];
            var count = 0;
            for (; watch.Elapsed < span; count++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(next()) };
                request.Content.Headers.ContentType = new("application/json");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                request.Headers.Add("Idempotency-Key", Ulid.New(TimeProvider.System.GetUtcNow().UtcDateTime));
                using var answer = await http.SendAsync(request);
                answer.EnsureSuccessStatusCode();
            }

            return count;
        })));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static async Task<WebApplication> FloorAsync(PostgreSqlServer server)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { MaxPoolSize = 64, MaxAutoPrepare = 10 });
        await using (var make = source.CreateCommand("CREATE TABLE one (id bigserial PRIMARY KEY, code text NOT NULL UNIQUE, body bytea NOT NULL)"))
        {
            await make.ExecuteNonQueryAsync();
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/one", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            using var document = JsonDocument.Parse(body.ToArray());
            await using var insert = source.CreateCommand("INSERT INTO one (code, body) VALUES ($1, $2)");
            insert.Parameters.Add(new() { Value = document.RootElement.GetProperty("records")[0].GetProperty("trackingCode").GetString() + context.Request.Headers["Idempotency-Key"] });
            insert.Parameters.Add(new() { Value = body.ToArray() });
            await insert.ExecuteNonQueryAsync();
            return Results.Ok();
        });
        await app.StartAsync();
        return app;
    }
}
