using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>One of the 31 provinces (استان); code of the Statistical Centre.</summary>
public sealed class Province
{
    public required ProvinceCode Code { get; init; }

    public required string NameFa { get; set; }

    public required string NameEn { get; set; }

    public required string CapitalFa { get; set; }

    /// <summary>Census of 1395.</summary>
    public int Population { get; set; }

    /// <summary>Ordinal order = Persian alphabetical order.</summary>
    public required string SortKey { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Province>
    {
        public void Configure(EntityTypeBuilder<Province> province)
        {
            province.ToTable("Province", "registry");
            province.HasKey(p => p.Code);
            province.Property(p => p.NameFa).HasMaxLength(80);
            province.Property(p => p.NameEn).HasMaxLength(80);
            province.Property(p => p.CapitalFa).HasMaxLength(80);
            province.Property(p => p.SortKey).HasMaxLength(400).IsUnicode(false);
        }
    }
}
