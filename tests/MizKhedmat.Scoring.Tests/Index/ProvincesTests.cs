using Xunit;

namespace MizKhedmat.Scoring.Tests.Index;

/// <summary>The province: standardised agencies and the governor's own oversight (1538588/C-7); and who its peers are.</summary>
public sealed class ProvincesTests
{
    private static readonly Dictionary<string, double> National = new() { ["X"] = 800, ["Y"] = 100, ["Z"] = 100 };

    [Fact]
    public void The_governor_counts_fifteen_of_a_hundred_and_parts_without_object_pass_their_weight_on()
    {
        var row = One([Cell.Ratio(5, 10), Cell.NotObserved, Cell.Ratio(0, 0), Cell.Ratio(10, 10)]);
        Assert.Equal([50, null, null, 100], row.GovernorScores);
        Assert.Equal(75, row.Governor);
        Assert.Equal(70, row.Standardised!.Value, 9);
        Assert.Equal((0.85 * 70) + (0.15 * 75), row.Index!.Value, 9);
        Assert.Equal(70.75m, row.Published);
        Assert.Equal(1, row.Rank);
        Assert.Equal("C", row.Tier);
        Assert.Equal(0.85 * Math.Sqrt(2) / 2, row.Error, 9);
    }

    [Fact]
    public void Without_any_part_the_governor_is_left_out_and_a_silent_one_scores_nothing()
    {
        var without = One([Cell.NotObserved, Cell.NotObserved, Cell.NotObserved, Cell.NotObserved]);
        Assert.Null(without.Governor);
        Assert.Equal(without.Standardised, without.Index);
        var silent = One([]);
        Assert.Equal(0, silent.Governor);
        Assert.Equal(0.85 * 70, silent.Index!.Value, 9);
    }

    [Fact]
    public void Agencies_that_are_not_rankable_or_unknown_nationally_leave_the_mix()
    {
        var row = Provinces.Run(Sample.Method, National,
        [
            new("P", [new("X", 60, 0, true, 10), new("Y", 10, 0, false, 900), new("NEW", 5, 0, true, 30)], []),
            new("EMPTY", [new("X", 60, 0, false, 10)], []),
        ]);
        Assert.Equal(["EMPTY", "P"], row.Select(r => r.Province));
        Assert.Equal(["X"], row[1].Weights.Keys);
        Assert.Equal(60, row[1].Standardised);
        Assert.Equal(((60 * 10) + (5 * 30)) / 40.0, row[1].Crude!.Value, 9);
        Assert.Null(row[0].Index);
        Assert.Null(row[0].Rank);
    }

    [Fact]
    public void The_nation_is_its_agencies_with_the_same_shares()
    {
        var facts = Sample.Facts(3, 3, 1, 0);
        var run = new IndexRun(Sample.Method, facts);
        var national = new Dictionary<string, double> { ["A0000"] = 800, ["A0001"] = 100, ["A0002"] = 100 };
        Assert.Equal(((0.15 * run.Index[0]) + (0.1 * run.Index[1]) + (0.1 * run.Index[2])) / 0.35, Provinces.Nation(Sample.Method, [run], national)!.Value, 9);
    }

    [Fact]
    public void Small_bands_go_together_with_the_next_one()
    {
        var rule = Sample.Method.Peers!;
        var units = Enumerable.Range(0, 6).Select(i => ($"a{i}", "MIN", 2e6))
            .Concat(Enumerable.Range(0, 3).Select(i => ($"b{i}", "MIN", 60_000d)))
            .Concat(Enumerable.Range(0, 3).Select(i => ($"c{i}", "MIN", 3_000d)))
            .Concat(Enumerable.Range(0, 2).Select(i => ($"d{i}", "MIN", 10d)))
            .Append(("p", "POST", 5e6)).Append(("q", "COMP", 0)).Append(("r", "NOKIND", 0));
        var groups = PeerGroups.Assign(rule, units);
        Assert.Equal("ministry/A", groups["a0"]);
        Assert.Equal(["ministry/B-D"], new[] { groups["b0"], groups["c2"], groups["d1"] }.Distinct());
        Assert.Equal("state-company/A-D", groups["p"]);
        Assert.Equal(groups["p"], groups["q"]);
        Assert.Equal("NOKIND/D", groups["r"]);
    }

    [Fact]
    public void A_method_without_provinces_ranks_none()
    {
        var document = Sample.Copy();
        document.Remove("province");
        var method = IndexMethod.Parse(Sample.Element(document));
        Assert.Null(method.Province);
        Assert.Equal("province-rule-missing", Assert.Throws<ScoringException>(() => Provinces.Run(method, National, [])).Faults[0].Code);
    }

    private static ProvinceResult One(IReadOnlyList<Cell> governor) =>
        Assert.Single(Provinces.Run(Sample.Method, National, [new("P", [new("Y", 80, 1, true, 1), new("Z", 60, 1, true, 99)], governor)]));
}
