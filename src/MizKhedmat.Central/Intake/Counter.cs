using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>What a fine counter cell is about. Desk and service are 0 where the request names none.</summary>
public readonly record struct CounterKey(int OfficeId, DateOnly Day, int ServiceId, int DeskId, Channel Channel, Place Place);

/// <summary>The fine counters: one row per office, Tehran day, service, desk, channel and place.</summary>
public sealed class Counter : Measures
{
    public int OfficeId { get; init; }

    public int ServiceId { get; init; }

    public int DeskId { get; init; }

    public Channel Channel { get; init; }

    public Place Place { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Counter>
    {
        public void Configure(EntityTypeBuilder<Counter> counter)
        {
            counter.ToTable("Counter", "intake");
            counter.HasKey(c => new { c.OfficeId, c.Day, c.ServiceId, c.DeskId, c.Channel, c.Place });
        }
    }
}

/// <summary>
/// The same measures added up per agency, province, channel, place and Tehran day, in the same transaction: what the
/// nation, provinces and agencies read, so that the cost of a dashboard follows units and days, never events.
/// </summary>
public sealed class DayTotal : Measures
{
    public int AgencyId { get; init; }

    public ProvinceCode Province { get; init; }

    public Channel Channel { get; init; }

    public Place Place { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DayTotal>
    {
        public void Configure(EntityTypeBuilder<DayTotal> total)
        {
            total.ToTable("DayTotal", "intake");
            total.HasKey(t => new { t.AgencyId, t.Province, t.Day, t.Channel, t.Place });
            total.HasIndex(t => new { t.Province, t.Day });
            total.HasIndex(t => t.Day);
        }
    }
}
