using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Obligations;

/// <summary>An official holiday of the whole country: one row a day, its names joined when two fall together.</summary>
public sealed class Holiday
{
    public required DateOnly On { get; init; }

    public required string NameFa { get; set; }

    public required string NameEn { get; set; }

    /// <summary>A lunar date that rests on a calendar forecast and may move by a day; to be confirmed each autumn.</summary>
    public bool IsForecast { get; set; }

    /// <summary>The day on which a newer file no longer had the row (a forecast that moved): from then on it is worked.</summary>
    public DateOnly? WithdrawnOn { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Holiday>
    {
        public void Configure(EntityTypeBuilder<Holiday> holiday)
        {
            holiday.ToTable("Holiday", "obligations");
            holiday.HasKey(h => h.On);
            holiday.Property(h => h.On).ValueGeneratedNever();
            holiday.Property(h => h.NameFa).HasMaxLength(300);
            holiday.Property(h => h.NameEn).HasMaxLength(300);
        }
    }
}
