using FsCheck.Fluent;
using Xunit;

namespace MizKhedmat.Scoring.Tests;

/// <summary>What must hold of ranks and their regions whatever the scores (SCORING.md 20).</summary>
public sealed class RankPropertiesTests
{
    [Fact]
    public void A_rank_is_one_more_than_those_above() => Drawn.Scores(0).Hold(scores =>
        CompetitionRank.Descending(scores).SequenceEqual(scores.Select(mine => 1 + scores.Count(other => other > mine))));

    [Fact]
    public void Listing_the_units_otherwise_changes_no_rank() => Drawn.Scores().Hold(scores =>
        CompetitionRank.Descending([.. scores.Reverse()]).Reverse().SequenceEqual(CompetitionRank.Descending(scores)));

    [Fact]
    public void A_twin_ties_and_moves_all_later_ones_by_one() => Drawn.Scores().Hold(scores =>
    {
        var before = CompetitionRank.Descending(scores);
        var after = CompetitionRank.Descending([.. scores, scores[0]]);
        return after[^1] == before[0] && before.Zip(after).All(pair => pair.Second == pair.First + (pair.First > before[0] ? 1 : 0));
    });

    [Fact]
    public void Who_has_no_score_has_no_rank_and_moves_nobody() =>
        Assert.Equal([2, null, 1, 2], CompetitionRank.OfPresent([7.5, null, 9, 7.5]));

    [Fact]
    public void A_region_contains_the_rank_and_grows_with_doubt() => Drawn.Many(Drawn.Score.Zip(Drawn.Weight)).Hold(units =>
    {
        double[] scores = [.. units.Select(unit => unit.Item1)];
        double[] errors = [.. units.Select(unit => unit.Item2)];
        var ranks = CompetitionRank.Descending(scores);
        return new[] { 0.5, 0.9, 0.99 }.All(confidence =>
            Contain(RankRegion.Joint(scores, errors, confidence)) && Contain(RankRegion.Pairwise(scores, errors, confidence)))
            && Wider(RankRegion.Joint(scores, errors, 0.9), RankRegion.Joint(scores, errors, 0.99))
            && Wider(RankRegion.Pairwise(scores, errors, 0.9), RankRegion.Pairwise(scores, errors, 0.99));

        bool Contain((int Lo, int Hi)[] regions) => regions.Zip(ranks).All(pair => pair.First.Lo <= pair.Second && pair.Second <= pair.First.Hi);
        static bool Wider((int Lo, int Hi)[] few, (int Lo, int Hi)[] many) => few.Zip(many).All(pair => pair.Second.Lo <= pair.First.Lo && pair.Second.Hi >= pair.First.Hi);
    });

    [Fact]
    public void Without_error_the_region_of_a_unit_that_ties_with_nobody_is_its_rank() => Drawn.Scores().Hold(drawn =>
    {
        double[] scores = [.. drawn.Distinct()];
        var exact = CompetitionRank.Descending(scores).Select(rank => (rank, rank)).ToList();
        return RankRegion.Joint(scores, new double[scores.Length], 0.9).SequenceEqual(exact)
            && RankRegion.Pairwise(scores, new double[scores.Length], 0.95).SequenceEqual(exact);
    });

    /// <summary>The pairwise region of the reference run, which the index answers as a whole.</summary>
    [Fact]
    public void Both_regions_are_those_of_the_reference_run()
    {
        var expected = ReferenceCase.Read("dom-07-uncertainty").Expected;
        var units = expected.GetProperty("index").EnumerateObject().Select(unit => unit.Name).ToList();
        double[] Figures(string name) => [.. units.Select(unit => expected.GetProperty(name).GetProperty(unit).GetDouble())];
        List<(int, int)> Regions(string name) => [.. units.Select(unit => expected.GetProperty(name).GetProperty(unit)).Select(pair => (pair[0].GetInt32(), pair[1].GetInt32()))];
        Assert.Equal(Regions("joint"), RankRegion.Joint(Figures("index"), Figures("se"), 0.9));
        Assert.Equal(Regions("pairwise"), RankRegion.Pairwise(Figures("index"), Figures("se"), 0.95));
    }

    [Fact]
    public void An_order_agrees_with_itself_and_contradicts_its_reverse() => Drawn.Scores(2).Hold(drawn =>
    {
        double[] scores = [.. drawn.Append(0).Append(101)];
        double[] reversed = [.. scores.Select(score => -score)];
        return Near(RankCorrelation.Spearman(scores, scores), 1) && Near(RankCorrelation.KendallTauB(scores, scores), 1)
            && Near(RankCorrelation.Spearman(scores, reversed), -1) && Near(RankCorrelation.KendallTauB(scores, reversed), -1);
    });

    [Fact]
    public void Ties_on_one_side_lower_tau_b() => Assert.Equal(0.9128709291752769, RankCorrelation.KendallTauB([1, 2, 2, 4], [1, 2, 3, 4]), 12);

    [Fact]
    public void Values_that_are_all_alike_have_no_order()
    {
        Assert.Throws<ArgumentException>(() => RankCorrelation.Spearman([1, 1, 1], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => RankCorrelation.KendallTauB([1, 2, 3], [1, 1, 1]));
    }

    [Fact]
    public void A_circle_of_duels_is_broken_by_points_then_by_name()
    {
        // a beats b, b beats c, c beats a; points a 5, b 6, c 4.
        var circle = new Voting(["c", "b", "a"], [(2, ["a", "b", "c"]), (2, ["b", "c", "a"]), (1, ["c", "a", "b"])]);
        Assert.Equal(["b", "a", "c"], circle.CondorcetOrder());
        var even = new Voting(["c", "b", "a"], [(1, ["a", "b", "c"]), (1, ["b", "c", "a"]), (1, ["c", "a", "b"])]);
        Assert.Equal(["a", "b", "c"], even.CondorcetOrder());
        Assert.Throws<ArgumentException>(() => new Voting(["a", "b"], [(1, ["a", "a"])]));
    }

    [Fact]
    public void Shares_of_ranks_sum_to_one_and_a_seed_repeats_them()
    {
        double[][] scores = [[80, 20, 55], [30, 90, 54], [60, 58, 10]];
        var found = Acceptability.UniformWeights(scores, 2_000, 7);
        var again = Acceptability.UniformWeights(scores, 2_000, 7);
        var other = Acceptability.UniformWeights(scores, 2_000, 8);
        for (var unit = 0; unit < scores.Length; unit++)
        {
            double[] shares = [.. Enumerable.Range(1, 3).Select(rank => found.Share(unit, rank))];
            Assert.Equal(1, shares.Sum(), 12);
            Assert.Equal(shares, Enumerable.Range(1, 3).Select(rank => again.Share(unit, rank)));
            Assert.Equal(found.ExpectedRank(unit), shares.Select((share, i) => share * (i + 1)).Sum(), 12);
            Assert.NotEqual(shares, Enumerable.Range(1, 3).Select(rank => other.Share(unit, rank)));
        }
    }

    [Fact]
    public void What_is_no_number_has_no_rank()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CompetitionRank.Descending([1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TiedRanks.Of([1, double.PositiveInfinity], TieRule.Average));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankRegion.Joint([1, 2], [0.1, double.NaN], 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankRegion.Pairwise([1, 2], [0.1, -0.1], 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankRegion.Joint([1, 2], [0.1, 0.1], 1));
        Assert.Throws<ArgumentException>(() => RankRegion.Joint([1, 2], [0.1], 0.9));
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-12;
}
