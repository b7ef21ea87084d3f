using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Tests.Servers;
using Xunit;

namespace MizKhedmat.Central.Tests.Data;

/// <summary>What the migrations of the provider of this run leave behind, as its own catalogue tells it.</summary>
public sealed class MigratedDatabaseTests(Centre centre) : IClassFixture<Centre>
{
    [Fact]
    public async Task The_migrated_database_has_the_tables_and_columns_of_the_model()
    {
        var (expected, found) = await centre.InDbAsync(async db =>
        {
            var isSqlite = TestDatabase.Provider == "Sqlite";
            var text = isSqlite
                ? """SELECT t.name || '.' || c.name || CASE WHEN c."notnull" = 1 OR c.pk > 0 THEN ' not null' ELSE ' null' END FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '\_\_EF%' ESCAPE '\'"""
                : "SELECT CONCAT(table_schema, '.', table_name, '.', column_name, CASE is_nullable WHEN 'YES' THEN ' null' ELSE ' not null' END) FROM information_schema.columns"
                    + " WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'sys', 'public', 'dbo', 'months')";
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = text;
            await using var rows = await command.ExecuteReaderAsync();
            var found = new List<string>();
            while (await rows.ReadAsync())
            {
                found.Add(rows.GetString(0));
            }

            return (MigrationTests.ShapeOf(db, withSchema: !isSqlite), found.Order(StringComparer.Ordinal).ToList());
        });
        Assert.Equal(expected, found);
    }
}
