using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>A county (شهرستان) with its years of validity: divisions change every year, so it is data, never an enum.</summary>
public sealed class County
{
    public required CountyCode Code { get; init; }

    public required ProvinceCode Province { get; set; }

    public required string NameFa { get; set; }

    public required string SearchKey { get; set; }

    public required string SortKey { get; set; }

    /// <summary>Null: valid since before the first list that we hold.</summary>
    public DateOnly? ValidFrom { get; set; }

    /// <summary>Null: still valid.</summary>
    public DateOnly? ValidTo { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<County>
    {
        public void Configure(EntityTypeBuilder<County> county)
        {
            county.ToTable("County", "registry");
            county.HasKey(c => c.Code);
            county.HasIndex(c => c.Province);
            county.Property(c => c.NameFa).HasMaxLength(80);
            county.Property(c => c.SearchKey).HasMaxLength(80);
            county.Property(c => c.SortKey).HasMaxLength(400).IsUnicode(false);
        }
    }
}
