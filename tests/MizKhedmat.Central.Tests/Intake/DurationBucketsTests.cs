using FsCheck;
using FsCheck.Fluent;
using MizKhedmat.Central.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>Medians are read from a histogram of log buckets: right within a bucket, and additive over offices and days.</summary>
public sealed class DurationBucketsTests
{
    [Fact]
    public void A_duration_lies_in_its_bucket() => Prop.ForAll(Minutes(), minutes =>
    {
        var bucket = DurationBuckets.Of(minutes);
        return minutes <= DurationBuckets.UpperMinutes(bucket) + 1e-6
            && (bucket == 0 || minutes > DurationBuckets.UpperMinutes((short)(bucket - 1)) - 1e-6);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_quantile_lies_within_a_bucket_of_the_truth() => Prop.ForAll(
        Gen.NonEmptyListOf(Minutes().Generator).Zip(Gen.Elements(0.1, 0.5, 0.9, 1.0)).ToArbitrary(), drawn =>
        {
            var (durations, q) = drawn;
            var sorted = durations.Order().ToList();
            var truth = sorted[Math.Max(0, (int)Math.Ceiling(q * sorted.Count) - 1)];
            var histogram = durations.GroupBy(DurationBuckets.Of).ToDictionary(group => group.Key, group => (long)group.Count());
            var bucket = DurationBuckets.Of(truth);
            var read = DurationBuckets.Quantile(histogram, q)!.Value;
            var low = bucket == 0 ? 0 : DurationBuckets.UpperMinutes((short)(bucket - 1));
            return read >= low - 1e-6 && read <= DurationBuckets.UpperMinutes(bucket) + 1e-6;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_answered_has_no_median()
    {
        Assert.Null(DurationBuckets.Quantile(new Dictionary<short, long>(), 0.5));
        Assert.Null(DurationBuckets.Quantile(new Dictionary<short, long> { [3] = 0 }, 0.5));
    }

    [Fact]
    public void A_longer_wait_never_has_a_smaller_bucket()
    {
        for (var minutes = 0; minutes < 100_000; minutes++)
        {
            Assert.True(DurationBuckets.Of(minutes) <= DurationBuckets.Of(minutes + 1));
        }
    }

    private static Arbitrary<long> Minutes() =>
        Gen.Frequency((1, Gen.Choose(0, 30)), (2, Gen.Choose(0, 3_000)), (1, Gen.Choose(0, 2_000_000))).Select(minutes => (long)minutes).ToArbitrary();
}
