using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace MizKhedmat.Data.PostgreSql;

/// <summary>
/// What PostgreSQL adds to the one model: every text column compares and sorts by code point, whatever the locale of the
/// database, as on the other databases (Persian order comes from sort keys); rows that are updated often leave room on
/// their page, so that the update stays there and touches no index.
/// </summary>
internal sealed class PostgreSqlModel(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
{
    private static readonly string[] UpdatedOften = ["ServiceRequest", "Counter", "DayTotal", "DurationCounter", "DurationTotal"];

    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties().Where(p => (p.GetValueConverter()?.ProviderClrType ?? p.ClrType) == typeof(string)))
            {
                property.SetCollation("C");
            }

            if (UpdatedOften.Contains(entity.GetTableName()))
            {
                entity.SetAnnotation("Npgsql:StorageParameter:fillfactor", 50);
            }
        }
    }
}
