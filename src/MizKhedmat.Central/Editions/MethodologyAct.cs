using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Editions;

/// <summary>Steps in the life of a version of the methodology (SCORING.md 14).</summary>
public enum MethodologyStep
{
    /// <summary>Came as a draft: by an official's file, or with the centre itself.</summary>
    Submitted = 1,

    /// <summary>Draft → consultation.</summary>
    Consulted = 2,

    /// <summary>One official's yes with the letter's number; the second makes consultation → approved.</summary>
    Approved = 3,

    /// <summary>Approved → effective from a period on; the version before is retired.</summary>
    TookEffect = 4,

    /// <summary>Consultation → draft, with a reason.</summary>
    Returned = 5,

    Retired = 6,
}

/// <summary>One step, insert-only: who did it when, with which letter.</summary>
public sealed class MethodologyAct
{
    public int Id { get; private set; }

    public required string Methodology { get; init; }

    public required string Version { get; init; }

    /// <summary>The content that was meant: an approval of another content is none.</summary>
    public required string Sha256 { get; init; }

    public required MethodologyStep Step { get; init; }

    /// <summary>Null: the centre itself, with its reference data.</summary>
    public int? OfficialId { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Number of the letter; mandatory with an approval.</summary>
    public string? Letter { get; init; }

    /// <summary>Reason, or the period from which it holds.</summary>
    public string? Note { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<MethodologyAct>
    {
        public void Configure(EntityTypeBuilder<MethodologyAct> act)
        {
            act.ToTable("MethodologyAct", "editions");
            act.HasIndex(a => new { a.Methodology, a.Version });
            act.Property(a => a.Methodology).HasMaxLength(20);
            act.Property(a => a.Version).HasMaxLength(20);
            act.Property(a => a.Sha256).HasMaxLength(64).IsUnicode(false);
            act.Property(a => a.Letter).HasMaxLength(60);
            act.Property(a => a.Note).HasMaxLength(1000);
        }
    }
}
