using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Registry;

/// <summary>
/// A time during which a record was open: [<see cref="From"/>, <see cref="To"/>). Spells of one record never overlap, so what
/// counts on a day counts once and a rate cannot exceed 100 %.
/// </summary>
public sealed class Spell
{
    public required int AgencyId { get; init; }

    public required RegisterKind Kind { get; init; }

    public required string Code { get; init; }

    /// <summary>1 is the first opening, 2 the first reopening …</summary>
    public required int Number { get; init; }

    public required DateOnly From { get; set; }

    /// <summary>The first day no longer open; null while open.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Code of the record of the same kind that took its place when it was closed.</summary>
    public string? MergedInto { get; set; }

    public bool Covers(DateOnly day) => From <= day && (To is not { } end || day < end);

    internal sealed class Mapping : IEntityTypeConfiguration<Spell>
    {
        public void Configure(EntityTypeBuilder<Spell> spell)
        {
            spell.ToTable("Spell", "registry");
            spell.HasKey(s => new { s.AgencyId, s.Kind, s.Code, s.Number });
            spell.Property(s => s.Code).HasMaxLength(40);
            spell.Property(s => s.MergedInto).HasMaxLength(40);
        }
    }
}
