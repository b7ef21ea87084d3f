using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using MizKhedmat.Central.Data;
using Xunit;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>One model, three lines of migrations, one shape.</summary>
public sealed class MigrationTests
{
    public static TheoryData<string> Providers => [.. Servers.Providers.All];

    [Theory]
    [MemberData(nameof(Providers))]
    public void No_provider_lacks_a_migration_for_a_change_of_the_model(string provider)
    {
        using var db = Servers.Providers.Unconnected(provider);
        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.False(db.Database.HasPendingModelChanges(), $"dotnet ef migrations add X in src/MizKhedmat.Data.{provider}");
    }

    [Fact]
    public void The_three_models_have_the_same_tables_and_columns()
    {
        var shapes = Servers.Providers.All.Select(provider =>
        {
            using var db = Servers.Providers.Unconnected(provider);
            return ShapeOf(db, withSchema: true);
        }).ToList();
        Assert.Equal(shapes[0], shapes[1]);
        Assert.Equal(shapes[0], shapes[2]);
        Assert.True(shapes[0].Count > 300, "the whole model is looked at");
    }

    /// <summary>Nullable columns of every table, as the model has them: <c>intake.Counter.Accepted not null</c>.</summary>
    internal static List<string> ShapeOf(CentralDb db, bool withSchema) =>
    [
        .. db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.SelectMany(table => table.Columns
            .Select(column => $"{(withSchema ? table.Schema + "." : "")}{table.Name}.{column.Name} {(column.IsNullable ? "null" : "not null")}")).Order(StringComparer.Ordinal),
    ];
}
