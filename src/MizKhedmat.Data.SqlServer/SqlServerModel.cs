using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Data.SqlServer;

/// <summary>
/// What SQL Server adds to the one model: every text column compares and sorts by code point, whatever the collation of
/// the database, as on the other databases (Persian order comes from sort keys); a key too wide for the order of the rows
/// themselves (900 bytes) is an index beside them.
/// </summary>
internal sealed class SqlServerModel(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
{
    /// <summary>By code point, in every script.</summary>
    internal const string Collation = "Latin1_General_100_BIN2";

    private const int WidestClustered = 900;

    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
            .Where(p => (p.GetValueConverter()?.ProviderClrType ?? p.ClrType) == typeof(string)))
        {
            property.SetCollation(Collation);
        }

        foreach (var key in modelBuilder.Model.GetEntityTypes().Select(entity => entity.FindPrimaryKey()).OfType<IMutableKey>()
            .Where(key => key.Properties.Any(p => p.GetMaxLength() > WidestClustered)))
        {
            key.SetIsClustered(false);
        }

        // Their rows are guarded by triggers, past which SQL Server takes no OUTPUT clause.
        modelBuilder.Entity<Edition>().ToTable(t => t.HasTrigger("Edition_frozen"));
        modelBuilder.Entity<EditionApproval>().ToTable(t => t.HasTrigger("EditionApproval_frozen"));
        modelBuilder.Entity<MethodologyAct>().ToTable(t => t.HasTrigger("MethodologyAct_frozen"));
        modelBuilder.Entity<Methodology>().ToTable(t => t.HasTrigger("Methodology_frozen"));
    }
}
