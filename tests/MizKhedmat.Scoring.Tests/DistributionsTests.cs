using FsCheck.Fluent;
using Xunit;

namespace MizKhedmat.Scoring.Tests;

/// <summary>Distributions, draws and exact splits.</summary>
public sealed class DistributionsTests
{
    [Fact]
    public void The_quantile_is_the_inverse_of_the_distribution() => Gen.Choose(-80, 60).Select(tenth => tenth / 10.0).Hold(x =>
        Math.Abs(NormalDistribution.Quantile(NormalDistribution.Cdf(x)) - x) < (x > 4 ? 1e-6 : 1e-12 * Math.Max(1, Math.Abs(x))));

    [Fact]
    public void The_normal_distribution_is_even_and_rises() => Gen.Choose(0, 4_000).Select(hundredth => hundredth / 100.0).Hold(x =>
        Math.Abs(NormalDistribution.Cdf(x) + NormalDistribution.Cdf(-x) - 1) < 1e-15 && NormalDistribution.Cdf(-x - 0.01) <= NormalDistribution.Cdf(-x));

    [Fact]
    public void The_ends_of_the_normal_distribution_are_the_infinities()
    {
        Assert.Equal(double.NegativeInfinity, NormalDistribution.Quantile(0));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.Quantile(1));
        Assert.Equal(0, NormalDistribution.Cdf(double.NegativeInfinity));
        Assert.Equal(1, NormalDistribution.Cdf(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Cdf(double.NaN));
    }

    /// <summary>The 5 % and 0.1 % columns of the printed tables, and a tail of many degrees.</summary>
    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(5.991464547107979, 2, 0.05)]
    [InlineData(7.814727903251179, 3, 0.05)]
    [InlineData(16.918977604620448, 9, 0.05)]
    [InlineData(18.307038053275146, 10, 0.05)]
    [InlineData(124.34211340400407, 100, 0.05)]
    [InlineData(10.827566170662733, 1, 0.001)]
    [InlineData(0, 5, 1)]
    public void The_tail_of_chi_square_is_that_of_the_tables(double x, int degrees, double p) => Assert.Equal(p, ChiSquare.UpperTail(x, degrees), 10);

    [Fact]
    public void Many_degrees_neither_overflow_nor_vanish() => Assert.InRange(ChiSquare.UpperTail(3_000, 3_000), 0.49, 0.5);

    [Fact]
    public void Counts_as_expected_are_no_finding() => Assert.Equal(new ChiSquare(0, 2, 1, 0), ChiSquare.Test([20, 30, 50], [2, 3, 5]));

    [Fact]
    public void A_split_sums_and_a_factor_that_does_nothing_gets_nothing() => Drawn.Many(Gen.Choose(-1_000, 1_000), 16, 16).Hold(worths =>
    {
        // Factor 4 is a dummy: the worth looks at the first four bits alone.
        var parts = Shapley.Split(5, mask => worths[mask & 15]);
        return Math.Abs(parts.Sum() - (worths[15] - worths[0])) < 1e-9 && parts[4] == 0;
    });

    [Fact]
    public void Factors_that_do_the_same_get_the_same()
    {
        var parts = Shapley.Split(3, mask => (mask & 1) + (mask >> 1 & 1) + (mask == 0b111 ? 6 : 0));
        Assert.Equal([3, 3, 2], parts.Select(part => Math.Round(part, 12)));
    }

    [Fact]
    public void A_split_over_nobody_too_many_or_nothing_finite_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Shapley.Split(0, _ => 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Shapley.Split(21, _ => 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Shapley.Split(2, _ => double.NaN));
    }

    [Fact]
    public void A_quantile_rises_and_stays_among_the_figures() => Drawn.Scores().Hold(drawn =>
    {
        var sorted = drawn.Order().ToList();
        var quantiles = Enumerable.Range(0, 21).Select(p => Quantiles.Type7(sorted, p / 20.0)).ToList();
        return quantiles.SequenceEqual(quantiles.Order()) && quantiles[0] == sorted[0] && quantiles[^1] == sorted[^1];
    });

    [Fact]
    public void A_quantile_of_nothing_or_beyond_one_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Quantiles.Type7([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Type7([1, 2], 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Type7([1, double.NaN], 0.5));
    }

    [Fact]
    public void A_draw_is_the_upper_53_bits()
    {
        var (bits, draws) = (new Xoshiro256(42), new Xoshiro256(42));
        for (var i = 0; i < 1_000; i++)
        {
            var draw = draws.NextDouble();
            Assert.Equal(Math.ScaleB(bits.Next() >> 11, -53), draw);
            Assert.InRange(draw, 0, Math.BitDecrement(1));
        }

        Assert.Throws<ArgumentException>(() => new Xoshiro256(0, 0, 0, 0));
    }

    /// <summary>What makes the points even: each of 2ᵏ equal slices of each dimension holds one of the first 2ᵏ points.</summary>
    [Fact]
    public void Each_slice_of_each_dimension_holds_one_point()
    {
        var sequence = new SobolSequence(SobolSequence.MostDimensions);
        var points = Enumerable.Range(0, 256).Select(_ =>
        {
            var point = new double[SobolSequence.MostDimensions];
            sequence.Next(point);
            return point;
        }).ToList();
        for (var dimension = 0; dimension < SobolSequence.MostDimensions; dimension++)
        {
            Assert.Equal(Enumerable.Range(0, 256), points.Select(point => (int)(point[dimension] * 256)).Order());
        }

        // The first two dimensions are a net: any 16 by 16 and 4 by 64 grid holds one point in each cell.
        Assert.Equal(256, points.Select(point => ((int)(point[0] * 16), (int)(point[1] * 16))).Distinct().Count());
        Assert.Equal(256, points.Select(point => ((int)(point[0] * 4), (int)(point[1] * 64))).Distinct().Count());

        // No two dimensions are the same one.
        Assert.Equal(SobolSequence.MostDimensions, Enumerable.Range(0, SobolSequence.MostDimensions).Select(d => string.Join(' ', points.Select(point => (int)(point[d] * 256)))).Distinct().Count());
    }

    [Fact]
    public void A_sum_has_no_joint_effects_and_a_factor_that_does_nothing_no_index()
    {
        var indices = SobolIndices.Of(3, 4096, u => (3 * u[0]) + (4 * u[1]));
        Assert.Equal(25 / 12.0, indices.Variance, 2);
        Assert.Equal(9 / 25.0, indices.First[0], 2);
        Assert.Equal(16 / 25.0, indices.First[1], 2);
        Assert.Equal(9 / 25.0, indices.Total[0], 2);
        Assert.Equal(0, indices.First[2]);
        Assert.Equal(0, indices.Total[2]);
        var constant = SobolIndices.Of(2, 16, _ => 5);
        Assert.Equal((0, 0, 0), (constant.Variance, constant.First[0], constant.Total[1]));
    }

    [Fact]
    public void A_rank_shift_is_the_mean_distance()
    {
        Assert.Equal(4 / 3.0, RankShift.Average([1, 2, 3], [3, 2, 1]), 12);
        Assert.Throws<ArgumentException>(() => RankShift.Average([], []));
    }
}
