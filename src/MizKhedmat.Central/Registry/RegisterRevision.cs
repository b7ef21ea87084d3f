using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Registry;

/// <summary>
/// One state that a record ever had: who set it, when, by which way in. Insert-only: the past never changes when the present
/// does, and "who changed what when" is the difference of two neighbours.
/// </summary>
public sealed class RegisterRevision
{
    public required int AgencyId { get; init; }

    public required RegisterKind Kind { get; init; }

    public required string Code { get; init; }

    /// <summary>1, 2, 3 … without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>The Tehran day from which this state holds.</summary>
    public required DateOnly On { get; init; }

    public required DateTime At { get; init; }

    /// <summary><c>client:agency-1001</c>, <c>official:12</c>, <c>centre</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The way in: <c>api:RECEIPT</c>, <c>form</c>, <c>import:ID</c>, <c>review:ID</c>, <c>undo:ID</c>, <c>demo</c>.</summary>
    public required string Source { get; init; }

    /// <summary>See <see cref="RegisterItem.Status"/>.</summary>
    public required string Status { get; init; }

    /// <summary>The members as compact JSON in the order of <see cref="RegisterFields"/>; personal ones masked, hashed, encrypted.</summary>
    public required string State { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RegisterRevision>
    {
        public void Configure(EntityTypeBuilder<RegisterRevision> revision)
        {
            revision.ToTable("RegisterRevision", "registry");
            revision.HasKey(r => new { r.AgencyId, r.Kind, r.Code, r.Number });
            revision.HasIndex(r => r.Source);
            revision.Property(r => r.Code).HasMaxLength(40);
            revision.Property(r => r.Actor).HasMaxLength(120);
            revision.Property(r => r.Source).HasMaxLength(60);
            revision.Property(r => r.Status).HasMaxLength(20);
        }
    }
}
