using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.House;
using Xunit;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>The texts that SQL Server would get: what reads, what writes, and that the watch over them bites.</summary>
public sealed class SqlServerTextTests
{
    [Fact]
    public async Task A_query_that_only_another_database_can_answer_fails_the_test_that_runs_it()
    {
        Assert.SkipWhen(TestDatabase.Provider != "Sqlite", "The watch stands on the run over SQLite.");
        await using var centre = await Centre.StartAsync(new());
        var fault = await Assert.ThrowsAsync<NotSupportedException>(() => centre.InDbAsync(db => db.Agencies.Where(a => EF.Functions.Glob(a.NameEn, "A*")).ToListAsync()));
        Assert.StartsWith("SQL Server cannot be asked this", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_paged_search_becomes_OFFSET_FETCH_over_the_tables_of_the_model()
    {
        var text = Assert.Single(MuteSqlServer.Send(db => db.RegisterItems.Where(i => i.SearchKey.Contains("گواهی")).OrderBy(i => i.SortKey).Skip(5).Take(5).Load()));
        var script = TSql.Parse(text);
        Assert.Single(script.Find<OffsetClause>());
        Assert.Equal("registry.RegisterItem", TSql.NameOf(Assert.Single(script.Find<NamedTableReference>()).SchemaObject));
    }

    [Fact]
    public void An_aggregate_over_a_subquery_is_caught_though_it_parses() =>
        Assert.ThrowsAny<Exception>(() => TSql.Parse("SELECT SUM((SELECT COUNT(*) FROM b WHERE b.x = a.x)) FROM a"));

    /// <summary>One row and three: SQL Server gets single statements or a MERGE.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_table_can_be_written_changed_and_emptied(int rows)
    {
        using var model = Providers.Unconnected("SqlServer");
        var written = 0;
        foreach (var entity in model.Model.GetEntityTypes().Where(e => !e.IsOwned()))
        {
            foreach (var state in new[] { EntityState.Added, EntityState.Modified, EntityState.Deleted })
            {
                if (state == EntityState.Modified && entity.GetProperties().All(p => p.IsPrimaryKey()))
                {
                    continue;
                }

                var texts = MuteSqlServer.Send(db => Change(db, db.Model.FindEntityType(entity.Name)!, state, rows));
                Assert.Contains(texts, text => text.Contains($"[{entity.GetTableName()}]", StringComparison.Ordinal));
                written++;
            }
        }

        Assert.True(written > 60);
    }

    /// <summary>Raw SQL is one database's own: it stays in that database's project, behind its contract.</summary>
    [Fact]
    public void Raw_SQL_stands_in_the_projects_of_the_databases_only() => Offences.None(
        from path in SourceTree.Paths
        where path.EndsWith(".cs", StringComparison.Ordinal) && (path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("dashboards/", StringComparison.Ordinal))
            && !path.StartsWith("src/MizKhedmat.Data.", StringComparison.Ordinal)
        let text = SourceTree.Text(path)
        where new[] { "FromSql", "SqlQuery", "ExecuteSql", "CreateCommand(" }.Any(word => text.Contains(word, StringComparison.Ordinal))
        select path);

    private static void Change(CentralDb db, IEntityType entity, EntityState state, int rows)
    {
        for (var row = 1; row <= rows; row++)
        {
            var entry = db.Entry(RuntimeHelpers.GetUninitializedObject(entity.ClrType));
            entry.State = EntityState.Detached;
            foreach (var property in entity.GetProperties().Where(p => p.PropertyInfo is not null || p.FieldInfo is not null))
            {
                if (state != EntityState.Added || property.ValueGenerated == ValueGenerated.Never)
                {
                    entry.Property(property.Name).CurrentValue = Sample.Of(property.ClrType, row);
                }
            }

            entry.State = state;
        }

        db.SaveChanges();
    }
}
