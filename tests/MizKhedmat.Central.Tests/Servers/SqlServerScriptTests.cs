using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Tests.House;
using MizKhedmat.Data.SqlServer;
using Xunit;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>What would be sent to SQL Server when it is set up and upgraded, read without a server.</summary>
public sealed class SqlServerScriptTests
{
    private const int WidestIndex = 1_700;
    private const int WidestClustered = 900;

    [Fact]
    public void The_whole_script_creates_the_tables_columns_types_and_indexes_of_the_model()
    {
        using var db = Providers.Unconnected("SqlServer");
        var script = TSql.Parse(db.GetService<IMigrator>().GenerateScript());
        var made = Replay(script);
        var model = db.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        Assert.Equal(
            model.Tables.SelectMany(t => t.Columns.Select(c => $"{t.Schema}.{t.Name}.{c.Name} {c.StoreType} {(c.IsNullable ? "null" : "not null")}")).Order(StringComparer.Ordinal),
            made.Columns.Select(c => $"{c.Key} {c.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(
            model.Tables.SelectMany(t => t.Indexes.Select(i => $"{t.Schema}.{t.Name}({string.Join(",", i.Columns.Select(c => c.Name))}){(i.IsUnique ? " unique" : "")}")).Order(StringComparer.Ordinal),
            made.Indexes.Values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_upgrade_parses_plain_and_repeatable()
    {
        using var db = Providers.Unconnected("SqlServer");
        var migrator = db.GetService<IMigrator>();
        string?[] steps = [null, .. db.Database.GetMigrations()];
        Assert.True(steps.Length > 1);
        for (var i = 0; i + 1 < steps.Length; i++)
        {
            TSql.Parse(migrator.GenerateScript(steps[i], steps[i + 1]));
            TSql.Parse(migrator.GenerateScript(steps[i], steps[i + 1], MigrationsSqlGenerationOptions.Idempotent));
            TSql.Parse(migrator.GenerateScript(steps[i + 1], steps[i] ?? Migration.InitialDatabase));
        }

        TSql.Parse(migrator.GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent));
    }

    [Fact]
    public void No_key_or_index_is_wider_than_SQL_Server_can_hold()
    {
        using var db = Providers.Unconnected("SqlServer");
        var model = db.GetService<IDesignTimeModel>().Model;
        Offences.None(
        [
            .. from entity in model.GetEntityTypes()
               where !entity.IsOwned()
               from key in entity.GetKeys()
               let clustered = key.IsPrimaryKey() && key.IsClustered() != false
               where Bytes(key.Properties) > (clustered ? WidestClustered : WidestIndex)
               select $"{entity.GetTableName()} key {Names(key.Properties)} {Bytes(key.Properties)} bytes",
            .. from entity in model.GetEntityTypes()
               from index in entity.GetIndexes()
               where Bytes(index.Properties) > WidestIndex
               select $"{entity.GetTableName()} index {Names(index.Properties)} {Bytes(index.Properties)} bytes",
        ]);
        static string Names(IEnumerable<IProperty> of) => string.Join(",", of.Select(p => p.Name));
    }

    [Fact]
    public void Every_bulk_statement_parses_and_names_only_what_exists()
    {
        using var db = Providers.Unconnected("SqlServer");
        var of = typeof(BulkTable).GetMethod(nameof(BulkTable.Of))!;
        var tables = db.Model.GetEntityTypes().Where(e => !e.IsOwned() && e.GetProperties().All(p => p.PropertyInfo is not null) && !e.GetNavigations().Any(n => n.TargetEntityType.IsOwned())).ToList();
        Assert.True(tables.Count > 20);
        foreach (var entity in tables)
        {
            var table = (BulkTable)of.MakeGenericMethod(entity.ClrType).Invoke(null, [db])!;
            var texts = new List<string> { SqlServerStatements.Make(table), SqlServerStatements.Drop };
            if (table.Rest.Count > 0)
            {
                texts.AddRange([SqlServerStatements.Update(table), SqlServerStatements.Upsert(table), SqlServerStatements.Add(table)]);
            }

            foreach (var text in texts)
            {
                var script = TSql.Parse(text);
                Assert.All(script.Find<NamedTableReference>().Select(t => TSql.NameOf(t.SchemaObject)).Where(name => name is not (".#rows" or ".t")),
                    name => Assert.Equal($"{entity.GetSchema()}.{entity.GetTableName()}", name));
                var columns = entity.GetProperties().Select(p => p.GetColumnName()).ToHashSet();
                Assert.All(script.Find<ColumnReferenceExpression>(), c => Assert.Contains(c.MultiPartIdentifier.Identifiers[^1].Value, columns));
            }
        }

        foreach (var text in new[] { SqlServerStatements.Lock(3), SqlServerStatements.TakeBlock, SqlServerServer.Clock, SqlServerServer.Settings })
        {
            TSql.Parse(text);
        }

        var sequence = db.Model.FindEntityType(typeof(IdSequence))!;
        Assert.All(TSql.Parse(SqlServerStatements.TakeBlock).Find<NamedTableReference>(), t => Assert.Equal($"{sequence.GetSchema()}.{sequence.GetTableName()}", TSql.NameOf(t.SchemaObject)));
        Assert.All(
            TSql.Parse(SqlServerServer.Settings).Find<ColumnReferenceExpression>().Select(c => c.MultiPartIdentifier.Identifiers[^1].Value),
            name => Assert.Contains(name, (string[])["delayed_durability", "delayed_durability_desc", "is_read_committed_snapshot_on", "page_verify_option", "page_verify_option_desc", "database_id"]));
    }

    [Fact]
    public void The_events_are_keyed_over_the_months_and_every_statement_about_months_parses_and_names_them()
    {
        using var db = Providers.Unconnected("SqlServer");
        var script = TSql.Parse(db.GetService<IMigrator>().GenerateScript());
        var function = Assert.Single(script.Find<CreatePartitionFunctionStatement>());
        Assert.Equal((PartitionFunctionRange.Right, MonthlyIds.FirstOfAll.ToString(CultureInfo.InvariantCulture)), (function.Range, ((Literal)Assert.Single(function.BoundaryValues)).Value));
        var scheme = Assert.Single(script.Find<CreatePartitionSchemeStatement>());
        Assert.Equal(function.Name.Value, scheme.PartitionFunction.Value);
        var key = script.Find<AlterTableAddTableElementStatement>().Last(add => TSql.NameOf(add.SchemaObjectName) == "intake.RequestEvent" && add.Definition.TableConstraints.Count > 0)
            .Definition.TableConstraints.OfType<UniqueConstraintDefinition>().Single();
        Assert.Equal((scheme.Name.Value, "RequestId"), (key.OnFileGroupOrPartitionScheme.Name.Value, key.OnFileGroupOrPartitionScheme.PartitionSchemeColumns.Single().Value));
        Assert.Equal(
            db.Model.FindEntityType(typeof(RequestEvent))!.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName()), key.Columns.Select(c => c.Column.MultiPartIdentifier.Identifiers[^1].Value));

        var texts = new[] { SqlServerMonths.List, SqlServerMonths.Lock, SqlServerMonths.Make, SqlServerMonths.NumberOf, SqlServerMonths.Join, SqlServerMonths.Empty(7) }.Select(TSql.Parse).ToList();
        Assert.Equal([function.Name.Value, function.Name.Value], texts.SelectMany(t => t.Find<AlterPartitionFunctionStatement>()).Select(s => s.Name.Value));
        Assert.Equal([scheme.Name.Value], texts.SelectMany(t => t.Find<AlterPartitionSchemeStatement>()).Select(s => s.Name.Value));
        Assert.Equal(["intake.RequestEvent"], texts.SelectMany(t => t.Find<TruncateTableStatement>()).Select(s => TSql.NameOf(s.TableName)));
        Assert.Equal([function.Name.Value], texts.SelectMany(t => t.Find<PartitionFunctionCall>()).Select(c => c.FunctionName.Value));
        Assert.Contains(texts.SelectMany(t => t.Find<StringLiteral>()), text => text.Value == function.Name.Value);
    }

    /// <summary>Tables as they stand after all statements of the script: <c>schema.table.column</c> → <c>type null|not null</c>.</summary>
    private static (Dictionary<string, string> Columns, Dictionary<string, string> Indexes) Replay(TSqlFragment script)
    {
        var columns = new Dictionary<string, string>();
        var indexes = new Dictionary<string, string>();
        foreach (var statement in script.Find<TSqlStatement>().OrderBy(s => s.StartOffset))
        {
            switch (statement)
            {
                case CreateTableStatement create when create.SchemaObjectName.BaseIdentifier.Value != "__EFMigrationsHistory":
                    var keys = create.Definition.TableConstraints.OfType<UniqueConstraintDefinition>().SelectMany(k => k.Columns).Select(c => c.Column.MultiPartIdentifier.Identifiers[^1].Value);
                    Assert.NotEmpty(keys);
                    foreach (var column in create.Definition.ColumnDefinitions)
                    {
                        columns[$"{TSql.NameOf(create.SchemaObjectName)}.{column.ColumnIdentifier.Value}"] =
                            $"{TypeOf(column.DataType)} {(column.Constraints.OfType<NullableConstraintDefinition>().Single().Nullable ? "null" : "not null")}";
                    }

                    break;
                case AlterTableAddTableElementStatement add:
                    foreach (var column in add.Definition.ColumnDefinitions)
                    {
                        columns[$"{TSql.NameOf(add.SchemaObjectName)}.{column.ColumnIdentifier.Value}"] =
                            $"{TypeOf(column.DataType)} {(column.Constraints.OfType<NullableConstraintDefinition>().Single().Nullable ? "null" : "not null")}";
                    }

                    break;
                case AlterTableAlterColumnStatement alter:
                    columns[$"{TSql.NameOf(alter.SchemaObjectName)}.{alter.ColumnIdentifier.Value}"] =
                        $"{TypeOf(alter.DataType)} {(alter.AlterTableAlterColumnOption == AlterTableAlterColumnOption.NotNull ? "not null" : "null")}";
                    break;
                case AlterTableDropTableElementStatement drop:
                    foreach (var gone in drop.AlterTableDropTableElements.Where(e => e.TableElementType == TableElementType.Column))
                    {
                        columns.Remove($"{TSql.NameOf(drop.SchemaObjectName)}.{gone.Name.Value}");
                    }

                    break;
                case DropTableStatement drop:
                    foreach (var name in drop.Objects.Select(TSql.NameOf))
                    {
                        columns.Keys.Where(c => c.StartsWith(name + ".", StringComparison.Ordinal)).ToList().ForEach(c => columns.Remove(c));
                        indexes.Keys.Where(i => i.StartsWith(name + ".", StringComparison.Ordinal)).ToList().ForEach(i => indexes.Remove(i));
                    }

                    break;
                case CreateIndexStatement index:
                    var on = TSql.NameOf(index.OnName);
                    Assert.All(index.Columns, c => Assert.Contains($"{on}.{c.Column.MultiPartIdentifier.Identifiers[^1].Value}", columns.Keys));
                    indexes[$"{on}.{index.Name.Value}"] = $"{on}({string.Join(",", index.Columns.Select(c => c.Column.MultiPartIdentifier.Identifiers[^1].Value))}){(index.Unique ? " unique" : "")}";
                    break;
                case DropIndexStatement drop:
                    foreach (var gone in drop.DropIndexClauses.OfType<DropIndexClause>())
                    {
                        Assert.True(indexes.Remove($"{TSql.NameOf(gone.Object)}.{gone.Index.Value}"), $"{gone.Index.Value} is dropped and was never made");
                    }

                    break;
            }
        }

        return (columns, indexes);
    }

    private static string TypeOf(DataTypeReference type)
    {
        var named = (SqlDataTypeReference)type;
        var name = named.Name.BaseIdentifier.Value;
        return named.Parameters.Count == 0 ? name : $"{name}({string.Join(",", named.Parameters.Select(p => p.Value.ToLowerInvariant()))})";
    }

    private static int Bytes(IEnumerable<IProperty> columns) => columns.Sum(p =>
    {
        var type = p.GetColumnType();
        var length = type.EndsWith("(max)", StringComparison.Ordinal) ? 1_000_000
            : type.Contains('(') ? int.Parse(type[(type.IndexOf('(') + 1)..type.IndexOf(')')], CultureInfo.InvariantCulture) : 0;
        return type.Split('(')[0] switch
        {
            "nvarchar" or "nchar" => 2 * length,
            "varchar" or "char" or "varbinary" or "binary" => length,
            "bit" or "tinyint" => 1,
            "smallint" => 2,
            "int" => 4,
            "bigint" or "float" or "datetime2" => 8,
            _ => throw new NotSupportedException($"{type} in an index"),
        };
    });
}
