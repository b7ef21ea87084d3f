using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>Headquarters (ستاد) or line (صف).</summary>
public enum OfficeLevel
{
    Headquarters,
    Line,
}

/// <summary>A unit of an agency (واحد); its code <c>{province}-{serial}</c> is unique within the agency.</summary>
public sealed class Office
{
    public int Id { get; init; }

    public required int AgencyId { get; init; }

    public required string Code { get; init; }

    public required string TitleFa { get; set; }

    public required ProvinceCode Province { get; set; }

    public required CountyCode County { get; set; }

    public required OfficeLevel Level { get; set; }

    public required DateOnly ValidFrom { get; set; }

    /// <summary>Null: still open.</summary>
    public DateOnly? ValidTo { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Office>
    {
        public void Configure(EntityTypeBuilder<Office> office)
        {
            office.ToTable("Office", "registry");
            office.HasIndex(o => new { o.AgencyId, o.Code }).IsUnique();
            office.HasIndex(o => o.County);
            office.HasOne<Agency>().WithMany().HasForeignKey(o => o.AgencyId).OnDelete(DeleteBehavior.Restrict);
            office.Property(o => o.Code).HasMaxLength(20);
            office.Property(o => o.TitleFa).HasMaxLength(200);
        }
    }
}
