using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Host.Startup;
using Npgsql;
using Xunit;

namespace MizKhedmat.Central.Tests;

/// <summary>
/// On which database the centres of this run stand: <c>MIZ_TEST_DATABASE</c> = <c>Sqlite</c> (default), <c>PostgreSql</c>
/// (a private server that this process starts and removes) or <c>SqlServer</c> (a live one at <c>MIZ_TEST_SQLSERVER</c>).
/// Every data directory has a database of its own, so that a restarted centre finds its data.
/// </summary>
public static class TestDatabase
{
    private const string Template = "centre_template";

    private static readonly ConcurrentDictionary<string, Lazy<string>> Copies = new();
    private static readonly Lazy<bool> Migrated = new(MakeTemplate);

    public static string Provider { get; } = Environment.GetEnvironmentVariable("MIZ_TEST_DATABASE") is { Length: > 0 } set ? set : "Sqlite";

    /// <summary>The connection string of a data directory's database; null on SQLite, which makes its own file.</summary>
    public static string? ConnectionOf(string dataDirectory) => Provider switch
    {
        "PostgreSql" => Copies.GetOrAdd(NameOf(dataDirectory), name => new(() => Copy(name))).Value,
        "SqlServer" => new SqlConnectionStringBuilder(SqlServer) { InitialCatalog = NameOf(dataDirectory) }.ConnectionString,
        _ => null,
    };

    /// <summary>Removes the database of a directory that is removed too.</summary>
    public static void Drop(string dataDirectory)
    {
        foreach (var name in (string[])[NameOf(dataDirectory), NameOf(dataDirectory) + "_sandbox"])
        {
            DropNamed(name);
        }
    }

    private static void DropNamed(string name)
    {
        if (Provider == "PostgreSql")
        {
            NpgsqlConnection.ClearAllPools();
            Copies.TryRemove(name, out _);
            PostgreSqlServer.Shared.Execute($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        }
        else if (Provider == "SqlServer")
        {
            using var connection = new SqlConnection(SqlServer);
            connection.Open();
            using var drop = new SqlCommand($"IF DB_ID('{name}') IS NOT NULL BEGIN ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}]; END", connection);
            drop.ExecuteNonQuery();
        }
    }

    /// <summary>A PostgreSQL server of a test's own, on disk.</summary>
    public static PostgreSqlServer NewServer(params string[] settings)
    {
        RequireServer();
        return new(settings);
    }

    /// <summary>Skips the test where PostgreSQL 15 is not installed; under CI that is a failure.</summary>
    public static void RequireServer()
    {
        if (!PostgreSqlServer.IsInstalled)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "PostgreSQL 15 is missing: install the Debian package postgresql-15.");
            Assert.Fail("PostgreSQL 15 is missing, and under CI that is a failure.");
        }
    }

    /// <summary>Migrations are paid for once per server, not once per test.</summary>
    private static bool MakeTemplate()
    {
        using (var services = new ServiceCollection().AddDatabase("PostgreSql", Named(Template)).BuildServiceProvider())
        {
            using var db = services.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContext();
            db.Database.Migrate();
        }

        PostgreSqlServer.Shared.Execute($"ALTER DATABASE {Template} ALLOW_CONNECTIONS false");
        return true;
    }

    private static string Copy(string name)
    {
        _ = Migrated.Value;
        PostgreSqlServer.Shared.Execute($"CREATE DATABASE \"{name}\" TEMPLATE {Template}");
        return Named(name);
    }

    private static string Named(string database) => new NpgsqlConnectionStringBuilder(PostgreSqlServer.Shared.ConnectionString) { Database = database }.ConnectionString;

    private static string SqlServer => Environment.GetEnvironmentVariable("MIZ_TEST_SQLSERVER")
        ?? throw new InvalidOperationException("MIZ_TEST_SQLSERVER holds no connection string.");

    private static string NameOf(string dataDirectory) =>
        "centre_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataDirectory)))[..16];
}
