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

    /// <summary>Whether clients come here at all (faq-1397/Q47).</summary>
    public bool HasClients { get; set; } = true;

    /// <summary>Accepted as a desk by itself (faq-1397/Q11, Q38).</summary>
    public bool IsSmallUnit { get; set; }

    /// <summary>First day of the first spell.</summary>
    public required DateOnly ValidFrom { get; set; }

    /// <summary>First day no longer open after the last spell; null: still open.</summary>
    public DateOnly? ValidTo { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Office>
    {
        public void Configure(EntityTypeBuilder<Office> office)
        {
            office.ToTable("Office", "registry");
            office.HasIndex(o => new { o.AgencyId, o.Code }).IsUnique();
            office.HasIndex(o => o.County);
            office.HasOne<Agency>().WithMany().HasForeignKey(o => o.AgencyId).OnDelete(DeleteBehavior.Restrict);
            office.Property(o => o.Code).HasMaxLength(40);
            office.Property(o => o.TitleFa).HasMaxLength(200);
        }
    }
}
