using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Intake;

/// <summary>How long a desk was open on a day against how long it was due to be (1538588/1b-2). Key: desk and day.</summary>
public sealed class DeskDay
{
    public int DeskId { get; init; }

    public DateOnly On { get; init; }

    public int OfficeId { get; init; }

    public int OpenMinutes { get; init; }

    public int DueMinutes { get; init; }

    public string? Reason { get; init; }

    public long PushId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DeskDay>
    {
        public void Configure(EntityTypeBuilder<DeskDay> day)
        {
            day.ToTable("DeskDay", "intake");
            day.HasKey(d => new { d.DeskId, d.On });
            day.Property(d => d.Reason).HasMaxLength(500);
        }
    }
}
