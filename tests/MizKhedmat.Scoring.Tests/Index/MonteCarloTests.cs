using Xunit;

namespace MizKhedmat.Scoring.Tests.Index;

/// <summary>Draws of the method: fixed by the seed, and fair to what cannot move.</summary>
public sealed class MonteCarloTests
{
    [Fact]
    public void The_same_seed_gives_the_same_spread_and_another_one_another()
    {
        var run = new IndexRun(Sample.Method, Sample.Facts(4, 30, 2, 0));
        var (a, b, c) = (MonteCarlo.Run(run, 7, 200), MonteCarlo.Run(run, 7, 200), MonteCarlo.Run(run, 8, 200));
        Assert.Equal(a.Units.Select(u => u.Mean), b.Units.Select(u => u.Mean));
        Assert.NotEqual(a.Units.Select(u => u.Mean), c.Units.Select(u => u.Mean));
        Assert.Equal(1, a.Units.Sum(u => u.First), 1);
        Assert.All(a.Units, u => Assert.True(u.Best <= u.Quantiles[0] && u.Quantiles[0] <= u.Quantiles[1] && u.Quantiles[1] <= u.Quantiles[2] && u.First <= u.TopTenth));
        Assert.Equal(3 * 200, a.Units.Sum(u => u.TopTenth) * 200, 20d);
    }

    [Fact]
    public void Whoever_is_best_in_everything_is_first_in_every_draw()
    {
        var facts = Sample.Facts(4, 12, 1, 0);
        for (var i = 0; i < facts.Method.Indicators.Count; i++)
        {
            var rule = facts.Method.Indicators[i];
            facts[5, i] = CellJson.Names(rule.Estimator).X == "x" ? Cell.Ratio(rule.Best > 0 ? 1e6 : 0, 1e6) : new(CellStatus.Value, rule.Best, 1e-9);
        }

        var best = MonteCarlo.Run(new IndexRun(Sample.Method, facts), 1, 300).Units[5];
        Assert.Equal((1d, 1d, 1d, 1), (best.First, best.TopTenth, best.Mean, best.Best));
    }

    [Fact]
    public void Unranked_units_take_no_part()
    {
        var facts = Sample.Facts(4, 12, 1, 0);
        facts.Row(3).Fill(Cell.NotApplicable);
        var spread = MonteCarlo.Run(new IndexRun(Sample.Method, facts), 1, 50);
        Assert.Equal(11, spread.Units.Count);
        Assert.DoesNotContain(spread.Units, u => u.Unit == "A0003");
    }

    [Fact]
    public void The_seed_of_a_run_is_the_beginning_of_the_hash_of_its_id() =>
        Assert.Equal("ba7816bf8f01cfea", MonteCarlo.SeedOf("abc").ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
}
