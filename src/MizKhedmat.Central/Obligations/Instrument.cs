using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Obligations;

/// <summary>A law text (بخشنامه، دستورالعمل، تصویب‌نامه); clause ids begin with its id: <c>386059/4-6a</c>.</summary>
public sealed class Instrument
{
    public required string Id { get; init; }

    /// <summary>Null where the paper bears none.</summary>
    public string? Number { get; set; }

    /// <summary>Null where the paper is undated (edesk-1397).</summary>
    public DateOnly? IssuedOn { get; set; }

    public required string TitleFa { get; set; }

    public required string TitleEn { get; set; }

    /// <summary><c>in_force</c>, <c>superseded</c>, <c>context</c> or <c>interpretation</c>.</summary>
    public required string Status { get; set; }

    /// <summary>False: only named by others, its own words were not found.</summary>
    public bool TextKnown { get; set; }

    public string? Note { get; set; }

    /// <summary>The day on which a newer file no longer had the row; null while it has.</summary>
    public DateOnly? WithdrawnOn { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Instrument>
    {
        public void Configure(EntityTypeBuilder<Instrument> instrument)
        {
            instrument.ToTable("Instrument", "obligations");
            instrument.Property(i => i.Id).HasMaxLength(20);
            instrument.Property(i => i.Number).HasMaxLength(40);
            instrument.Property(i => i.TitleFa).HasMaxLength(300);
            instrument.Property(i => i.TitleEn).HasMaxLength(300);
            instrument.Property(i => i.Status).HasMaxLength(20);
        }
    }
}
