using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// A version of the index's methodology. Its document is kept in canonical form with its hash; once it is no longer a
/// draft it is never edited, a change is a new version (SCORING.md 14).
/// </summary>
public sealed class Methodology
{
    public const string Draft = "draft";
    public const string Consultation = "consultation";
    public const string Approved = "approved";
    public const string Effective = "effective";
    public const string Retired = "retired";

    /// <summary><c>MKI</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Semantic version: <c>1.0.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary><see cref="Draft"/> and what follows; the word inside the document is no state.</summary>
    public required string Status { get; set; }

    public required string Slug { get; set; }

    public required string LabelFa { get; set; }

    /// <summary>Canonical JSON: sorted members, no white space, UTF-8.</summary>
    public required string Document { get; set; }

    /// <summary>SHA-256 of <see cref="Document"/>, lower-case hexadecimal.</summary>
    public required string Sha256 { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Methodology>
    {
        public void Configure(EntityTypeBuilder<Methodology> methodology)
        {
            methodology.ToTable("Methodology", "scoring");
            methodology.HasKey(m => new { m.Id, m.Version });
            methodology.Property(m => m.Id).HasMaxLength(20);
            methodology.Property(m => m.Version).HasMaxLength(20);
            methodology.Property(m => m.Status).HasMaxLength(20);
            methodology.Property(m => m.Slug).HasMaxLength(60);
            methodology.Property(m => m.LabelFa).HasMaxLength(200);
            methodology.Property(m => m.Sha256).HasMaxLength(64).IsUnicode(false).IsFixedLength();
        }
    }
}
