using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.SqlClient;

namespace MizKhedmat.Central.Tests;

/// <summary>
/// On which database the centres of this run stand: <c>MIZ_TEST_DATABASE</c> = <c>Sqlite</c> (default), <c>PostgreSql</c>
/// (a private server that this process starts and removes) or <c>SqlServer</c> (a live one at <c>MIZ_TEST_SQLSERVER</c>).
/// Every data directory has a database of its own, so that a restarted centre finds its data.
/// </summary>
public static class TestDatabase
{
    public static string Provider { get; } = Environment.GetEnvironmentVariable("MIZ_TEST_DATABASE") is { Length: > 0 } set ? set : "Sqlite";

    /// <summary>The connection string of a data directory's database; null on SQLite, which makes its own file.</summary>
    public static string? ConnectionOf(string dataDirectory) => Provider switch
    {
        "PostgreSql" => PostgreSqlServer.Shared.Database(NameOf(dataDirectory)),
        "SqlServer" => new SqlConnectionStringBuilder(SqlServer) { InitialCatalog = NameOf(dataDirectory) }.ConnectionString,
        _ => null,
    };

    /// <summary>Removes the database of a directory that is removed too.</summary>
    public static void Drop(string dataDirectory)
    {
        if (Provider == "PostgreSql")
        {
            PostgreSqlServer.Shared.Drop(NameOf(dataDirectory));
        }
        else if (Provider == "SqlServer")
        {
            var name = NameOf(dataDirectory);
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
