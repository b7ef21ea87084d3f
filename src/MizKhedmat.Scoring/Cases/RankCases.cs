using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Scoring.Cases;

/// <summary>Cases of ranks: ties, shifts, votes, correlations, regions.</summary>
internal static class RankCases
{
    public static JsonNode Shift(JsonElement input)
    {
        var reference = input.Members("reference").ToDictionary(unit => unit.Name, unit => unit.Value.GetDouble(), StringComparer.Ordinal);
        var others = input.Members("others").ToList();
        return new JsonObject
        {
            ["average_rank_shift"] = CaseJson.Map(
                others.Select(other => other.Name),
                others.Select(other => RankShift.Average(
                    [.. reference.Values], [.. reference.Keys.Select(unit => other.Value.Number(unit))]))),
        };
    }

    public static JsonNode Votes(JsonElement input)
    {
        var candidates = input.Texts("candidates");
        var voting = new Voting(candidates, [.. input.Items("profiles").Select(profile =>
            (profile[0].GetDouble(), (IReadOnlyList<string>)[.. profile[1].EnumerateArray().Select(name => name.GetString()!)]))]);
        return new JsonObject
        {
            ["borda"] = CaseJson.Map(candidates, candidates.Select(voting.Borda)),
            ["pairwise"] = CaseJson.Map(
                candidates,
                candidates.Select(one => CaseJson.Map(candidates, candidates.Select(other => voting.Preferring(one, other))))),
            ["condorcet_order"] = CaseJson.List(voting.CondorcetOrder()),
        };
    }

    public static JsonNode Ties(JsonElement input)
    {
        JsonArray Ranks(string order, params (string Name, TieRule Rule)[] rules) => CaseJson.Nodes(input.Items(order).Select(values => (JsonNode)CaseJson.Map(
            rules.Select(rule => rule.Name),
            rules.Select(rule => CaseJson.List(TiedRanks.Of(values.Numbers(), rule.Rule, order == "descending"))))));

        return new JsonObject
        {
            ["ascending"] = Ranks(
                "ascending", ("average", TieRule.Average), ("min", TieRule.Min), ("max", TieRule.Max), ("dense", TieRule.Dense), ("ordinal", TieRule.Ordinal)),
            ["descending"] = Ranks("descending", ("min", TieRule.Min), ("max", TieRule.Max), ("average", TieRule.Average)),
        };
    }

    public static JsonNode Correlation(JsonElement input)
    {
        var pairs = input.Items("pairs").Select(pair => (X: pair.Numbers("x"), Y: pair.Numbers("y"))).ToList();
        return new JsonObject
        {
            ["spearman"] = CaseJson.List(pairs.Select(pair => RankCorrelation.Spearman(pair.X, pair.Y))),
            ["kendall_tau_b"] = CaseJson.List(pairs.Select(pair => RankCorrelation.KendallTauB(pair.X, pair.Y))),
        };
    }

    /// <summary>Estimates with 90 % margins, as a statistical office prints them; intervals may be rounded before they are compared.</summary>
    public static JsonNode Region(JsonElement input)
    {
        var smallest = input.Text("rank_1_is") switch
        {
            "smallest" => true,
            "largest" => false,
            var other => throw new FormatException($"Rank 1 is '{other}'? Known are: largest, smallest."),
        };
        var estimates = input.Numbers("estimate");
        var margins = input.Numbers("moe90");
        var decimals = input.Optional("round_interval_to") is null ? (int?)null : input.Count("round_interval_to");
        var z = RankRegion.JointZ(estimates.Length, input.Number("joint_confidence"));
        var widening = z / NormalDistribution.Quantile(0.95);
        var lows = estimates.Select((estimate, i) => Printed(estimate - (widening * margins[i]))).ToArray();
        var highs = estimates.Select((estimate, i) => Printed(estimate + (widening * margins[i]))).ToArray();

        var regions = smallest
            ? RankRegion.FromIntervals(Negated(estimates), Negated(highs), Negated(lows))
            : RankRegion.FromIntervals(estimates, lows, highs);
        return new JsonObject
        {
            ["z"] = double.Parse(z.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            ["lo"] = CaseJson.List(lows),
            ["hi"] = CaseJson.List(highs),
            ["rank_lo"] = CaseJson.List(regions.Select(region => region.Lo)),
            ["rank_hi"] = CaseJson.List(regions.Select(region => region.Hi)),
        };

        double Printed(double value) => decimals is { } places ? CompositeCases.Rounded(value, places) : value;
        static double[] Negated(double[] values) => [.. values.Select(value => -value)];
    }
}
