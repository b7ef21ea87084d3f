using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Scoring;

/// <summary>An indicator (شاخص) of the catalogue: the 32 KPIs and the ten of the electronic desk (edesk-1397).</summary>
public sealed class Indicator
{
    /// <summary><c>K04</c>, <c>E03</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name on the wire: <c>on-time-rate</c>.</summary>
    public required string Slug { get; set; }

    /// <summary><c>kpi</c> or <c>e-desk</c>.</summary>
    public required string Kind { get; set; }

    public required string TitleFa { get; set; }

    public required string TitleEn { get; set; }

    public required string Formula { get; set; }

    /// <summary>Clause ids, space separated; empty where only policy is the reason.</summary>
    public required string Basis { get; set; }

    /// <summary><c>law</c>, <c>interpretation</c> or <c>policy</c>.</summary>
    public required string Certainty { get; set; }

    public string? Note { get; set; }

    /// <summary>What the law demands of every request; null where it names no number.</summary>
    public double? Target { get; set; }

    public string? TargetClause { get; set; }

    public string? TargetReasonFa { get; set; }

    public string? TargetReasonEn { get; set; }

    /// <summary>The day on which a newer file no longer had the row; null while it has.</summary>
    public DateOnly? WithdrawnOn { get; set; }

    public IReadOnlyList<string> Clauses => Basis.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal sealed class Mapping : IEntityTypeConfiguration<Indicator>
    {
        public void Configure(EntityTypeBuilder<Indicator> indicator)
        {
            indicator.ToTable("Indicator", "scoring");
            indicator.Ignore(i => i.Clauses);
            indicator.HasIndex(i => i.Slug).IsUnique();
            indicator.Property(i => i.Id).HasMaxLength(10);
            indicator.Property(i => i.Slug).HasMaxLength(60);
            indicator.Property(i => i.Kind).HasMaxLength(10);
            indicator.Property(i => i.TitleFa).HasMaxLength(300);
            indicator.Property(i => i.TitleEn).HasMaxLength(400);
            indicator.Property(i => i.Formula).HasMaxLength(1000);
            indicator.Property(i => i.Basis).HasMaxLength(300);
            indicator.Property(i => i.Certainty).HasMaxLength(20);
            indicator.Property(i => i.TargetClause).HasMaxLength(40);
            indicator.Property(i => i.TargetReasonFa).HasMaxLength(300);
            indicator.Property(i => i.TargetReasonEn).HasMaxLength(300);
        }
    }
}
