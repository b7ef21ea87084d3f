using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MizKhedmat.Central.Tests;

namespace MizKhedmat.Benchmarks;

/// <summary>The shipped Host with the small demo country as a process of its own, so that memory and processor time are the server's.</summary>
internal sealed class OverloadCentre : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("centre-").FullName;
    private Process? host;

    public Uri Address { get; } = new($"http://localhost:{FreePort().ToString(CultureInfo.InvariantCulture)}/");

    public string DemoDirectory => Path.Combine(directory, "demo");

    public static async Task<OverloadCentre> StartAsync(PostgreSqlServer server)
    {
        var centre = new OverloadCentre();
        try
        {
            await centre.RunAsync(server.ConnectionString.Replace("Database=postgres", "Database=central", StringComparison.Ordinal));
            return centre;
        }
        catch
        {
            await centre.DisposeAsync();
            throw;
        }
    }

    /// <summary>From here on <see cref="PeakMegabytes"/> counts anew.</summary>
    public void ForgetPeak() => File.WriteAllText(FileOf("clear_refs"), "5");

    /// <summary>The most memory that the process held at once.</summary>
    public double PeakMegabytes() => double.Parse(
        File.ReadLines(FileOf("status")).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    public async ValueTask DisposeAsync()
    {
        if (host is { HasExited: false })
        {
            host.Kill();
            await host.WaitForExitAsync();
        }

        host?.Dispose();
        Npgsql.NpgsqlConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }

    private async Task RunAsync(string connection)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", Address.OriginalString.TrimEnd('/')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_CONTENTROOT"] = AppContext.BaseDirectory,
                ["Central__DataDirectory"] = directory,
                ["Database__Provider"] = "PostgreSql",
                ["ConnectionStrings__Central"] = connection,
                ["Demo__Enabled"] = "true",
                ["Demo__Size"] = "small",
                ["Demo__Simulate"] = "false",
                ["Limits__RecordsPerHour"] = "1000000000",
                ["Limits__RequestsPerSecond"] = "1000000",
                ["Limits__Burst"] = "1000000",
                ["Logging__LogLevel__Default"] = "Error",
            },
        };
        host = Process.Start(start)!;
        host.OutputDataReceived += (_, _) => { };
        host.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = Address };
        for (var waited = Stopwatch.StartNew(); !await IsReadyAsync(http);)
        {
            if (host.HasExited || waited.Elapsed > TimeSpan.FromMinutes(5))
            {
                throw new InvalidOperationException("the centre does not start");
            }

            await Task.Delay(200);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("health/ready");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private string FileOf(string name) => $"/proc/{host!.Id.ToString(CultureInfo.InvariantCulture)}/{name}";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
