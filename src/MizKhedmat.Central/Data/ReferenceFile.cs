using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Data;

/// <summary>Which reference file was loaded last, by its hash: an unchanged one is skipped.</summary>
public sealed class ReferenceFile
{
    public required string Name { get; init; }

    /// <summary>Lower-case hexadecimal of the bytes.</summary>
    public required string Sha256 { get; set; }

    public DateTime LoadedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ReferenceFile>
    {
        public void Configure(EntityTypeBuilder<ReferenceFile> file)
        {
            file.ToTable("ReferenceFile", "data");
            file.HasKey(f => f.Name);
            file.Property(f => f.Name).HasMaxLength(100);
            file.Property(f => f.Sha256).HasMaxLength(64).IsUnicode(false).IsFixedLength();
        }
    }
}

/// <summary>The remembered reference files as a table.</summary>
public static class ReferenceFileTable
{
    extension(CentralDb db)
    {
        public DbSet<ReferenceFile> ReferenceFiles => db.Set<ReferenceFile>();
    }
}
