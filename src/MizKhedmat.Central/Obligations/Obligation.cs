using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Obligations;

/// <summary>
/// A legal duty (تکلیف) of the catalogue, <c>OB-01</c> … and <c>OBL-01</c> … of the superseded circular. The rich row of
/// the file stays whole in <see cref="Document"/>; the other columns are what is queried.
/// </summary>
public sealed class Obligation
{
    public required string Id { get; init; }

    /// <summary><c>deadline</c>, <c>recurring</c>, <c>event</c>, <c>standing</c> or <c>start_date</c>.</summary>
    public required string Kind { get; set; }

    public required string TitleFa { get; set; }

    public required string TitleEn { get; set; }

    /// <summary>Clause ids, space separated.</summary>
    public required string LegalBasis { get; set; }

    /// <summary>Who is obliged, space separated: <c>agency</c>, <c>governorate</c>, <c>organisation</c> …</summary>
    public required string Obliged { get; set; }

    /// <summary><c>active</c> or <c>superseded</c>.</summary>
    public required string Status { get; set; }

    /// <summary>Feature code of DOMAIN.md section 6.</summary>
    public required string Feature { get; set; }

    /// <summary>JSON of the recurrence; null for a duty that does not recur.</summary>
    public string? Schedule { get; set; }

    /// <summary>By the letter of the text.</summary>
    public DateOnly? NominalDueOn { get; set; }

    /// <summary>Rolled forward to a working day.</summary>
    public DateOnly? RolledDueOn { get; set; }

    /// <summary>The later day that the Organisation itself fixed (faq-1397/Q37).</summary>
    public DateOnly? EffectiveDueOn { get; set; }

    /// <summary>The row of obligations.json, as compact JSON.</summary>
    public required string Document { get; set; }

    /// <summary>The day on which a newer file no longer had the row; null while it has.</summary>
    public DateOnly? WithdrawnOn { get; set; }

    /// <summary>Lateness is judged by the effective day, else the rolled one (DOMAIN.md 5.2); null without a fixed day.</summary>
    public DateOnly? DueOn => EffectiveDueOn ?? RolledDueOn ?? NominalDueOn;

    public IReadOnlyList<string> Clauses => LegalBasis.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal sealed class Mapping : IEntityTypeConfiguration<Obligation>
    {
        public void Configure(EntityTypeBuilder<Obligation> obligation)
        {
            obligation.ToTable("Obligation", "obligations");
            obligation.Ignore(o => o.DueOn);
            obligation.Ignore(o => o.Clauses);
            obligation.Property(o => o.Id).HasMaxLength(10);
            obligation.Property(o => o.Kind).HasMaxLength(20);
            obligation.Property(o => o.TitleFa).HasMaxLength(300);
            obligation.Property(o => o.TitleEn).HasMaxLength(300);
            obligation.Property(o => o.LegalBasis).HasMaxLength(300);
            obligation.Property(o => o.Obliged).HasMaxLength(200);
            obligation.Property(o => o.Status).HasMaxLength(20);
            obligation.Property(o => o.Feature).HasMaxLength(20);
        }
    }
}
