using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace MizKhedmat.Central.Tests;

/// <summary>A PostgreSQL server of our own, on a free port of the loopback, in a temporary directory; gone when it is disposed.</summary>
public sealed class PostgreSqlServer : IDisposable
{
    /// <summary>Not a setting of the server but of its birth; written like one.</summary>
    private const string NoChecksums = "data_checksums = off";

    private const string Binaries = "/usr/lib/postgresql/15/bin";

    private static readonly Lazy<PostgreSqlServer> Own = new(() =>
    {
        // In memory where the system has it: a database per test is thrown away anyway. Crash tests make their own, on disk.
        var server = new PostgreSqlServer("/dev/shm", []);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    });

    private readonly string directory;
    private readonly int port = FreePort();
    private bool isRunning;

    public PostgreSqlServer(params string[] settings)
        : this(Path.GetTempPath(), settings)
    {
    }

    private PostgreSqlServer(string place, string[] settings)
    {
        directory = Path.Combine(Directory.Exists(place) ? place : Path.GetTempPath(), "pg-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
        Directory.CreateDirectory(DataDirectory);
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "-R", "postgres", directory);
        }

        string[] checksums = settings.Contains(NoChecksums) ? [] : ["--data-checksums"];
        RunAsOwner($"{Binaries}/initdb", ["-D", DataDirectory, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", .. checksums]);
        File.AppendAllText(Path.Combine(DataDirectory, "postgresql.conf"), string.Join('\n',
        [
            "", $"port = {port}", "listen_addresses = '127.0.0.1'", $"unix_socket_directories = '{directory}'", "max_connections = 300", "shared_buffers = 256MB",
            .. settings.Where(setting => setting != NoChecksums), "",
        ]));
        Start();
    }

    public static bool IsInstalled => File.Exists($"{Binaries}/postgres");

    public static PostgreSqlServer Shared => Own.Value;

    public string DataDirectory => Path.Combine(directory, "data");

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";

    public void Start()
    {
        RunAsOwner($"{Binaries}/pg_ctl", "-D", DataDirectory, "-w", "-t", "60", "-l", Path.Combine(DataDirectory, "server.log"), "start");
        isRunning = true;
    }

    public void Stop(string mode = "fast") => RunAsOwner($"{Binaries}/pg_ctl", "-D", DataDirectory, "-w", "-m", mode, "stop");

    /// <summary>SIGKILL to the postmaster and all its children, without a word before; returns when they are gone. <see cref="Start"/> recovers.</summary>
    public void Kill()
    {
        isRunning = false;

        // Stopped first, so that it makes no child while we look at them.
        Run("/bin/sh", "-c", "kill -STOP \"$1\"", "kill", File.ReadLines(Path.Combine(DataDirectory, "postmaster.pid")).First());
        var pids = Pids();
        Run("/bin/sh", ["-c", "kill -KILL \"$@\" || true", "kill", .. pids]);
        while (pids.Any(IsAlive))
        {
            Thread.Sleep(10);
        }

        // Dead, but where the first process of a container buries nobody its number still answers, and no server would start.
        if (Directory.Exists($"/proc/{pids[0]}"))
        {
            File.Delete(Path.Combine(DataDirectory, "postmaster.pid"));
            File.Delete(Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{port}.lock")));
        }

        static bool IsAlive(string pid) => TryRead($"/proc/{pid}/stat") is { } stat && stat.Split(')')[^1].TrimStart()[0] != 'Z';
    }

    public void Execute(string text, string? connectionString = null)
    {
        using var connection = new NpgsqlConnection((connectionString ?? ConnectionString) + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(text, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Processor time of the server's processes together, those included that have ended.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            var ticks = 0L;
            var pids = Pids();
            foreach (var pid in pids)
            {
                // After the name in parentheses: state is field 3, user and system time are fields 14 and 15, of ended children 16 and 17.
                var fields = File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                ticks += long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
                ticks += pid == pids[0] ? long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture) : 0;
            }

            return TimeSpan.FromMilliseconds(ticks * 10);
        }
    }

    /// <summary>The postmaster and its children.</summary>
    public IReadOnlyList<string> Pids()
    {
        var postmaster = File.ReadLines(Path.Combine(DataDirectory, "postmaster.pid")).First();
        return
        [
            postmaster,
            .. Directory.EnumerateDirectories("/proc").Select(d => Path.GetFileName(d)).Where(d => char.IsAsciiDigit(d[0]))
                .Where(pid => TryRead($"/proc/{pid}/stat") is { } stat && stat.Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1] == postmaster),
        ];
    }

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null; // ended meanwhile
        }
    }

    public void Dispose()
    {
        try
        {
            if (isRunning)
            {
                Stop("immediate");
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>The server refuses to run as root: then everything is done as its own user.</summary>
    private static void RunAsOwner(string program, params string[] arguments)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Run("runuser", ["-u", "postgres", "--", program, .. arguments]);
        }
        else
        {
            Run(program, arguments);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        // The server keeps what it inherits open: its output goes to its own log, not to a pipe that is read to the end.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]))!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
