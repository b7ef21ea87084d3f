using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace MizKhedmat.Scoring.Tests.Index;

/// <summary>Explanations sum to what they explain, and what they promise comes true when it is scored again (SCORING.md 16).</summary>
public sealed class ExplanationTests
{
    private static readonly IndexPriors Frozen = Sample.Priors();

    [Theory]
    [InlineData("""{"method":"geometric","shift":10}""")]
    [InlineData("""{"method":"geometric"}""")]
    [InlineData("""{"method":"arithmetic"}""")]
    [InlineData("""{"method":"harmonic","shift":5}""")]
    [InlineData("""{"method":"power","p":-2,"shift":10}""")]
    [InlineData("""{"method":"min"}""")]
    public void Parts_of_a_score_change_sum_to_it_also_when_a_pillar_comes_or_goes(string aggregate)
    {
        var document = Sample.Copy();
        document["index_aggregate"] = JsonNode.Parse(aggregate);
        var method = IndexMethod.Parse(Sample.Element(document));
        ForAll(seed =>
        {
            var (old, now) = (Sample.Facts(seed, 3, 1, 0.2, method), Sample.Facts(seed + 1, 3, 1, 0.2, method));
            foreach (var pillar in method.Pillars.Take((int)(seed % 3)))
            {
                old.Row(0).Slice(pillar.First, pillar.Count).Fill(Cell.NotApplicable);
                now.Row(1).Slice(pillar.First, pillar.Count).Fill(Cell.NotApplicable);
            }

            var (before, after) = (new IndexRun(method, old, Frozen), new IndexRun(method, now, Frozen));
            for (var unit = 0; unit < 3; unit++)
            {
                var parts = ScoreChange.Split(before, unit, after, unit)!;
                Assert.Equal(after.Index[unit] - before.Index[unit], parts.Sum(), 7);
            }

            Assert.All(ScoreChange.Split(before, 2, before, 2)!, part => Assert.Equal(0, part, 9));
        });
    }

    [Fact]
    public void A_pillar_that_goes_counts_by_how_far_it_lay_from_the_index()
    {
        var facts = Sample.Facts(3, 1, 1, 0);
        var p6 = Sample.Method.Pillars[5];
        Fill(0.2);
        var (low, lowIndex) = Gone();
        Fill(0.9);
        var (high, highIndex) = Gone();
        Assert.True(low > 0 && high < 0, $"{low} and {high}");
        Assert.InRange(low, 0.5 * lowIndex, 1.5 * lowIndex);
        Assert.InRange(high, 1.5 * highIndex, 0.5 * highIndex);
        Assert.True(lowIndex > 0 && highIndex < 0);

        void Fill(double level)
        {
            for (var i = p6.First; i < p6.First + p6.Count; i++)
            {
                var rule = Sample.Method.Indicators[i];
                var value = rule.Worst + ((rule.Best - rule.Worst) * level);
                facts[0, i] = rule.Estimator == Estimator.ExactMean ? Cell.Mean(value) : Cell.Ratio(Math.Floor(1e6 * value), 1e6);
            }
        }

        (double Part, double Change) Gone()
        {
            var less = facts.Copy();
            less.Row(0).Slice(p6.First, p6.Count).Fill(Cell.NotApplicable);
            var (before, after) = (new IndexRun(Sample.Method, facts, Frozen), new IndexRun(Sample.Method, less, Frozen));
            return (ScoreChange.Split(before, 0, after, 0)![5], after.Index[0] - before.Index[0]);
        }
    }

    [Fact]
    public void Parts_of_a_rank_change_sum_to_it_and_a_factor_that_did_not_change_gets_nothing() => ForAll(seed =>
    {
        var document = Sample.Copy();
        (document["pillars"]![0]!["weight"], document["pillars"]![2]!["weight"]) = (5, 35);
        var other = IndexMethod.Parse(Sample.Element(document));
        var (old, restated, now) = (Sample.Facts(seed, 15), Sample.Facts(seed, 15), Sample.Facts(seed + 2, 15));
        Sample.Facts(seed + 9, 1).Row(0).CopyTo(restated.Row(4));
        foreach (var move in RankChange.Split(old, restated, now.Under(other), Frozen, Frozen))
        {
            Assert.Equal(move.New - move.Old, move.Restated + move.Method + move.Others + move.Own, 9);
        }

        foreach (var move in RankChange.Split(old, null, now, Frozen, Frozen))
        {
            Assert.Equal((0d, 0d), (move.Restated, move.Method));
        }

        var untouched = RankChange.Split(old, null, old.Copy(), Frozen, Frozen);
        Assert.All(untouched, move => Assert.Equal((move.Old, 0d, 0d), (move.New, move.Own, move.Others)));
    });

    [Fact]
    public void What_an_older_method_did_not_ask_for_was_not_due_then()
    {
        var document = Sample.Copy();
        var inspection = document["pillars"]![5]!["indicators"]![2]!;
        (inspection["code"], inspection["estimator"], inspection["worst"], inspection["best"]) = ("P6.9", "exact-mean", 0, 1);
        document["pillars"]![5]!["indicators"]![3]!["estimator"] = "normal-normal";
        var other = IndexMethod.Parse(Sample.Element(document));
        var (old, now) = (Sample.Facts(6, 3, 1, 0), Sample.Facts(6, 3, 1, 0).Under(other));
        Assert.Equal(old[1, Sample.Method.IndexOf("P3.1")], now[1, other.IndexOf("P3.1")]);
        Assert.Equal(Cell.NotObserved, now[1, other.IndexOf("P6.9")]);
        Assert.Equal(Cell.NotObserved, now[1, other.IndexOf("P6.4")]);
        Assert.True(new IndexRun(other, now).Unit(1).Coverage is { Missing: 0, Unobserved: > 0 });
    }

    [Fact]
    public void What_next_leads_there_and_one_less_does_not() => ForAll(times: 15, holds: seed =>
    {
        var facts = Sample.Facts(seed, 25);
        var run = new IndexRun(Sample.Method, facts, Frozen);
        for (var unit = 0; unit < facts.Count; unit += 6)
        {
            foreach (var step in NextStep.Of(run, unit))
            {
                var i = Sample.Method.IndexOf(step.Rule.Code);
                var cell = facts[unit, i];
                var whatIf = Rehearsal.WhatIf(run, null, [(facts.Units[unit], step.Rule.Code, cell with { X = cell.X + step.Change })]);
                Assert.Equal(step.Published, whatIf.PublishedOf(unit));
                Assert.True(step.Published >= step.Goal);
                Assert.True(step.ScoreGain > 0 && step.Rule.Steepness * step.Change > 0);
                if (step.Target == NextTarget.NextUnit)
                {
                    Assert.True(whatIf.RankOf(unit) < run.RankOf(unit));
                }
                else
                {
                    Assert.NotEqual(run.Unit(unit).Tier, whatIf.Unit(unit).Tier);
                }

                if (CellJson.Names(step.Rule.Estimator) == ("x", "n"))
                {
                    var less = Rehearsal.WhatIf(run, null, [(facts.Units[unit], step.Rule.Code, cell with { X = cell.X + step.Change - Math.Sign(step.Change) })]);
                    Assert.True(less.PublishedOf(unit) < step.Goal);
                }
            }
        }
    });

    [Fact]
    public void The_best_unit_of_the_highest_class_has_nothing_next()
    {
        var facts = Sample.Facts(1, 2, 1, 0);
        for (var i = 0; i < facts.Method.Indicators.Count; i++)
        {
            var rule = facts.Method.Indicators[i];
            facts[0, i] = CellJson.Names(rule.Estimator).X == "x" ? Cell.Ratio(rule.Best > 0 ? 100_000 : 0, 100_000) : new(CellStatus.Value, rule.Best, 1e-9);
        }

        Assert.Empty(NextStep.Of(new IndexRun(Sample.Method, facts, Frozen), 0));
    }

    [Fact]
    public void Points_available_are_the_slope_of_the_index() => ForAll(seed =>
    {
        var facts = Sample.Facts(seed, 2, 1);
        var run = new IndexRun(Sample.Method, facts, Frozen);
        foreach (var row in run.IndicatorsOf(0).Where(r => r.Rule.Estimator == Estimator.ExactRatio && r.Score is > 1 and < 99 && r.Status == CellStatus.Value))
        {
            var nudge = 1e-5 * row.Cell.N;
            var more = Rehearsal.WhatIf(run, null, [(facts.Units[0], row.Rule.Code, row.Cell with { X = row.Cell.X + nudge })]);
            var slope = (more.Index[0] - run.Index[0]) / (more.IndicatorsOf(0).First(r => r.Rule.Code == row.Rule.Code).Score!.Value - row.Score!.Value);
            Assert.Equal(row.PointsAvailable, slope * (100 - row.Score.Value), 1e-3);
        }
    });

    [Fact]
    public void A_rehearsal_says_who_moves_and_what_decides()
    {
        var facts = Sample.Facts(11, 120, 3, 0);
        var before = new IndexRun(Sample.Method, facts, Frozen);
        var weights = Sample.Method.Weights;
        Assert.Equal(0, Rehearsal.Compare(before, Rehearsal.WhatIf(before, weights, [])).AverageShift);
        var onlyP4 = new MethodWeights([.. Sample.Method.Pillars.Select(p => p.Code == "P4" ? 1d : 0)], weights.Indicators);
        var rehearsal = Rehearsal.Compare(before, Rehearsal.WhatIf(before, onlyP4, []));
        Assert.True(rehearsal.AverageShift > 1);
        Assert.Equal(rehearsal.Units.Average(u => Math.Abs(u.Shift!.Value)), rehearsal.AverageShift, 9);
        Assert.Equal(rehearsal.Units.Max(u => Math.Abs(u.Shift!.Value)), Math.Abs(rehearsal.Units[0].Shift!.Value));
        var p4 = rehearsal.ImportanceAfter.Single(p => p.Pillar == "P4");
        Assert.Equal(1, p4.Nominal);
        Assert.InRange(p4.Effective!.Value, 0.95, 1);
        Assert.InRange(rehearsal.ImportanceBefore.Single(p => p.Pillar == "P4").Effective!.Value, 0.05, p4.Effective.Value - 0.01);
        Assert.Equal(15, rehearsal.Correlations.Count);
        Assert.All(rehearsal.Correlations, c => Assert.InRange(c.Correlation, -1, 1));
    }

    [Fact]
    public void Pillars_that_say_the_same_or_the_contrary_are_flagged()
    {
        var facts = Sample.Facts(2, 30, 1, 0);
        var (p1, p2, p6) = (Sample.Method.Pillars[0], Sample.Method.Pillars[1], Sample.Method.Pillars[5]);
        for (var unit = 0; unit < 30; unit++)
        {
            Level(p1, unit, unit + 1);
            Level(p2, unit, unit + 1);
            Level(p6, unit, 31 - unit);
        }

        var found = Rehearsal.CorrelationsOf(new IndexRun(Sample.Method, facts, Frozen));
        Assert.True(found.Single(c => (c.First, c.Second) == ("P1", "P2")).IsRedundant);
        Assert.True(found.Single(c => (c.First, c.Second) == ("P1", "P6")).IsConflicting);

        void Level(PillarRule pillar, int unit, int level)
        {
            for (var i = pillar.First; i < pillar.First + pillar.Count; i++)
            {
                var rule = Sample.Method.Indicators[i];
                var value = rule.Worst + ((rule.Best - rule.Worst) * level / 32);
                facts[unit, i] = CellJson.Names(rule.Estimator).X == "x" ? Cell.Ratio(1e6 * value, 1e6) : new(CellStatus.Value, value, 1e-6);
            }
        }
    }

    [Fact]
    public void Edits_of_unknown_cells_and_impossible_weights_are_refused()
    {
        var run = new IndexRun(Sample.Method, Sample.Facts(1, 3), Frozen);
        Assert.Equal("cell-unknown", Assert.Throws<ScoringException>(() => Rehearsal.WhatIf(run, null, [("nobody", "P3.1", Cell.Missing)])).Faults[0].Code);
        Assert.Equal("figures-impossible", Assert.Throws<ScoringException>(() => Rehearsal.WhatIf(run, null, [("A0001", "P3.1", new(CellStatus.Value, 3, 2))])).Faults[0].Code);
        Assert.Equal("weights-impossible", Assert.Throws<ScoringException>(() => Rehearsal.WhatIf(run, new([1, 2], [3]), [])).Faults[0].Code);
    }

    private static void ForAll(Action<ulong> holds, int times = 100) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed => holds((ulong)seed)));
}
