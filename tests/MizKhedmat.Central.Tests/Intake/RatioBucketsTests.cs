using FsCheck;
using FsCheck.Fluent;
using MizKhedmat.Central.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>The histogram of time over standard time is as fine as the methodology wants it (SCORING.md section 18).</summary>
public sealed class RatioBucketsTests
{
    [Fact]
    public void A_ratio_lies_in_its_bucket_and_is_told_within_one_per_cent() => Prop.ForAll(Times(), time =>
    {
        var (minutes, standard) = time;
        var (ratio, bucket) = ((double)minutes / standard, RatioBuckets.Of(minutes, standard));
        return bucket == 0
            ? ratio <= RatioBuckets.Upper(0)
            : ratio <= RatioBuckets.Upper(bucket) && ratio > RatioBuckets.Upper((short)(bucket - 1)) && Math.Abs((RatioBuckets.Middle(bucket) / ratio) - 1) < .0101;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_at_all_is_in_the_first_bucket_and_the_longest_time_in_the_last()
    {
        Assert.Equal(0, RatioBuckets.Of(0, 60));
        Assert.Equal(RatioBuckets.Of(long.MaxValue, 1), RatioBuckets.Of(1_000_000, 1));
        Assert.Equal(0, RatioBuckets.Middle(0));
    }

    /// <summary>Written down once: a bucket that means something else tomorrow would bend every histogram that is stored.</summary>
    [Theory]
    [InlineData(60, 60, 349)]
    [InlineData(42, 60, 331)]
    [InlineData(90, 60, 370)]
    [InlineData(1, 100_000, 0)]
    public void The_borders_stay_where_they_are(long minutes, int standard, short bucket) => Assert.Equal(bucket, RatioBuckets.Of(minutes, standard));

    private static Arbitrary<(long Minutes, int Standard)> Times() => (
        from minutes in Gen.Frequency((1, Gen.Choose(0, 30)), (2, Gen.Choose(0, 3_000)), (1, Gen.Choose(0, 200_000)))
        from standard in Gen.Frequency((1, Gen.Choose(1, 30)), (2, Gen.Choose(30, 10_000)))
        select ((long)minutes, standard)).ToArbitrary();
}
