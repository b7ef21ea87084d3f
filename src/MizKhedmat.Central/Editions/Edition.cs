using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Editions;

/// <summary>On the way from a closed period to its frozen ranking (SCORING.md 13).</summary>
public enum EditionKind
{
    /// <summary>First publication; agencies may object to its cells.</summary>
    Provisional = 1,

    /// <summary>After the objections: frozen.</summary>
    Final = 2,

    /// <summary>A correction after the final one, next to it and never instead of it.</summary>
    Restatement = 3,
}

/// <summary>
/// A published ranking of a Jalali quarter, half-year or year (1538588/4, 1538588/6). Insert-only: the database itself refuses to change or
/// delete a row. Each names the run hash of the one published before it, so that none can be taken out or slipped in.
/// </summary>
public sealed class Edition
{
    /// <summary><c>1405-Q2-provisional</c>, <c>1405-Q2-final</c>, <c>1405-Q2-r2</c> (second restatement: r3): also the run id that the draws' seed follows from.</summary>
    public required string Id { get; init; }

    /// <summary>Place in the chain, from 1 without a gap.</summary>
    public required int Sequence { get; init; }

    /// <summary>Key of the period: <c>1405-Q2</c>.</summary>
    public required string Period { get; init; }

    public required EditionKind Kind { get; init; }

    /// <summary>Facts recorded up to here.</summary>
    public required DateTime CutoffUtc { get; init; }

    public required DateTime PublishedAt { get; init; }

    /// <summary>The edition of the same period that this one follows; null for a provisional one.</summary>
    public string? Replaces { get; init; }

    /// <summary>Why there is a restatement; null for the others.</summary>
    public string? Reason { get; init; }

    public required string MethodologyVersion { get; init; }

    public required string MethodologySha256 { get; init; }

    /// <summary>Root over the rows of the facts, lower-case hexadecimal.</summary>
    public required string FactsHash { get; init; }

    public required string ResultHash { get; init; }

    /// <summary>SHA-256 of the manifest, which holds all other hashes.</summary>
    public required string RunHash { get; init; }

    /// <summary>Run hash of the edition published before; empty for the first.</summary>
    public required string PreviousRunHash { get; init; }

    /// <summary>Who prepared it and who approved it, as they stand in the manifest: <c>official:12</c>.</summary>
    public required string PreparedBy { get; init; }

    public required string SignedBy { get; init; }

    /// <summary>mizkhedmat.edition/1, gzip.</summary>
    public required byte[] Document { get; init; }

    /// <summary>Why ranks moved since the edition before, with the older period as it is known now: gzip JSON; null when there is nothing to compare with.</summary>
    public byte[]? Story { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Edition>
    {
        public void Configure(EntityTypeBuilder<Edition> edition)
        {
            edition.ToTable("Edition", "editions");
            edition.HasIndex(e => e.Sequence).IsUnique();
            edition.HasIndex(e => e.RunHash).IsUnique();
            edition.HasIndex(e => e.PreviousRunHash).IsUnique();
            edition.Property(e => e.Id).HasMaxLength(40).IsUnicode(false);
            edition.Property(e => e.Sequence).ValueGeneratedNever();
            edition.Property(e => e.Period).HasMaxLength(10).IsUnicode(false);
            edition.Property(e => e.Replaces).HasMaxLength(40).IsUnicode(false);
            edition.Property(e => e.Reason).HasMaxLength(1000);
            edition.Property(e => e.MethodologyVersion).HasMaxLength(20);
            foreach (var hash in new[] { nameof(MethodologySha256), nameof(FactsHash), nameof(ResultHash), nameof(RunHash), nameof(PreviousRunHash) })
            {
                edition.Property(hash).HasMaxLength(64).IsUnicode(false);
            }

            edition.Property(e => e.PreparedBy).HasMaxLength(120);
            edition.Property(e => e.SignedBy).HasMaxLength(400);
        }
    }
}
