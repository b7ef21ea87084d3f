using System.Text.Json;
using FsCheck.Fluent;
using MizKhedmat.Scoring.Cases;
using Xunit;

namespace MizKhedmat.Scoring.Tests;

/// <summary>The generic composite: operators, missing children, trees that are none, normalisations.</summary>
public sealed class CompositeTests
{
    private static readonly Aggregation Arithmetic = new(AggregationOperator.Arithmetic);
    private static readonly Aggregation Geometric = new(AggregationOperator.Geometric);
    private static readonly Aggregation Harmonic = new(AggregationOperator.Harmonic);
    private static readonly Aggregation Lowest = new(AggregationOperator.Min);

    [Fact]
    public void The_less_an_operator_forgives_the_lower_is_the_score() => Children().Hold(children =>
    {
        var (values, weights) = children;
        double Score(Aggregation how) => how.Of(values, weights)!.Value;
        var powers = new[] { -3, -1, -0.5, 0, 0.5, 1, 2 }.Select(p => Score(Power(p))).ToList();
        return Score(Lowest) <= Score(Harmonic) + 1e-9 && Score(Harmonic) <= Score(Geometric) + 1e-9 && Score(Geometric) <= Score(Arithmetic) + 1e-9
            && powers.Zip(powers.Skip(1)).All(pair => pair.First <= pair.Second + 1e-9)
            && Near(Score(Power(1)), Score(Arithmetic)) && Near(Score(Power(0)), Score(Geometric)) && Near(Score(Power(-1)), Score(Harmonic));
    });

    [Fact]
    public void The_scale_of_the_weights_changes_nothing() => Children().Hold(children =>
    {
        var (values, weights) = children;
        double[] thrice = [.. weights.Select(weight => weight * 3)];
        return new[] { Arithmetic, Geometric, Harmonic, Lowest, Power(2), Shifted() }.All(how => Near(how.Of(values, weights)!.Value, how.Of(values, thrice)!.Value));
    });

    [Fact]
    public void A_shift_keeps_the_ends_and_lies_between_wiping_out_and_forgiving() => Children().Hold(children =>
    {
        var (values, weights) = children;
        var score = Shifted().Of(values, weights)!.Value;
        return score >= Geometric.Of(values, weights) - 1e-9 && score <= Arithmetic.Of(values, weights) + 1e-9
            && Near(Shifted().Of([0, 0], [1, 2])!.Value, 0) && Near(Shifted().Of([100, 100], [1, 2])!.Value, 100);
    });

    /// <summary>The figures of SCORING.md 9: one pillar of weight .15 at zero, the others at 70.</summary>
    [Fact]
    public void A_zero_lowers_a_shifted_mean_without_wiping_it_out()
    {
        double Score(Aggregation how) => how.Of([0, 70], [0.15, 0.85])!.Value;
        Assert.Equal(59.5, Score(Arithmetic), 9);
        Assert.Equal(49, Score(Shifted()), 0);
        Assert.Equal(0, Score(Geometric));
        Assert.Equal(0, Score(Harmonic));
        Assert.Equal(0, Score(Power(-2)));
        Assert.Equal(0, Score(Lowest));
    }

    [Fact]
    public void A_child_without_value_leaves_its_weight_to_the_others()
    {
        Assert.Equal(Arithmetic.Of([80, 50], [2, 1]), Arithmetic.Of([80, null, 50], [2, 7, 1]));
        Assert.Equal(50, Lowest.Of([80, null, 50], [2, 7, 1]));
        Assert.Null(Arithmetic.Of([null, null], [1, 1]));
        var half = Arithmetic with { MinAvailable = 0.5 };
        Assert.Equal(80, half.Of([80, null], [1, 9]));
        Assert.Null(half.Of([80, null, null], [9, 1, 1]));
    }

    [Fact]
    public void What_an_operator_cannot_take_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Geometric.Of([-1, 5], [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Arithmetic.Of([double.NaN], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Arithmetic.Of([1], [0]));
        Assert.Throws<ArgumentException>(() => Arithmetic.Of([1, 2], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => (Geometric with { Shift = 100 }).Of([1], [1]));
        var refusal = Assert.Throws<FormatException>(() => Aggregation.Named("median"));
        Assert.Contains("'median'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("arithmetic, geometric, harmonic, min, power", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_a_document_changes_no_digit() => Children(3).Hold(children =>
    {
        var (values, weights) = children;
        List<CompositeNode> nodes = [new("root", null, 1, Geometric), new("a", "root", 2, Arithmetic)];
        nodes.AddRange(weights.Select((weight, i) => new CompositeNode($"i{i:00}", i == 0 ? "root" : "a", weight)));
        var leaves = values.Select((value, i) => (i, value)).ToDictionary(pair => $"i{pair.i:00}", pair => new[] { pair.value });
        var straight = new CompositeTree(nodes).Aggregate(leaves);
        var reversed = new CompositeTree(Enumerable.Reverse(nodes)).Aggregate(leaves);
        return straight["root"][0] == reversed["root"][0] && straight["a"][0] == reversed["a"][0];
    });

    [Fact]
    public void Effective_weights_of_the_indicators_sum_to_one() => Children(3).Hold(children =>
    {
        List<CompositeNode> nodes = [new("root", null, 5), new("a", "root", 2)];
        nodes.AddRange(children.Weights.Select((weight, i) => new CompositeNode($"i{i:00}", i == 0 ? "root" : "a", weight)));
        var tree = new CompositeTree(nodes);
        var weights = tree.EffectiveWeights();
        return weights["root"] == 1 && Near(tree.Leaves.Sum(leaf => weights[leaf.Code]), 1);
    });

    [Fact]
    public void A_tree_that_is_none_is_refused()
    {
        static string Refusal(params CompositeNode[] nodes) => Assert.Throws<FormatException>(() => new CompositeTree(nodes)).Message;
        CompositeNode root = new("root", null, 1, Arithmetic);
        Assert.Contains("one root", Refusal(root, new("other", null, 1)), StringComparison.Ordinal);
        Assert.Contains("'a' stands twice", Refusal(root, new("a", "root", 1), new("a", "root", 2)), StringComparison.Ordinal);
        Assert.Contains("'nobody'", Refusal(root, new CompositeNode("a", "nobody", 1)), StringComparison.Ordinal);
        Assert.Contains("circle", Refusal(root, new("a", "b", 1), new("b", "a", 1)), StringComparison.Ordinal);
        Assert.Contains("weight of 'a'", Refusal(root, new CompositeNode("a", "root", 0)), StringComparison.Ordinal);
        var tree = new CompositeTree([root, new("a", "root", 1)]);
        Assert.Contains("'a' has no column", Assert.Throws<FormatException>(() => tree.Aggregate(new Dictionary<string, double?[]>())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_level_and_a_node_may_have_operators_of_their_own()
    {
        const string document = """
            {"kind":"composite","input":{
              "indicators":["a","b","c"],
              "tree":[{"code":"a","parent":"p","level":1,"direction":1,"weight":1},{"code":"b","parent":"p","level":1,"direction":1,"weight":1},
                      {"code":"c","parent":"q","level":1,"direction":1,"weight":1},{"code":"p","parent":"r","level":2,"direction":null,"weight":1},
                      {"code":"q","parent":"r","level":2,"direction":null,"weight":1},{"code":"r","parent":null,"level":3,"direction":null,"weight":1}],
              "matrix":{"u":[20,80,40]},
              "normalise":{"method":"none"},
              "aggregate":{"method":"arithmetic","levels":{"3":{"method":"geometric"}},"nodes":{"p":{"method":"harmonic"}}}}}
            """;
        var scores = CaseRun.Run(JsonDocument.Parse(document).RootElement)["scores"]!;
        Assert.Equal(32, scores["p"]!["u"]!.GetValue<double>(), 12);
        Assert.Equal(Math.Sqrt(32 * 40), scores["r"]!["u"]!.GetValue<double>(), 12);
    }

    [Fact]
    public void Less_is_better_is_the_mirror_of_more_is_better() => Drawn.Scores(2).Hold(drawn =>
    {
        double?[] column = [.. drawn.Select(value => (double?)value), 101, null];
        var (up, down) = (Normalisation.MinMax(column, 1, 0, 100), Normalisation.MinMax(column, -1, 0, 100));
        return up.Zip(down).All(pair => pair is (null, null) || Near(pair.First!.Value + pair.Second!.Value, 100))
            && Normalisation.ZScore(column).Zip(Normalisation.ZScore(column, -1)).All(pair => pair is (null, null) || Near(pair.First!.Value, -pair.Second!.Value))
            && up[^2] == 100 && up[^1] is null;
    });

    [Fact]
    public void A_column_without_spread_tells_nobody_apart()
    {
        Assert.Equal([50, 50, null], Normalisation.MinMax([7, 7, null], 1, 0, 100));
        Assert.Equal([0, 0, null], Normalisation.ZScore([7, 7, null]));
        Assert.Equal([50, 50, null], Normalisation.Percentile([7, 7, null]));
        Assert.Throws<ArgumentException>(() => Normalisation.RatioToMean([0, 0]));
    }

    [Fact]
    public void Goalposts_cut_and_turn_by_themselves()
    {
        Assert.Equal([0, 50, 100], new[] { 0.2, 0.75, 1.4 }.Select(value => Normalisation.Goalposts(value, 0.5, 1)));
        Assert.Equal([100, 50, 0], new[] { -1, 2.5, 9 }.Select(value => Normalisation.Goalposts(value, 5, 0)));
        Assert.Equal(180, Normalisation.Goalposts(1.4, 0.5, 1, truncate: false), 9);
        Assert.Throws<ArgumentException>(() => Normalisation.Goalposts(1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Normalisation.Goalposts(double.NaN, 0, 1));
    }

    [Fact]
    public void A_column_that_winsorising_cannot_save_takes_a_logarithm()
    {
        double?[] column = [.. Enumerable.Range(1, 40).Select(i => (double?)i), 5_000, null];
        Assert.True(Winsorising.Treat(column).Passed);
        var left = Winsorising.Treat(column, most: 0);
        Assert.False(left.Passed);
        Assert.Equal(0, left.Changed);
        Assert.Equal(Math.Log(0.01 * 4_999), left.Values[0]!.Value, 12);
        Assert.Equal(Math.Log(4_999 * 1.01), left.Values[40]!.Value, 12);
        Assert.Null(left.Values[41]);
        Assert.Equal(column, Winsorising.Treat(column, skewThreshold: 99).Values);
    }

    /// <summary>First the upper tail, then the lower one: two points in all.</summary>
    [Fact]
    public void Points_of_both_tails_count_towards_the_most_that_may_change()
    {
        double?[] column = [.. Enumerable.Range(1, 40).Select(i => (double?)i), 1_000, -300];
        var both = Winsorising.Treat(column, most: 2);
        Assert.Equal((2, true), (both.Changed, both.Passed));
        Assert.Equal([40, 1], both.Values.Skip(40));
        var one = Winsorising.Treat(column, most: 1);
        Assert.Equal((1, false), (one.Changed, one.Passed));
    }

    private static FsCheck.Gen<(double?[] Values, double[] Weights)> Children(int least = 1) =>
        Drawn.Many(Drawn.Score.Zip(Drawn.Weight), least, 12).Select(children =>
            (children.Select(child => (double?)child.Item1).ToArray(), children.Select(child => child.Item2).ToArray()));

    private static Aggregation Power(double p) => new(AggregationOperator.Power) { Exponent = p };

    private static Aggregation Shifted() => Geometric with { Shift = 10 };

    private static bool Near(double one, double other) => Math.Abs(one - other) <= 1e-9 * Math.Max(1, Math.Abs(other));
}
