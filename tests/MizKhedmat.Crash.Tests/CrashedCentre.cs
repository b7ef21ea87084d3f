using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Tests;
using MizKhedmat.Central.Tests.House;
using MizKhedmat.Central.Tests.Intake;
using MizKhedmat.Data.PostgreSql;
using MizKhedmat.Data.Sqlite;
using Npgsql;

namespace MizKhedmat.Crash.Tests;

/// <summary>What falls in a round.</summary>
[Flags]
public enum Victim
{
    Application = 1,
    Database = 2,
    Both = Application | Database,
}

/// <summary>
/// The shipped Host as a process of its own over a database that outlives it, with some agencies and their machines, to be
/// killed without warning and started again. Ends only processes that it started, by their ids.
/// </summary>
internal sealed class CrashedCentre : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("centre-crash-").FullName;
    private readonly PostgreSqlServer? server;
    private readonly string? fault;
    private readonly StreamWriter log;
    private readonly ServiceProvider data;
    private Process? host;

    private CrashedCentre(string name, PostgreSqlServer? server, string? fault, bool isWired)
    {
        if (isWired)
        {
            Wire = new(new NpgsqlConnectionStringBuilder(server!.ConnectionString).Port) { Kill = () => host!.Kill() };
        }

        this.server = server;
        this.fault = fault;
        Name = name;
        log = new(Path.Combine(Results, $"host-{name}.log")) { AutoFlush = true };
        Http = new(new SocketsHttpHandler { UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(2) }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<RebuildCounters>().AddSingleton<Recount>();
        data = (server is null ? services.AddSqliteDatabase(Connection) : services.AddPostgreSqlDatabase(Connection + ";Pooling=false")).BuildServiceProvider();
    }

    /// <summary>Kept after the run: logs and histories.</summary>
    public static string Results { get; } = Directory.CreateDirectory(Path.Combine(SourceTree.Root, "tests", "TestResults", "crash")).FullName;

    public string Name { get; }

    public Uri Address { get; } = new($"http://localhost:{FreePort().ToString(CultureInfo.InvariantCulture)}/");

    public HttpClient Http { get; }

    public IReadOnlyList<TestClient> Clients { get; private set; } = [];

    /// <summary>What lies between the centre and its PostgreSQL; null: nothing.</summary>
    public DatabaseWire? Wire { get; }

    public IDbContextFactory<CentralDb> Data => data.GetRequiredService<IDbContextFactory<CentralDb>>();

    public IServiceProvider Services => data;

    private string Connection => server is null
        ? $"Data Source={Path.Combine(directory, "central.db")}"
        : new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "central" }.ConnectionString;

    /// <summary>
    /// A running centre with so many agencies. <paramref name="server"/> null: on SQLite. <paramref name="fault"/> names a way
    /// in which the process is made worse than it is (<see cref="WorseCentre"/>); null: as it is shipped. <paramref name="isWired"/>: its PostgreSQL is reached over
    /// <see cref="Wire"/>.
    /// </summary>
    public static async Task<CrashedCentre> StartAsync(string name, int agencies, PostgreSqlServer? server = null, string? fault = null, bool isWired = false)
    {
        var made = new CrashedCentre(name, server, fault, isWired);
        try
        {
            await made.FillAsync(agencies);
            await made.RunAsync();
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL, without a word before.</summary>
    public void Kill(Victim victim)
    {
        if (victim.HasFlag(Victim.Application))
        {
            host!.Kill();
            host.WaitForExit();
        }

        if (victim.HasFlag(Victim.Database))
        {
            server!.Kill();
        }
    }

    /// <summary>Completes when the process of the centre is dead.</summary>
    public Task DeadAsync() => host!.WaitForExitAsync();

    /// <summary>Starts again what fell and returns when the centre says that it is ready.</summary>
    public async Task RecoverAsync(Victim victim)
    {
        if (victim.HasFlag(Victim.Database))
        {
            server!.Start();
        }

        await (victim.HasFlag(Victim.Application) ? RunAsync() : ReadyAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (host is { HasExited: false })
        {
            host.Kill();
            await host.WaitForExitAsync();
        }

        host?.Dispose();
        Http.Dispose();
        await data.DisposeAsync();
        await (Wire?.DisposeAsync() ?? ValueTask.CompletedTask);
        NpgsqlConnection.ClearAllPools();
        server?.Dispose();
        await log.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>Agencies and clients are made by the centre's own rooms, in this process, before the first start.</summary>
    private async Task FillAsync(int agencies)
    {
        await using var centre = await Centre.StartAsync(new()
        {
            DataDirectory = directory,
            Settings = new Dictionary<string, string>
            {
                ["Database:Provider"] = server is null ? "Sqlite" : "PostgreSql", ["ConnectionStrings:Central"] = Connection, ["Sandbox:Enabled"] = "false",
            },
        });
        var clients = new List<TestClient>();
        for (var i = 0; i < agencies; i++)
        {
            var agency = await centre.AddAgencyAsync((1001 + i).ToString(CultureInfo.InvariantCulture), i % 2 == 0 ? "23" : "08");
            await IndexCentre.SetStandardAsync(centre, agency, 600);
            clients.Add(await centre.AddClientAsync(agency));
        }

        Clients = clients;
    }

    private async Task RunAsync()
    {
        var project = Path.Combine(SourceTree.Root, "src", "MizKhedmat.Central.Host");
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", Address.OriginalString.TrimEnd('/')])
        {
            WorkingDirectory = project,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_CONTENTROOT"] = project,
                ["Central__DataDirectory"] = directory,
                ["Database__Provider"] = server is null ? "Sqlite" : "PostgreSql",
                ["ConnectionStrings__Central"] = Wire is null ? Connection : new NpgsqlConnectionStringBuilder(Connection) { Port = Wire.Port }.ConnectionString,
                ["Demo__Enabled"] = "false",
                ["Sandbox__Enabled"] = "false",
                ["Limits__RequestsPerSecond"] = "100000",
                ["Limits__Burst"] = "100000",
                ["Limits__RecordsPerHour"] = "1000000000",
                ["Access__TokenCallsPerMinute"] = "100000",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        if (fault is not null)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(WorseCentre).Assembly.Location;
            start.Environment[WorseCentre.Setting] = fault;
        }

        host?.Dispose();
        host = Process.Start(start)!;
        host.OutputDataReceived += (_, line) => Log(line.Data);
        host.ErrorDataReceived += (_, line) => Log(line.Data);
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
        await ReadyAsync();
    }

    private async Task ReadyAsync()
    {
        var waited = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            if (host!.HasExited || waited.Elapsed > TimeSpan.FromMinutes(3))
            {
                throw new InvalidOperationException($"the centre {(host.HasExited ? "ended" : "is not ready after three minutes")}: see tests/TestResults/crash/host-{Name}.log");
            }

            await Task.Delay(50);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync("health/ready");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Log(string? line)
    {
        lock (log)
        {
            log.WriteLine(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
