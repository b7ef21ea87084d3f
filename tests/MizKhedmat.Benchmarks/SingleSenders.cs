using System.Diagnostics;
using System.Globalization;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Cli.Simulation;

namespace MizKhedmat.Benchmarks;

/// <summary>What a window of single events gave.</summary>
/// <param name="Count">Events that were answered.</param>
/// <param name="Seconds">From the first request to the last answer.</param>
/// <param name="Cpu">Processor time of this process: senders and endpoint.</param>
/// <param name="Database">Processor time of the database server.</param>
internal sealed record SingleWindow(int Count, double Seconds, TimeSpan Cpu, TimeSpan Database)
{
    public static SingleWindow Sum(IReadOnlyCollection<SingleWindow> windows) => new(
        windows.Sum(w => w.Count), windows.Sum(w => w.Seconds), TimeSpan.FromTicks(windows.Sum(w => w.Cpu.Ticks)), TimeSpan.FromTicks(windows.Sum(w => w.Database.Ticks)));

    public double PerSecond => Count / Seconds;
}

/// <summary>
/// Senders of single events over so many connections, one request after the other on each: bodies are made on the way, the
/// agencies take turns, each request has its own Idempotency-Key. The same senders serve the centre and the floor.
/// </summary>
internal sealed class SingleSenders(IReadOnlyList<ClientKey> keys, string clients, Func<TimeSpan> database)
{
    private readonly AgencyProfile[] profiles = [.. keys.Select(key => MachineToken.ProfileOf(clients, key))];

    private int runs;

    /// <summary>Sends until the time is over or, without a time, until <paramref name="most"/> events were answered.</summary>
    public async Task<SingleWindow> SendAsync(Uri target, IReadOnlyList<string> tokens, int connections, TimeSpan? time = null, int most = int.MaxValue)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false, UseProxy = false };
        using var http = new HttpMessageInvoker(handler);
        using var process = Process.GetCurrentProcess();
        var run = Interlocked.Increment(ref runs);
        var left = most;
        var (cpu, db) = (process.TotalProcessorTime, database());
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(sender => Task.Run(() => SendOwnAsync(sender))));
        var seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return new(counts.Sum(), seconds, process.TotalProcessorTime - cpu, database() - db);

        async Task<int> SendOwnAsync(int sender)
        {
            var agency = sender % profiles.Length;
            var name = string.Create(CultureInfo.InvariantCulture, $"S{run}-{sender}");
            var work = new EventWork(profiles[agency], name, (run * 1_000) + sender, TimeProvider.System.GetUtcNow());
            var count = 0;
            for (var round = 0; ; round++)
            {
                foreach (var body in work.Singles(round))
                {
                    if (watch.Elapsed > time || Interlocked.Decrement(ref left) < 0)
                    {
                        return count;
                    }

                    await SendOneAsync(http, target, tokens[agency], body);
                    count++;
                }
            }
        }
    }

    private static async Task SendOneAsync(HttpMessageInvoker http, Uri target, string token, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Ulid.New(TimeProvider.System.GetUtcNow().UtcDateTime));
        using var answer = await http.SendAsync(request, default);
        var told = await answer.Content.ReadAsByteArrayAsync();
        if ((int)answer.StatusCode != 200 || told.AsSpan().IndexOf("\"created\":1"u8) < 0)
        {
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(told)}");
        }
    }
}
