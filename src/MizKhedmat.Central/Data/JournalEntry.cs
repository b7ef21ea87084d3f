using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Data;

/// <summary>
/// One line of the journal: audit trail, live feed and notification source at once. Insert-only; written in the
/// transaction of the change that it tells. Holds no personal data.
/// </summary>
public sealed class JournalEntry
{
    public long Id { get; private set; }

    public DateTime At { get; init; }

    /// <summary>Past tense in kebab case: <c>events-received</c>, <c>reference-data-loaded</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it happened; null when it concerns no single province.</summary>
    public ProvinceCode? Province { get; init; }

    public AgencyCode? Agency { get; init; }

    /// <summary>What it is about: a receipt, a code.</summary>
    public string? Subject { get; init; }

    /// <summary>Who did it: <c>client:agency-1001</c>, <c>official:12</c>, <c>centre</c>.</summary>
    public required string Actor { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<JournalEntry>
    {
        public void Configure(EntityTypeBuilder<JournalEntry> entry)
        {
            entry.ToTable("JournalEntry", "data");
            entry.Property(e => e.Kind).HasMaxLength(60);
            entry.Property(e => e.Subject).HasMaxLength(120);
            entry.Property(e => e.Actor).HasMaxLength(120);
        }
    }
}

/// <summary>The journal as a table.</summary>
public static class JournalTable
{
    extension(CentralDb db)
    {
        public DbSet<JournalEntry> Journal => db.Set<JournalEntry>();
    }
}
