using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace MizKhedmat.Data.SqlServer;

/// <summary>
/// What SQL Server adds to the one model: every text column compares and sorts by code point, whatever the collation of
/// the database, as on the other databases (Persian order comes from sort keys).
/// </summary>
internal sealed class SqlServerModel(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
{
    /// <summary>By code point, in every script.</summary>
    internal const string Collation = "Latin1_General_100_BIN2";

    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
            .Where(p => (p.GetValueConverter()?.ProviderClrType ?? p.ClrType) == typeof(string)))
        {
            property.SetCollation(Collation);
        }
    }
}
