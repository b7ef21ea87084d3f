using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Editions;

/// <summary>Where a draft stands.</summary>
public enum DraftState
{
    /// <summary>Waits for two approvals of officials who did not prepare it.</summary>
    Waiting = 1,

    Published = 2,

    Withdrawn = 3,
}

/// <summary>
/// A computed edition before it is published: what approvers look at is, up to their signatures, what will be frozen. At most one waits
/// for a period. Agencies see their own rows of it (FEATURES.md section 4, 24).
/// </summary>
public sealed class EditionDraft
{
    /// <summary>A ULID: a period may be prepared again after a withdrawal.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the edition that it would become.</summary>
    public required string EditionId { get; init; }

    public required string Period { get; init; }

    public required EditionKind Kind { get; init; }

    public required DateTime CutoffUtc { get; init; }

    public required DateTime PreparedAt { get; init; }

    /// <summary>Official who may not approve it.</summary>
    public required int PreparedBy { get; init; }

    /// <summary>Of a restatement.</summary>
    public string? Reason { get; init; }

    public required string MethodologySha256 { get; init; }

    public required string FactsHash { get; init; }

    public required string ResultHash { get; init; }

    /// <summary>The document without signatures, gzip.</summary>
    public required byte[] Document { get; init; }

    /// <summary>As <see cref="Edition.Story"/>.</summary>
    public byte[]? Story { get; init; }

    public required DraftState State { get; set; }

    /// <summary>When it was published or withdrawn.</summary>
    public DateTime? ClosedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<EditionDraft>
    {
        public void Configure(EntityTypeBuilder<EditionDraft> draft)
        {
            draft.ToTable("EditionDraft", "editions");
            // One waits for a period: double quotes are understood by each of the three databases.
            draft.HasIndex(d => d.Period).IsUnique().HasFilter("\"State\" = 1");
            draft.Property(d => d.Id).HasMaxLength(26).IsUnicode(false);
            draft.Property(d => d.EditionId).HasMaxLength(40).IsUnicode(false);
            draft.Property(d => d.Period).HasMaxLength(10).IsUnicode(false);
            draft.Property(d => d.Reason).HasMaxLength(1000);
            draft.Property(d => d.State).IsConcurrencyToken();
            foreach (var hash in new[] { nameof(MethodologySha256), nameof(FactsHash), nameof(ResultHash) })
            {
                draft.Property(hash).HasMaxLength(64).IsUnicode(false);
            }
        }
    }
}

/// <summary>An official's yes to a draft; never taken back, a wrong draft is withdrawn. One for a person.</summary>
public sealed class EditionApproval
{
    public required string DraftId { get; init; }

    public required int OfficialId { get; init; }

    public required DateTime At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<EditionApproval>
    {
        public void Configure(EntityTypeBuilder<EditionApproval> approval)
        {
            approval.ToTable("EditionApproval", "editions");
            approval.HasKey(a => new { a.DraftId, a.OfficialId });
            approval.Property(a => a.DraftId).HasMaxLength(26).IsUnicode(false);
        }
    }
}
