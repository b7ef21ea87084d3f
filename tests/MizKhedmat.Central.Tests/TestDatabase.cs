using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.SqlClient;
using Npgsql;

namespace MizKhedmat.Central.Tests;

/// <summary>
/// On which database the centres of this run stand: <c>MIZ_TEST_DATABASE</c> = <c>Sqlite</c> (default), <c>PostgreSql</c>
/// (a private server that this process starts and removes) or <c>SqlServer</c> (a live one at <c>MIZ_TEST_SQLSERVER</c>).
/// Every data directory has a database of its own, so that a restarted centre finds its data.
/// </summary>
internal static class TestDatabase
{
    public static string Provider { get; } = Environment.GetEnvironmentVariable("MIZ_TEST_DATABASE") is { Length: > 0 } set ? set : "Sqlite";

    /// <summary>The connection string of a data directory's database; null on SQLite, which makes its own file.</summary>
    public static string? ConnectionOf(string dataDirectory) => Provider switch
    {
        "PostgreSql" => new NpgsqlConnectionStringBuilder(PostgreSqlServer.Shared.ConnectionString) { Database = NameOf(dataDirectory) }.ConnectionString,
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

    private static string SqlServer => Environment.GetEnvironmentVariable("MIZ_TEST_SQLSERVER")
        ?? throw new InvalidOperationException("MIZ_TEST_SQLSERVER holds no connection string.");

    private static string NameOf(string dataDirectory) =>
        "centre_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataDirectory)))[..16];
}
