using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>Which clock measured a duration, and with it in which buckets it lies: those of two clocks are never added.</summary>
public enum Clock
{
    /// <summary>Calendar minutes, in <see cref="DurationBuckets"/>.</summary>
    Calendar,

    /// <summary>Working minutes, in <see cref="DurationBuckets"/>.</summary>
    Working,

    /// <summary>
    /// No minutes: working time over the standard time of the service (386059/4-2), in <see cref="RatioBuckets"/>, of requests
    /// whose service had one at acceptance.
    /// </summary>
    Standard,
}

/// <summary>
/// Histogram of acceptance → answer in log buckets (by the day of the answer), from which medians and 90th percentiles are
/// read; histograms add up, medians do not.
/// </summary>
public sealed class DurationCounter
{
    public int OfficeId { get; init; }

    public DateOnly Day { get; init; }

    public int ServiceId { get; init; }

    public int DeskId { get; init; }

    public Channel Channel { get; init; }

    public Place Place { get; init; }

    public Clock Clock { get; init; }

    /// <summary>See <see cref="DurationBuckets"/>, <see cref="RatioBuckets"/>.</summary>
    public short Bucket { get; init; }

    public int Answered { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<DurationCounter>
    {
        public void Configure(EntityTypeBuilder<DurationCounter> counter)
        {
            counter.ToTable("DurationCounter", "intake");
            counter.HasKey(c => new { c.OfficeId, c.Day, c.ServiceId, c.DeskId, c.Channel, c.Place, c.Clock, c.Bucket });
        }
    }
}

/// <summary>The histogram added up per agency, province, channel, place and day.</summary>
public sealed class DurationTotal
{
    public int AgencyId { get; init; }

    public ProvinceCode Province { get; init; }

    public DateOnly Day { get; init; }

    public Channel Channel { get; init; }

    public Place Place { get; init; }

    public Clock Clock { get; init; }

    public short Bucket { get; init; }

    public int Answered { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<DurationTotal>
    {
        public void Configure(EntityTypeBuilder<DurationTotal> total)
        {
            total.ToTable("DurationTotal", "intake");
            total.HasKey(t => new { t.AgencyId, t.Province, t.Day, t.Channel, t.Place, t.Clock, t.Bucket });
            total.HasIndex(t => t.Day);
            total.HasIndex(t => new { t.Province, t.Day });
        }
    }
}

/// <summary>
/// Log buckets of minutes: bucket b holds durations up to 1.2^b − 1 minutes, so a quantile read from them is at most
/// 20 % too high and never too low by more than a bucket.
/// </summary>
public static class DurationBuckets
{
    private const double Ratio = 1.2;

    public static short Of(long minutes) => minutes <= 0 ? (short)0 : (short)Math.Ceiling(Math.Log(minutes + 1) / Math.Log(Ratio));

    /// <summary>Upper bound of a bucket in minutes.</summary>
    public static double UpperMinutes(short bucket) => Math.Pow(Ratio, bucket) - 1;

    /// <summary>The q-quantile in minutes, interpolated inside its bucket; null for an empty histogram.</summary>
    public static double? Quantile(IReadOnlyDictionary<short, long> histogram, double q)
    {
        var total = histogram.Values.Sum();
        if (total <= 0)
        {
            return null;
        }

        var rank = q * total;
        var below = 0L;
        foreach (var (bucket, count) in histogram.Where(h => h.Value > 0).OrderBy(h => h.Key))
        {
            if (below + count >= rank)
            {
                var low = bucket == 0 ? 0 : UpperMinutes((short)(bucket - 1));
                return low + ((UpperMinutes(bucket) - low) * (rank - below) / count);
            }

            below += count;
        }

        return UpperMinutes(histogram.Keys.Max());
    }
}
