using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>What is asked of the Organization or a planning office.</summary>
public enum ReviewKind
{
    /// <summary>Reasons for a service outside the desk (faq-1397/Q15): planning office of the province, or the Organization.</summary>
    OutsideDesk,

    /// <summary>Adding, changing or withdrawing a service (faq-1397/Q7, Q10): the Organization.</summary>
    ServiceChange,

    /// <summary>A declared desk (1538588/1): planning office of the province.</summary>
    DeskVerification,

    /// <summary>A claim of DOMAIN.md section 4: the Organization; a small unit (faq-1397/Q38): the planning office.</summary>
    Exemption,

    /// <summary>Hardship points of an operator (1538588/1b-n): the Organization.</summary>
    Hardship,
}

/// <summary>Where a case stands.</summary>
public enum ReviewState
{
    Pending,
    Accepted,

    /// <summary>Final no; an outside desk must move.</summary>
    Rejected,

    /// <summary>Sent back with a reason: the agency mends and submits again.</summary>
    Returned,

    /// <summary>The agency changed or closed what it was about.</summary>
    Withdrawn,
}

/// <summary>A case that waits for, or got, a decision; one pending case per subject at most.</summary>
public sealed class ReviewCase
{
    public int Id { get; init; }

    public required ReviewKind Kind { get; init; }

    public required int AgencyId { get; init; }

    /// <summary>Whose planning office reviews it; null = the Organization alone.</summary>
    public ProvinceCode? Province { get; init; }

    public required RegisterKind SubjectKind { get; init; }

    public required string SubjectCode { get; init; }

    /// <summary>The office of an outside-desk case.</summary>
    public string? Office { get; init; }

    /// <summary>What the list shows: the title of the subject.</summary>
    public required string Title { get; init; }

    public required string SearchKey { get; init; }

    public string? ReasonCode { get; init; }

    public string? Reason { get; init; }

    /// <summary>The state asked for, as JSON, where the present one stays until the decision (change of a service).</summary>
    public string? Proposed { get; init; }

    public required ReviewState State { get; set; }

    public required DateTime OpenedAt { get; init; }

    public required string OpenedBy { get; init; }

    public DateTime? DecidedAt { get; set; }

    public string? DecidedBy { get; set; }

    /// <summary>Why; mandatory unless accepted.</summary>
    public string? Decision { get; set; }

    /// <summary>Last day (inclusive) of an acceptance; null without limit.</summary>
    public DateOnly? ValidUntil { get; set; }

    /// <summary>By when a rejected outside desk must move.</summary>
    public DateOnly? MoveBy { get; set; }

    /// <summary>Decisions taken together, so that they can be taken back together.</summary>
    public string? Batch { get; set; }

    /// <summary>Grows with every change: a decision that starts from another one is a conflict.</summary>
    public required int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ReviewCase>
    {
        public void Configure(EntityTypeBuilder<ReviewCase> review)
        {
            review.ToTable("ReviewCase", "registry");
            review.HasIndex(r => new { r.State, r.Kind, r.Province });
            review.HasIndex(r => new { r.AgencyId, r.SubjectKind, r.SubjectCode });
            review.HasIndex(r => r.Batch);
            review.Property(r => r.SubjectCode).HasMaxLength(40);
            review.Property(r => r.Office).HasMaxLength(40);
            review.Property(r => r.Title).HasMaxLength(300);
            review.Property(r => r.SearchKey).HasMaxLength(500);
            review.Property(r => r.ReasonCode).HasMaxLength(20);
            review.Property(r => r.Reason).HasMaxLength(1000);
            review.Property(r => r.OpenedBy).HasMaxLength(120);
            review.Property(r => r.DecidedBy).HasMaxLength(120);
            review.Property(r => r.Decision).HasMaxLength(1000);
            review.Property(r => r.Batch).HasMaxLength(26);
            review.Property(r => r.Version).IsConcurrencyToken();
        }
    }
}
