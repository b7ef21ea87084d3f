using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Editions;

/// <summary>Where an objection stands.</summary>
public enum ObjectionState
{
    Open = 1,
    Accepted = 2,
    Rejected = 3,

    /// <summary>Taken back by the agency before a decision.</summary>
    Withdrawn = 4,
}

/// <summary>How an accepted objection reaches the next edition; a score is never written by hand (SCORING.md 14).</summary>
public enum ObjectionRemedy
{
    /// <summary>The agency corrected its data through the ordinary API with evidence; the next reading holds it.</summary>
    DataCorrected = 1,

    /// <summary>The centre admits its own fault: the cell is an outage in the next reading.</summary>
    CentralOutage = 2,

    /// <summary>An adjudicated finding on the cell is lifted.</summary>
    FindingLifted = 3,
}

/// <summary>
/// An agency's objection to one cell of a provisional edition (1538588/6, faq-1397/Q15): which unit, which indicator, why, with evidence. The
/// decision has a reason and stays with it. Holds no personal data of applicants.
/// </summary>
public sealed class Objection
{
    /// <summary>A ULID.</summary>
    public required string Id { get; init; }

    /// <summary>The provisional edition.</summary>
    public required string EditionId { get; init; }

    public required AgencyCode Agency { get; init; }

    /// <summary>Set: the cell of the agency's part in this province.</summary>
    public ProvinceCode? Province { get; init; }

    /// <summary>Code of the methodology: <c>P3.1</c>.</summary>
    public required string Indicator { get; init; }

    /// <summary>Why the figure is wrong and what it should be.</summary>
    public required string Ground { get; init; }

    public required int FiledBy { get; init; }

    public required DateTime FiledAt { get; init; }

    public required ObjectionState State { get; set; }

    /// <summary>Of an accepted one.</summary>
    public ObjectionRemedy? Remedy { get; set; }

    /// <summary>Why so decided; published with the next edition.</summary>
    public string? Reason { get; set; }

    public int? DecidedBy { get; set; }

    public DateTime? DecidedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Objection>
    {
        public void Configure(EntityTypeBuilder<Objection> objection)
        {
            objection.ToTable("Objection", "editions");
            objection.HasIndex(o => new { o.EditionId, o.Agency });
            objection.Property(o => o.Id).HasMaxLength(26).IsUnicode(false);
            objection.Property(o => o.EditionId).HasMaxLength(40).IsUnicode(false);
            objection.Property(o => o.Indicator).HasMaxLength(20).IsUnicode(false);
            objection.Property(o => o.Ground).HasMaxLength(4000);
            objection.Property(o => o.Reason).HasMaxLength(2000);
            objection.Property(o => o.State).IsConcurrencyToken();
        }
    }
}

/// <summary>A file that came with an objection; the agency and the Organization may open it.</summary>
public sealed class ObjectionEvidence
{
    public int Id { get; private set; }

    public required string ObjectionId { get; init; }

    /// <summary>As the sender called it, without any path.</summary>
    public required string Name { get; init; }

    /// <summary>One of the kinds that are taken.</summary>
    public required string ContentType { get; init; }

    public required byte[] Content { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ObjectionEvidence>
    {
        public void Configure(EntityTypeBuilder<ObjectionEvidence> evidence)
        {
            evidence.ToTable("ObjectionEvidence", "editions");
            evidence.HasIndex(e => e.ObjectionId);
            evidence.Property(e => e.ObjectionId).HasMaxLength(26).IsUnicode(false);
            evidence.Property(e => e.Name).HasMaxLength(120);
            evidence.Property(e => e.ContentType).HasMaxLength(120);
        }
    }
}
