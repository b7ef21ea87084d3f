using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Registry;

/// <summary>Kinds of service desk (1538588/1; assisted: faq-1397/Q5, Q33; deemed: faq-1397/Q11, Q13).</summary>
public enum DeskKind
{
    Electronic,
    InPerson,
    Assisted,
    Deemed,
}

/// <summary>Life of a desk: declared counts half until verified.</summary>
public enum DeskState
{
    Planned,
    Declared,
    Verified,
    Rejected,
    Suspended,
    Closed,
}

/// <summary>A service desk (میز خدمت) of an office; its code is unique within the agency.</summary>
public sealed class Desk
{
    public int Id { get; init; }

    public required int AgencyId { get; init; }

    public required int OfficeId { get; set; }

    public required string Code { get; init; }

    public required DeskKind Kind { get; set; }

    public DeskState State { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Desk>
    {
        public void Configure(EntityTypeBuilder<Desk> desk)
        {
            desk.ToTable("Desk", "registry");
            desk.HasIndex(d => new { d.AgencyId, d.Code }).IsUnique();
            desk.HasOne<Office>().WithMany().HasForeignKey(d => d.OfficeId).OnDelete(DeleteBehavior.Restrict);
            desk.Property(d => d.Code).HasMaxLength(40);
        }
    }
}
