using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace MizKhedmat.Scoring.Tests.Index;

/// <summary>What holds for every run of the index, whatever the facts (SCORING.md 20).</summary>
public sealed class IndexRunTests
{
    private static readonly IndexPriors Frozen = Sample.Priors();

    [Fact]
    public void Improving_one_cell_never_lowers_the_index_and_never_touches_another_unit() => ForAll(seed =>
    {
        var facts = Sample.Facts(seed, 8);
        var run = new IndexRun(Sample.Method, facts, Frozen);
        var before = run.Index.ToArray();
        var random = new Xoshiro256(seed + 1);
        var (unit, i) = ((int)(random.NextDouble() * 8), (int)(random.NextDouble() * facts.Method.Indicators.Count));
        var (rule, cell) = (facts.Method.Indicators[i], facts[unit, i]);
        if (cell.Status != CellStatus.Value)
        {
            return;
        }

        var isRatio = rule.Estimator is Estimator.ExactRatio or Estimator.BetaBinomial or Estimator.GammaPoisson;
        var towards = isRatio ? (rule.Best > rule.Worst ? cell.N : 0) : rule.Best;
        facts[unit, i] = cell with { X = cell.X + ((towards - cell.X) * random.NextDouble()) };
        run.Score(unit);
        run.Rank();
        for (var other = 0; other < facts.Count; other++)
        {
            Assert.True(other == unit ? run.Index[other] >= before[other] - 1e-9 : run.Index[other] == before[other] || double.IsNaN(before[other]), $"{rule.Code} of {unit}: {before[other]} → {run.Index[other]}");
        }
    });

    [Fact]
    public void One_dirty_unit_scored_again_gives_what_a_new_run_gives() => ForAll(seed =>
    {
        var facts = Sample.Facts(seed, 30);
        var run = new IndexRun(Sample.Method, facts, Frozen);
        Sample.Facts(seed + 7, 30).Row(11).CopyTo(facts.Row(11));
        run.Score(11);
        run.Rank();
        var fresh = new IndexRun(Sample.Method, facts, Frozen);
        Assert.Equal(fresh.Index.ToArray(), run.Index.ToArray());
        Assert.Equal(Ranks(fresh), Ranks(run));
        Assert.Equal(fresh.Unit(11) with { Pillars = [] }, run.Unit(11) with { Pillars = [] });
        Assert.Equal(fresh.PillarsOf(11).ToArray(), run.PillarsOf(11).ToArray());
    });

    [Fact]
    public void The_order_of_units_and_of_the_document_changes_nothing() => ForAll(seed =>
    {
        var facts = Sample.Facts(seed, 20);
        var document = Sample.Copy();
        var pillars = document["pillars"]!.AsArray();
        foreach (var pillar in pillars)
        {
            Turn(pillar!["indicators"]!.AsArray());
        }

        Turn(pillars);
        var other = IndexMethod.Parse(Sample.Element(document));
        var turned = new IndexFacts(other, facts.Units.Reverse().Select(u => (u, facts.Groups[facts.GroupOf(facts.IndexOf(u))])));
        foreach (var unit in facts.Units)
        {
            foreach (var rule in Sample.Method.Indicators)
            {
                turned[turned.IndexOf(unit), other.IndexOf(rule.Code)] = facts[facts.IndexOf(unit), Sample.Method.IndexOf(rule.Code)];
            }
        }

        var (a, b) = (new IndexRun(Sample.Method, facts), new IndexRun(other, turned));
        Assert.Equal(a.Index.ToArray(), b.Index.ToArray());
        Assert.Equal(a.Priors.ToJson(Sample.Method).ToJsonString(), b.Priors.ToJson(other).ToJsonString());
        Assert.Equal(Ranks(a), Ranks(b));
    });

    [Fact]
    public void Effective_weights_sum_to_one_for_any_mix_of_statuses() => ForAll(seed =>
    {
        var run = new IndexRun(Sample.Method, Sample.Facts(seed, 10, 2, 0.05 + (0.9 * (seed % 10) / 10)), Frozen);
        for (var unit = 0; unit < run.Facts.Count; unit++)
        {
            var sum = run.IndicatorsOf(unit).Sum(i => i.EffectiveWeight);
            Assert.Equal(double.IsNaN(run.Index[unit]) ? 0 : 1, sum, 12);
        }
    });

    [Fact]
    public void A_value_that_scores_nothing_is_as_good_as_a_missing_one() => ForAll(seed =>
    {
        var facts = Sample.Facts(seed, 3);
        var random = new Xoshiro256(seed);
        var exact = Enumerable.Range(0, facts.Method.Indicators.Count).Where(i => facts.Method.Indicators[i].Estimator is Estimator.ExactRatio or Estimator.ExactMean).ToList();
        var i = exact[(int)(random.NextDouble() * exact.Count)];
        facts[0, i] = facts.Method.Indicators[i].Estimator == Estimator.ExactRatio ? Cell.Ratio(0, 7) : Cell.Mean(facts.Method.Indicators[i].Worst);
        facts[1, i] = Cell.Missing;
        facts.Row(0)[..i].CopyTo(facts.Row(1)[..i]);
        facts.Row(0)[(i + 1)..].CopyTo(facts.Row(1)[(i + 1)..]);
        var run = new IndexRun(Sample.Method, facts, Frozen, null);
        Assert.Equal(new IndexRun(Sample.Method, SameGroup(facts), Frozen).Index[0], new IndexRun(Sample.Method, SameGroup(facts), Frozen).Index[1]);
        Assert.Equal(0, run.ScoresOf(0)[i]);
    });

    [Fact]
    public void Reporting_any_value_is_never_worse_than_silence() => ForAll(seed =>
    {
        var facts = Sample.Facts(seed, 1);
        var random = new Xoshiro256(seed + 3);
        var i = (int)(random.NextDouble() * facts.Method.Indicators.Count);
        facts[0, i] = Sample.Draw(random, facts.Method.Indicators[i], random.NextDouble(), 0);
        var told = new IndexRun(Sample.Method, facts, Frozen).Index[0];
        facts[0, i] = Cell.Missing;
        Assert.True(told >= new IndexRun(Sample.Method, facts, Frozen).Index[0]);
    });

    [Fact]
    public void A_twin_ties_and_moves_every_later_rank_by_one() => ForAll(seed =>
    {
        var facts = Sample.Facts(seed, 12, 1, 0);
        var run = new IndexRun(Sample.Method, facts, Frozen);
        var twin = (int)(seed % 12);
        var more = new IndexFacts(Sample.Method, facts.Units.Append("TWIN").Select(u => (u, "g0")));
        foreach (var unit in more.Units)
        {
            facts.Row(unit == "TWIN" ? twin : facts.IndexOf(unit)).CopyTo(more.Row(more.IndexOf(unit)));
        }

        var after = new IndexRun(Sample.Method, more, Frozen);
        var rank = run.RankOf(twin);
        Assert.Equal(rank, after.RankOf(more.IndexOf("TWIN")));
        Assert.Equal(run.PublishedOf(twin), after.PublishedOf(more.IndexOf("TWIN")));
        foreach (var unit in facts.Units)
        {
            var old = run.RankOf(facts.IndexOf(unit));
            Assert.Equal(old > rank ? old + 1 : old, after.RankOf(more.IndexOf(unit)));
            Assert.Equal(run.Index[facts.IndexOf(unit)], after.Index[more.IndexOf(unit)]);
        }
    });

    [Fact]
    public void Only_the_proportions_of_weights_count() => ForAll(seed =>
    {
        var facts = Sample.Facts(seed, 10);
        var (weights, c) = (Sample.Method.Weights, 0.001 + (seed % 1000));
        var scaled = new MethodWeights([.. weights.Pillars.Select(w => w * c)], [.. weights.Indicators.Select(w => w * c)]);
        var (a, b) = (new IndexRun(Sample.Method, facts, Frozen), new IndexRun(Sample.Method, facts, Frozen, scaled));
        for (var unit = 0; unit < facts.Count; unit++)
        {
            Assert.Equal(a.Index[unit], b.Index[unit], tolerance: 1e-9);
        }

        Assert.Equal(Ranks(a), Ranks(b));
    });

    [Fact]
    public void Facts_split_into_provinces_and_pooled_give_the_same_national_cell() => ForAll(seed =>
    {
        var random = new Xoshiro256(seed);
        foreach (var rule in Sample.Method.Indicators.Where(r => r.Estimator is Estimator.ExactRatio or Estimator.BetaBinomial or Estimator.GammaPoisson))
        {
            var (x, n) = ((int)(random.NextDouble() * 500), 500 + (int)(random.NextDouble() * 500));
            var (px, pn) = ((int)(random.NextDouble() * x), 0);
            pn = px + (int)(random.NextDouble() * (n - x));
            Assert.Equal(Cell.Ratio(x, n), IndexFacts.Pool(rule, [Cell.Ratio(px, pn), Cell.NotObserved, Cell.Ratio(x - px, n - pn)]));
        }
    });

    [Fact]
    public void A_silent_province_is_not_pooled_away_unless_another_one_reported()
    {
        var rule = Sample.Method.Indicators[Sample.Method.IndexOf("P3.1")];
        Assert.Equal(CellStatus.Missing, IndexFacts.Pool(rule, [Cell.NotApplicable, Cell.Missing]).Status);
        Assert.Equal(CellStatus.NotObserved, IndexFacts.Pool(rule, []).Status);
        Assert.Throws<ArgumentException>(() => IndexFacts.Pool(Sample.Method.Indicators[Sample.Method.IndexOf("P5.1")], [Cell.Sample(4, 1)]));
    }

    [Fact]
    public void The_same_run_again_gives_the_same_bits() => ForAll(seed =>
    {
        var (a, b) = (new IndexRun(Sample.Method, Sample.Facts(seed, 20)), new IndexRun(Sample.Method, Sample.Facts(seed, 20)));
        Assert.Equal(a.Index.ToArray(), b.Index.ToArray());
        Assert.Equal(a.Errors.ToArray(), b.Errors.ToArray());
    });

    [Fact]
    public void Every_band_holds_its_rank() => ForAll(seed =>
    {
        var run = new IndexRun(Sample.Method, Sample.Facts(seed, 40, 3), Frozen);
        var (joint, peers) = (RankBands.Joint(run), RankBands.JointAmongPeers(run));
        for (var unit = 0; unit < run.Facts.Count; unit++)
        {
            Assert.Equal(run.RankOf(unit) is null, joint[unit] is null);
            if (run.RankOf(unit) is { } rank && joint[unit] is var (lo, hi) && peers[unit] is var (peerLo, peerHi))
            {
                Assert.InRange(rank, lo, hi);
                Assert.InRange(run.PeerRankOf(unit)!.Value, peerLo, peerHi);
            }
        }
    });

    [Theory]
    [InlineData("MISSING", Rankability.Ranked)]
    [InlineData("QUARANTINED", Rankability.Ranked)]
    [InlineData("NOT_OBSERVED", Rankability.InsufficientData)]
    [InlineData("CENTRAL_OUTAGE", Rankability.InsufficientData)]
    [InlineData("NOT_APPLICABLE", Rankability.LimitedScope)]
    public void Half_a_tree_of_one_status_is_listed_under_its_reason(string status, Rankability expected)
    {
        var facts = Sample.Facts(9, 1, 1, 0);
        for (var i = 0; i < facts.Method.Indicators.Count; i++)
        {
            if (facts.Method.Pillars[facts.Method.Indicators[i].Pillar].Code is "P1" or "P3" or "P6")
            {
                facts[0, i] = new(CellJson.Statuses[status], 0, 0);
            }
        }

        var unit = new IndexRun(Sample.Method, facts, Frozen).Unit(0);
        Assert.Equal(expected, unit.Rankability);
        Assert.Equal(expected == Rankability.Ranked, unit.Published is not null && unit.Rank == 1 && unit.Tier is not null);
    }

    [Theory]
    [InlineData(0.35, Rankability.Ranked)]
    [InlineData(0.45, Rankability.LimitedScope)]
    public void Accepted_absence_of_more_than_forty_percent_limits_the_scope_also_when_every_pillar_has_something_left(double share, Rankability expected)
    {
        var facts = Sample.Facts(9, 1, 1, 0);
        var (sum, order) = (0d, Enumerable.Range(0, facts.Method.Indicators.Count).OrderBy(Sample.Method.NominalShare).ToList());
        foreach (var i in order.Where(i => Sample.Method.Indicators[i].Code is not ("P1.1" or "P2.K01" or "P3.1" or "P4.1" or "P5.1" or "P6.1")))
        {
            if (sum + Sample.Method.NominalShare(i) <= share)
            {
                sum += Sample.Method.NominalShare(i);
                facts[0, i] = Cell.NotApplicable;
            }
        }

        var unit = new IndexRun(Sample.Method, facts, Frozen).Unit(0);
        Assert.InRange(unit.Coverage.NotApplicable, share - 0.04, share);
        Assert.All(unit.Pillars, pillar => Assert.NotNull(pillar));
        Assert.Equal(expected, unit.Rankability);
    }

    [Theory]
    [InlineData("P4.1 P4.2 P5.1 P5.4", Rankability.Ranked)]
    [InlineData("P4.1 P4.2 P5.1 P5.4 P6.1 P6.3", Rankability.InsufficientData)]
    public void Fewer_than_four_pillars_observed_by_half_are_insufficient_although_two_thirds_of_the_weight_are_there(string unobserved, Rankability expected)
    {
        var facts = Sample.Facts(9, 1, 1, 0);
        foreach (var code in unobserved.Split(' '))
        {
            facts[0, Sample.Method.IndexOf(code)] = Cell.NotObserved;
        }

        var unit = new IndexRun(Sample.Method, facts, Frozen).Unit(0);
        Assert.True(unit.Coverage.Scored > 2.0 / 3);
        Assert.Equal(expected, unit.Rankability);
    }

    private static IndexFacts SameGroup(IndexFacts facts)
    {
        var made = new IndexFacts(facts.Method, facts.Units.Select(u => (u, "g0")));
        for (var unit = 0; unit < facts.Count; unit++)
        {
            facts.Row(unit).CopyTo(made.Row(unit));
        }

        return made;
    }

    private static int?[] Ranks(IndexRun run) => [.. Enumerable.Range(0, run.Facts.Count).Select(run.RankOf)];

    private static void Turn(System.Text.Json.Nodes.JsonArray list)
    {
        var items = list.ToList();
        list.Clear();
        items.Reverse();
        items.ForEach(list.Add);
    }

    private static void ForAll(Action<ulong> holds) =>
        Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed => holds((ulong)seed)).QuickCheckThrowOnFailure();
}
