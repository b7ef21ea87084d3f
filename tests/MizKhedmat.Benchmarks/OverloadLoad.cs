using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Cli.Simulation;

namespace MizKhedmat.Benchmarks;

/// <summary>What came of a time of pushing.</summary>
internal sealed class OverloadCount
{
    private readonly ConcurrentBag<(int Status, double Ms)> answers = [];
    private long offered;
    private long taken;
    private int untold;

    /// <summary>Records taken a second until <see cref="End"/>.</summary>
    public double RecordsPerSecond { get; private set; }

    public long Offered => offered;

    /// <summary>Refusals without Retry-After or the three RateLimit headers.</summary>
    public int Untold => untold;

    /// <summary>Neither taken nor refused by 429 or 503.</summary>
    public int Failed => answers.Count(a => a.Status is not (200 or 429 or 503));

    public double RefusedP95 => P95(answers.Where(a => a.Status is 429 or 503));

    public double TakenP95 => P95(answers.Where(a => a.Status == 200));

    public double Share(int status) => answers.Count(a => a.Status == status) / (double)Math.Max(1, answers.Count);

    /// <summary>What is answered from now on is no throughput of this time.</summary>
    public void End(TimeSpan took) => RecordsPerSecond = Interlocked.Read(ref taken) / took.TotalSeconds;

    public void Offer(int records) => Interlocked.Add(ref offered, records);

    public void Take(int status, double ms, int records, bool isTold)
    {
        answers.Add((status, ms));
        Interlocked.Add(ref taken, status == 200 ? records : 0);
        Interlocked.Add(ref untold, status is 429 or 503 && !isTold ? 1 : 0);
    }

    private static double P95(IEnumerable<(int Status, double Ms)> of)
    {
        var times = of.Select(a => a.Ms).Order().ToList();
        return times.Count == 0 ? 0 : times[(int)((times.Count - 1) * .95)];
    }
}

/// <summary>Agencies that push batches of mixed events; what was refused is offered again later under its key, as clients do.</summary>
internal sealed class OverloadLoad : IDisposable
{
    private const int Agencies = 4;

    private readonly OverloadCentre centre;
    private readonly int connections;
    private readonly int batch;
    private readonly Sender[] senders;

    public OverloadLoad(OverloadCentre centre, int connections, int batch)
    {
        (this.centre, this.connections, this.batch) = (centre, connections, batch);
        senders = [.. Directory.EnumerateFiles(Path.Combine(centre.DemoDirectory, "clients"), "*.jwk").Order().Take(Agencies).Select((file, i) => new Sender(centre, file, i, batch))];
    }

    /// <summary>A few connections, each with one batch after the other; a refused one is offered again after what it is told.</summary>
    public async Task<OverloadCount> SustainAsync(TimeSpan span)
    {
        await PrepareAsync(span);
        var count = new OverloadCount();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(async () =>
        {
            while (watch.Elapsed < span)
            {
                await senders[i % senders.Length].SendAsync(count);
            }
        })));
        count.End(watch.Elapsed);
        return count;
    }

    /// <summary>So many records a second at an even pace, whatever becomes of those before.</summary>
    public async Task<OverloadCount> FloodAsync(double recordsPerSecond, TimeSpan span)
    {
        await PrepareAsync(span);
        var count = new OverloadCount();
        var sending = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (var sent = 0L; watch.Elapsed < span;)
        {
            for (var due = (long)(watch.Elapsed.TotalSeconds * recordsPerSecond / batch); sent < due; sent++)
            {
                sending.Add(senders[sent % senders.Length].SendAsync(count));
            }

            await Task.Delay(5);
        }

        count.End(watch.Elapsed);
        await Task.WhenAll(sending);
        return count;
    }

    public void Dispose() => Array.ForEach(senders, sender => sender.Dispose());

    /// <summary>Tokens and bodies are there before the clock runs.</summary>
    private Task PrepareAsync(TimeSpan span) => Task.WhenAll(senders.Select(sender => sender.PrepareAsync((int)(span.TotalSeconds * 20_000 / batch / senders.Length))));

    private sealed class Sender(OverloadCentre centre, string keyFile, int seed, int batch) : IDisposable
    {
        private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

        private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 512, UseCookies = false }) { BaseAddress = centre.Address, Timeout = TimeSpan.FromSeconds(60) };
        private readonly ClientKey key = ClientKey.Read(keyFile);
        private readonly ConcurrentQueue<(string Key, byte[] Body)> bodies = new();
        private readonly EventWork work = new(
            JsonSerializer.Deserialize<AgencyProfile>(File.ReadAllText(Path.ChangeExtension(keyFile, ".json")), Web)!,
            "O" + Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture)[^6..], seed, TimeProvider.System.GetUtcNow());

        private AuthenticationHeaderValue? token;
        private int round;

        public async Task PrepareAsync(int count)
        {
            while (bodies.Count < count)
            {
                Make();
            }

            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials", ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ["client_assertion"] = key.Assertion(centre.Address.OriginalString.TrimEnd('/'), TimeProvider.System.GetUtcNow()),
            });
            using var answer = await http.PostAsync("oauth/token", form);
            token = new("Bearer", JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement.GetProperty("access_token").GetString());
        }

        public async Task SendAsync(OverloadCount count)
        {
            count.Offer(batch);
            var push = Next();
            var start = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/events") { Content = new ByteArrayContent(push.Body) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Authorization = token;
            request.Headers.Add("Idempotency-Key", push.Key);
            try
            {
                using var answer = await http.SendAsync(request);
                await answer.Content.LoadIntoBufferAsync();
                count.Take((int)answer.StatusCode, Stopwatch.GetElapsedTime(start).TotalMilliseconds, batch, IsTold(answer));
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    bodies.Enqueue(push);
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                count.Take(0, Stopwatch.GetElapsedTime(start).TotalMilliseconds, batch, isTold: false);
                bodies.Enqueue(push);
            }
        }

        public void Dispose() => http.Dispose();

        private static bool IsTold(HttpResponseMessage answer) => answer.Headers.RetryAfter is not null
            && answer.Headers.Contains("RateLimit-Limit") && answer.Headers.Contains("RateLimit-Remaining") && answer.Headers.Contains("RateLimit-Reset");

        private (string Key, byte[] Body) Next()
        {
            (string Key, byte[] Body) push;
            while (!bodies.TryDequeue(out push))
            {
                Make();
            }

            return push;
        }

        private void Make()
        {
            lock (work)
            {
                bodies.Enqueue((Ulid.New(TimeProvider.System.GetUtcNow().UtcDateTime), work.Batch(round++, batch)));
            }
        }
    }
}
