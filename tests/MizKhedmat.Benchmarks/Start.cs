using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// <c>start</c> of QUALITY.md: the built program as a process of its own, over a data directory in which the national demo
/// country stands already, until it is ready. The first start, which makes that country, is not counted.
/// </summary>
internal static class Start
{
    private const double AllowedSeconds = 10;

    public static async Task RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("centre-").FullName;
        try
        {
            var first = await UntilReadyAsync(directory);
            var seconds = new List<double>();
            for (var i = 0; i < 3; i++)
            {
                seconds.Add(await UntilReadyAsync(directory));
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"start ratio={seconds.Order().ElementAt(1) / AllowedSeconds:0.00} goal=<=1.00 seconds={seconds.Order().ElementAt(1):0.0} of_three={string.Join('/', seconds.Select(s => s.ToString("0.0", CultureInfo.InvariantCulture)))} first_with_demo_s={first:0}"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<double> UntilReadyAsync(string directory)
    {
        var port = FreePort();
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MizKhedmat.Central.Host.dll"), "--urls", $"http://127.0.0.1:{port}", "--environment", "Development"])
        {
            WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true,
        };
        info.Environment["ASPNETCORE_CONTENTROOT"] = AppContext.BaseDirectory;
        info.Environment["Central__DataDirectory"] = directory;
        info.Environment["Demo__Simulate"] = "false";
        info.Environment["Demo__Size"] = Environment.GetEnvironmentVariable("BENCH_SIZE") ?? "national";
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(info)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var http = new HttpClient();
        while (!await IsReadyAsync(http, port))
        {
            await Task.Delay(50);
            if (process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(10))
            {
                throw new InvalidOperationException("The centre did not become ready.");
            }
        }

        var took = watch.Elapsed.TotalSeconds;
        process.Kill();
        await process.WaitForExitAsync();
        return took;
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, int port)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
