using Xunit;

namespace MizKhedmat.Scoring.Tests;

/// <summary>The product-limit median, against figures worked out by hand.</summary>
public sealed class KaplanMeierTests
{
    /// <summary>
    /// Ten requests: answered after 1, 3, 4, 4, 6, 8 days, open since 2, 5, 7, 9. At risk 10, 8, 7, 4, 2: the curve is 9/10, 9·7/80 =
    /// .7875, .7875·5/7 = .5625, ·3/4 = .421875, ·1/2 = .2109375.
    /// </summary>
    private static readonly DurationStep[] Ten =
    [
        At(1, 1, 0), At(2, 0, 1), At(3, 1, 0), At(4, 2, 0), At(5, 0, 1), At(6, 1, 0), At(7, 0, 1), At(8, 1, 0), At(9, 0, 1),
    ];

    [Fact]
    public void Open_requests_are_at_risk_as_long_as_they_lasted_and_the_median_is_the_first_time_at_one_half()
    {
        var (median, error) = KaplanMeier.Median(Ten)!.Value;
        Assert.Equal(6, median);

        // Greenwood up to one half: 1/90 + 1/56 + 2/35, then of four at risk 4·(1 − .5/.5625) = 4/9 end: (4/9)/(4·(32/9)) = 1/32.
        // The slope from .5625 at day 4 to .421875 at day 6: .140625 in two days.
        var greenwood = (1 / 90.0) + (1 / 56.0) + (2 / 35.0) + (1 / 32.0);
        Assert.Equal(.5 * Math.Sqrt(greenwood) * 2 / .140625, error, 9);
    }

    [Fact]
    public void Leaving_hard_cases_open_does_not_shorten_the_median()
    {
        var answered = Ten.Where(s => s.Ended > 0).ToList();
        Assert.Equal(4, KaplanMeier.Median(answered)!.Value.Median);
        Assert.Equal(6, KaplanMeier.Median(Ten)!.Value.Median);
    }

    [Fact]
    public void Without_open_ones_it_is_the_plain_median_and_Greenwood_is_the_binomial_error()
    {
        var steps = Enumerable.Range(1, 101).Select(day => At(day, 1, 0)).ToList();
        var (median, error) = KaplanMeier.Median(steps)!.Value;
        Assert.Equal(51, median);

        // 56 of 101 still last after day 45, 45 after day 56: a slope of 11/101 in 11 days, and the share there has error √(¼/101).
        Assert.Equal(Math.Sqrt(.25 / 101) * 101, error, 9);
    }

    [Fact]
    public void A_histogram_says_what_the_exact_times_say_within_its_bucket()
    {
        var times = Enumerable.Range(1, 400).Select(i => 10 * Math.Pow(i / 100.0, 1.5)).ToList();
        var exact = KaplanMeier.Median(times.Select((t, i) => i % 5 == 0 ? new DurationStep(t, t, 0, 1) : new DurationStep(t, t, 1, 0)))!.Value;
        var buckets = times.Select((t, i) => (Bucket: Math.Ceiling(Math.Log(t + 1) / Math.Log(1.02)), IsOpen: i % 5 == 0)).GroupBy(x => x.Bucket)
            .Select(g => new DurationStep(Math.Pow(1.02, g.Key - 1) - 1, Math.Pow(1.02, g.Key) - 1, g.Count(x => !x.IsOpen), g.Count(x => x.IsOpen)));
        var rough = KaplanMeier.Median(buckets)!.Value;
        Assert.Equal(1, (rough.Median + 1) / (exact.Median + 1), .02);
        Assert.Equal(1, rough.Error / exact.Error, .25);
    }

    [Fact]
    public void Histograms_of_two_units_add_up_to_that_of_both_in_any_order()
    {
        var doubled = Ten.Concat(Ten.Reverse());
        var merged = Ten.Select(s => new DurationStep(s.From, s.To, 2 * s.Ended, 2 * s.Open));
        Assert.Equal(KaplanMeier.Median(merged), KaplanMeier.Median(doubled));
        Assert.Equal(KaplanMeier.Median(Ten)!.Value.Error / Math.Sqrt(2), KaplanMeier.Median(doubled)!.Value.Error, 9);
    }

    [Fact]
    public void While_half_are_still_open_there_is_no_median_but_a_longest_time()
    {
        DurationStep[] steps = [At(1, 2, 0), At(40, 0, 3)];
        Assert.Null(KaplanMeier.Median(steps));
        Assert.Equal(40, KaplanMeier.Longest(steps));
        Assert.Null(KaplanMeier.Median([]));
        Assert.Null(KaplanMeier.Longest([]));
        Assert.Null(KaplanMeier.Median([At(3, 0, 2)]));
    }

    [Fact]
    public void Half_that_ends_exactly_is_half_whatever_the_fractions_make_of_it()
    {
        var steps = Enumerable.Range(1, 98).Select(day => At(day, 1, 0));
        Assert.Equal(49, KaplanMeier.Median(steps)!.Value.Median);
        Assert.Equal((7.0, 0.0), KaplanMeier.Median([At(7, 3, 0)])!.Value);
    }

    [Fact]
    public void Negative_counts_and_reversed_buckets_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeier.Median([At(1, -1, 0)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeier.Median([new(2, 1, 1, 0)]));
    }

    private static DurationStep At(double time, long ended, long open) => new(time, time, ended, open);
}
