using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Host.Startup;
using Npgsql;
using Xunit;

namespace MizKhedmat.Central.Tests;

/// <summary>A PostgreSQL server of our own, on a free port of the loopback, in a temporary directory; gone when it is disposed.</summary>
public sealed class PostgreSqlServer : IDisposable
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private const string Template = "centre_template";

    private static readonly Lazy<PostgreSqlServer> Own = new(() =>
    {
        // In memory where the system has it: a database per test is thrown away anyway. Crash tests make their own, on disk.
        var server = new PostgreSqlServer(inMemory: true);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    });

    private readonly ConcurrentDictionary<string, Lazy<string>> databases = new();
    private readonly Lazy<bool> template;
    private readonly string directory;
    private readonly int port = FreePort();

    public PostgreSqlServer(params string[] settings)
        : this(inMemory: false, settings)
    {
    }

    private PostgreSqlServer(bool inMemory, params string[] settings)
    {
        Require();
        template = new(MakeTemplate);
        directory = Path.Combine(inMemory && Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "pg-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
        Directory.CreateDirectory(DataDirectory);
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "-R", "postgres", directory);
        }

        string[] checksums = settings.Contains("data_checksums = off") ? [] : ["--data-checksums"];
        RunAsOwner($"{Binaries}/initdb", ["-D", DataDirectory, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", .. checksums]);
        File.AppendAllText(Path.Combine(DataDirectory, "postgresql.conf"), string.Join('\n',
        [
            "", $"port = {port}", "listen_addresses = '127.0.0.1'", $"unix_socket_directories = '{directory}'", "max_connections = 300", "shared_buffers = 256MB",
            .. settings.Where(setting => setting != "data_checksums = off"), "",
        ]));
        Start();
    }

    public static PostgreSqlServer Shared => Own.Value;

    public string DataDirectory => Path.Combine(directory, "data");

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";

    /// <summary>Skips the test where PostgreSQL 15 is not installed; under CI that is a failure.</summary>
    public static void Require()
    {
        if (!File.Exists($"{Binaries}/postgres"))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "PostgreSQL 15 is missing: install the Debian package postgresql-15.");
            Assert.Fail("PostgreSQL 15 is missing, and under CI that is a failure.");
        }
    }

    /// <summary>Connection string of a database of this name, made from the migrated template where missing.</summary>
    public string Database(string name) => databases.GetOrAdd(name, one => new(() =>
    {
        _ = template.Value;
        Execute($"CREATE DATABASE \"{one}\" TEMPLATE {Template} STRATEGY FILE_COPY");
        return Named(one);
    })).Value;

    /// <summary>Ends its connections and removes it.</summary>
    public void Drop(string name)
    {
        if (databases.TryRemove(name, out _))
        {
            using (var pool = new NpgsqlConnection(Named(name)))
            {
                NpgsqlConnection.ClearPool(pool);
            }

            Execute($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        }
    }

    public void Start() => RunAsOwner($"{Binaries}/pg_ctl", "-D", DataDirectory, "-w", "-t", "60", "-l", Path.Combine(DataDirectory, "server.log"), "start");

    public void Stop(string mode = "fast") => RunAsOwner($"{Binaries}/pg_ctl", "-D", DataDirectory, "-w", "-m", mode, "stop");

    public void Execute(string text, string? database = null)
    {
        using var connection = new NpgsqlConnection((database ?? ConnectionString) + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(text, connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        try
        {
            Stop("immediate");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private string Named(string database) => new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database }.ConnectionString;

    /// <summary>A centre's empty database at this release: migrations are paid for once per server, not once per test.</summary>
    private bool MakeTemplate()
    {
        using (var services = new ServiceCollection().AddDatabase("PostgreSql", Named(Template)).BuildServiceProvider())
        {
            using var db = services.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContext();
            db.Database.Migrate();
        }

        Execute($"ALTER DATABASE {Template} ALLOW_CONNECTIONS false");
        return true;
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
