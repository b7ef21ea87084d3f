using FsCheck.Fluent;
using Xunit;

namespace MizKhedmat.Scoring.Tests;

/// <summary>Priors draw small units to their group and leave large ones alone; funnels give everybody his due of chance.</summary>
public sealed class EstimatorsTests
{
    [Fact]
    public void A_unit_without_cases_is_the_prior_and_one_with_very_many_is_itself() => Drawn.Many(Drawn.Share, 3).Hold(units =>
    {
        if (units.All(unit => unit.N == 0))
        {
            return true;
        }

        var share = BetaBinomialPrior.Estimate(units, 2, 10_000);
        var rate = GammaPoissonPrior.Estimate(units, 0.001, 10_000);
        return Near(share.Shrink(0, 0).Value, share.Mean) && Near(rate.Shrink(0, 0).Value, rate.Mean)
            && Math.Abs(share.Shrink(3e12, 1e13).Value - 0.3) < 1e-8 && Math.Abs(rate.Shrink(3e12, 1e13).Value - 0.3) < 1e-8
            && share.Shrink(3e12, 1e13).Variance < 1e-12;
    });

    [Fact]
    public void A_shrunken_figure_lies_between_its_own_and_the_group() => Drawn.Many(Drawn.Share, 3).Hold(units =>
    {
        if (units.All(unit => unit.N == 0))
        {
            return true;
        }

        var share = BetaBinomialPrior.Estimate(units, 2, 10_000);
        var rate = GammaPoissonPrior.Estimate(units, 0.001, 10_000);
        return share.Strength is >= 2 and <= 10_000 && rate.Strength is >= 0.001 and <= 10_000
            && units.Where(unit => unit.N > 0).All(unit =>
                Between(share.Shrink(unit.X, unit.N).Value, unit.X / unit.N, share.Mean)
                && Between(rate.Shrink(unit.X, unit.N).Value, unit.X / unit.N, rate.Mean)
                && share.Shrink(unit.X, unit.N).Variance >= 0);
    });

    [Fact]
    public void Listing_the_units_otherwise_and_units_without_cases_change_no_prior() => Drawn.Many(Drawn.Share, 3).Hold(units =>
    {
        if (units.All(unit => unit.N == 0))
        {
            return true;
        }

        var present = units.Where(unit => unit.N > 0).Reverse().ToList();
        var (all, some) = (BetaBinomialPrior.Estimate(units, 2, 10_000), BetaBinomialPrior.Estimate(present, 2, 10_000));
        return Near(all.Mean, some.Mean) && Math.Abs(all.Strength - some.Strength) <= 1e-6 * all.Strength;
    });

    /// <summary>SCORING.md 6: units drawn from a beta distribution of strength 40 give about 40 back.</summary>
    [Fact]
    public void The_strength_that_units_were_drawn_with_is_found_again()
    {
        var random = new Xoshiro256(1397);
        double Exponentials(int shape) => Enumerable.Range(0, shape).Sum(_ => -Math.Log(1 - random.NextDouble()));
        var units = Enumerable.Range(0, 3_000).Select(_ =>
        {
            var (yes, no) = (Exponentials(28), Exponentials(12));
            return ((double)Enumerable.Range(0, 200).Count(_ => random.NextDouble() < yes / (yes + no)), 200.0);
        }).ToList();
        var found = BetaBinomialPrior.Estimate(units, 2, 10_000);
        Assert.InRange(found.Mean, 0.69, 0.71);
        Assert.InRange(found.Strength, 36, 44);
    }

    [Fact]
    public void Units_that_chance_alone_tells_apart_get_the_strongest_prior_and_units_at_odds_the_weakest()
    {
        Assert.Equal(10_000, BetaBinomialPrior.Estimate([(50, 100), (50, 100), (50, 100)], 2, 10_000).Strength);
        Assert.Equal(10_000, BetaBinomialPrior.Estimate([(100, 100), (7, 7)], 2, 10_000).Strength);
        Assert.Equal(2, BetaBinomialPrior.Estimate([(0, 1_000), (1_000, 1_000)], 2, 10_000).Strength);
        Assert.Equal(10_000, GammaPoissonPrior.Estimate([(5, 10), (5, 10)], 0.001, 10_000).Strength);
        Assert.Equal(0.25, NormalPrior.Estimate([(4, 0.1), (4, 0.2)], 0.25).Variance);
    }

    /// <summary>By hand, in fractions: p̂ = 1/2, S = 27/20, γ = 17/115, M = 98/17.</summary>
    [Fact]
    public void Kleinmans_moments_of_three_units()
    {
        var prior = BetaBinomialPrior.Estimate([(8, 10), (3, 10), (9, 20)], 2, 10_000);
        Assert.Equal(0.5, prior.Mean, 12);
        Assert.Equal(98 / 17.0, prior.Strength, 12);
        var (value, variance) = prior.Shrink(8, 10);
        Assert.Equal(0.6902985074626866, value, 12);
        Assert.Equal(0.012752175884130018, variance, 12);
    }

    /// <summary>By hand, in fractions: m = 8/5, A = 37/25, b = 40/37.</summary>
    [Fact]
    public void Marshalls_moments_of_three_units()
    {
        var prior = GammaPoissonPrior.Estimate([(12, 4), (1, 5), (3, 1)], 0.001, 10_000);
        Assert.Equal(1.6, prior.Mean, 12);
        Assert.Equal(40 / 37.0, prior.Strength, 12);
        var (value, variance) = prior.Shrink(12, 4);
        Assert.Equal(2.702127659574468, value, 12);
        Assert.Equal(0.5318017202354006, variance, 12);
        Assert.Equal(5, GammaPoissonPrior.Estimate([(12, 4), (1, 5), (3, 1)], 5, 10_000).Strength);
        Assert.Equal(1, GammaPoissonPrior.Estimate([(12, 4), (1, 5), (3, 1)], 0.001, 1).Strength);
    }

    [Fact]
    public void A_mean_is_drawn_by_the_share_of_its_own_variance()
    {
        var (value, variance) = new NormalPrior(3, 0.04).Shrink(4, 0.01);
        Assert.Equal(3.8, value, 12);
        Assert.Equal(0.008, variance, 12);
    }

    [Fact]
    public void A_sample_without_variance_is_left_out_of_the_prior_and_stays_itself()
    {
        var with = NormalPrior.Estimate([(5, 0), (4, 0.1), (3, 0.2)], 1e-6);
        Assert.Equal(NormalPrior.Estimate([(4, 0.1), (3, 0.2)], 1e-6), with);
        Assert.Equal((5.0, 0.0), with.Shrink(5, 0));
        Assert.Equal(with.Mean, with.Shrink(1, 1e12).Value, 6);
    }

    [Fact]
    public void What_is_no_share_or_no_number_is_refused()
    {
        Assert.Throws<ArgumentException>(() => BetaBinomialPrior.Estimate([(0, 0)], 2, 10_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaBinomialPrior.Estimate([(3, 2)], 2, 10_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaBinomialPrior.Estimate([(double.NaN, 2)], 2, 10_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => GammaPoissonPrior.Estimate([(1, double.PositiveInfinity)], 2, 10_000));
        Assert.Throws<ArgumentException>(() => NormalPrior.Estimate([(1, 0)], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalPrior.Estimate([(1, -1)], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Interval(double.NaN, 4));
    }

    [Fact]
    public void A_part_counted_with_tau_has_an_interval_between_its_neighbours()
    {
        var (lo, hi) = Wilson.Interval(7.4, 10);
        Assert.InRange(lo, Wilson.Interval(7, 10).Lo, Wilson.Interval(8, 10).Lo);
        Assert.InRange(hi, Wilson.Interval(7, 10).Hi, Wilson.Interval(8, 10).Hi);
    }

    /// <summary>300 desks of 400 cases each whose true shares spread by 5 points around 70 %.</summary>
    [Fact]
    public void Desks_that_differ_more_than_chance_are_given_that_difference_before_they_are_classed()
    {
        var random = new Xoshiro256(386059);
        List<(double X, double N)> Desks(double spread) => [.. Enumerable.Range(0, 300).Select(_ =>
        {
            var share = 0.7 + (spread * NormalDistribution.Quantile(random.NextDouble() + 1e-12));
            return ((double)Enumerable.Range(0, 400).Count(_ => random.NextDouble() < share), 400.0);
        })];

        var (alike, apart) = (Desks(0), Desks(0.05));
        var chance = Funnel.Dispersion(alike, 0.7);
        Assert.InRange(chance.Phi, 0.5, 1.1);
        Assert.InRange(chance.Between, 0, 0.00005);
        var found = Funnel.Dispersion(apart, 0.7);
        Assert.InRange(found.Phi, 3, 7);
        Assert.InRange(Math.Sqrt(found.Between), 0.035, 0.055);
        int Alarms(double between) => apart.Count(desk => Funnel.Classify(desk.X, desk.N, 0.7, between) is FunnelClass.HighAlarm or FunnelClass.LowAlarm);
        Assert.True(Alarms(0) > 40 && Alarms(found.Between) <= 10, $"{Alarms(0)} and {Alarms(found.Between)} alarms");
    }

    /// <summary>By hand: z = −4, 0, 4, drawn in to ±3.2; phi = 20.48 / 3; between = (20.48 − 2) / 800.</summary>
    [Fact]
    public void The_spread_of_three_desks()
    {
        var (phi, between) = Funnel.Dispersion([(70, 100), (50, 100), (30, 100)], 0.5);
        Assert.Equal(20.48 / 3, phi, 12);
        Assert.Equal(0.0231, between, 12);
    }

    /// <summary>Winsorising: twenty desks on the target and one at ten standard errors.</summary>
    [Fact]
    public void One_mad_desk_widens_the_funnel_for_nobody() =>
        Assert.Equal((0.0, 0.0), Funnel.Dispersion([.. Enumerable.Repeat((50.0, 100.0), 20), (100, 100)], 0.5));

    [Fact]
    public void The_limits_and_the_classes_say_the_same() => (from share in Drawn.Share from target in Gen.Choose(1, 99) select (share, target / 100.0)).Hold(drawn =>
    {
        var ((x, n), target) = drawn;
        if (n == 0)
        {
            return true;
        }

        var (alert, alarm) = (Funnel.Limits(target, n, Funnel.Alert), Funnel.Limits(target, n, Funnel.Alarm));
        var p = x / n;
        return Funnel.Classify(x, n, target) switch
        {
            FunnelClass.Ordinary => p >= alert.Lo - 1e-12 && p <= alert.Hi + 1e-12,
            FunnelClass.HighAlert => p >= alert.Hi - 1e-12 && p <= alarm.Hi + 1e-12,
            FunnelClass.HighAlarm => p >= alarm.Hi - 1e-12,
            FunnelClass.LowAlert => p <= alert.Lo + 1e-12 && p >= alarm.Lo - 1e-12,
            _ => p <= alarm.Lo + 1e-12,
        };
    });

    private static bool Near(double one, double other) => Math.Abs(one - other) <= 1e-9 * Math.Max(1, Math.Abs(other));

    private static bool Between(double value, double one, double other) => value >= Math.Min(one, other) - 1e-9 && value <= Math.Max(one, other) + 1e-9;
}
