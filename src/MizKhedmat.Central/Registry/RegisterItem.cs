using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>
/// The present of one record of the register, slim enough to list, search and sort sixty thousand of them. Its members are in
/// the <see cref="RegisterRevision"/> of the same number; when it was open is in its <see cref="Spell"/>s.
/// </summary>
public sealed class RegisterItem
{
    /// <summary>The agency that keeps it; 0 = the Organization.</summary>
    public required int AgencyId { get; init; }

    public required RegisterKind Kind { get; init; }

    /// <summary>The owner's own code, unique within owner and kind.</summary>
    public required string Code { get; init; }

    public required string Title { get; set; }

    /// <summary>Folded title, code and national code in one: what search looks in.</summary>
    public required string SearchKey { get; set; }

    public required string SortKey { get; set; }

    public ProvinceCode? Province { get; set; }

    public CountyCode? County { get; set; }

    /// <summary>
    /// Where it stands: services pending, issued, change-requested, withdrawn; desks planned, declared, verified, rejected,
    /// suspended, closed; exemptions submitted, accepted, rejected; everything else active, closed.
    /// </summary>
    public required string Status { get; set; }

    /// <summary>The record that it hangs on: office of a desk, service of a sheet, desk of an operator.</summary>
    public string? Parent { get; set; }

    /// <summary>First day of the last spell; null for kinds without spells.</summary>
    public DateOnly? From { get; set; }

    /// <summary>First day no longer open; null while open.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Number of the revision in force; an edit that starts from another one is a conflict.</summary>
    public required int Revision { get; set; }

    public required DateTime ChangedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RegisterItem>
    {
        public void Configure(EntityTypeBuilder<RegisterItem> item)
        {
            item.ToTable("RegisterItem", "registry");
            item.HasKey(i => new { i.AgencyId, i.Kind, i.Code });
            // Wide enough to sift, count and skip without looking at the rows.
            item.HasIndex(i => new { i.Kind, i.SortKey, i.AgencyId, i.Code, i.Status, i.To, i.From });
            item.HasIndex(i => new { i.AgencyId, i.Kind, i.SortKey });
            item.HasIndex(i => new { i.Kind, i.Province, i.SortKey });
            item.HasIndex(i => new { i.Kind, i.Status, i.To, i.From });
            item.Property(i => i.Code).HasMaxLength(40);
            item.Property(i => i.Title).HasMaxLength(300);
            item.Property(i => i.SearchKey).HasMaxLength(500);
            item.Property(i => i.SortKey).HasMaxLength(900).IsUnicode(false);
            item.Property(i => i.Status).HasMaxLength(20);
            item.Property(i => i.Parent).HasMaxLength(40);
        }
    }
}
