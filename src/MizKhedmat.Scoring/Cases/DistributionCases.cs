using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Scoring.Cases;

/// <summary>Cases of distributions, draws and splits, some of them known to the world by their formula alone.</summary>
internal static class DistributionCases
{
    private const string Ishigami = "sin(x1)+7 sin(x2)^2+0.1 x3^4 sin(x1), x ~ U(-pi,pi)";
    private const string Glove = "1 if coalition has player 3 and at least one of players 1,2";
    private const string Simplex = "uniform on the simplex";
    private const int Draws = 50_000;
    private const int Samples = 8192;

    public static JsonNode Quantile(JsonElement input)
    {
        if (input.Count("type") != 7)
        {
            throw new FormatException("Quantiles are known of type 7 alone.");
        }

        var sorted = input.Numbers("x").Order().ToList();
        return new JsonObject { ["q"] = CaseJson.List(input.Numbers("probs").Select(p => Quantiles.Type7(sorted, p))) };
    }

    public static JsonNode Normal(JsonElement input) => new JsonObject
    {
        ["qnorm"] = CaseJson.List(input.Numbers("p").Select(NormalDistribution.Quantile)),
        ["pnorm"] = CaseJson.List(input.Numbers("x").Select(NormalDistribution.Cdf)),
    };

    /// <summary>The runway must be as long as the greatest of the coalition needs; a left glove is worth nothing without a right one.</summary>
    public static JsonNode Games(JsonElement input)
    {
        var costs = input.Numbers("airport_costs");
        var glove = input.Field("glove");
        Known(glove.Text("value"), Glove);
        return new JsonObject
        {
            ["airport"] = CaseJson.List(Shapley.Split(costs.Length, mask => costs.Where((_, i) => (mask >> i & 1) == 1).DefaultIfEmpty().Max())),
            ["glove"] = CaseJson.List(Shapley.Split(glove.Count("players"), mask => (mask & 0b100) != 0 && (mask & 0b011) != 0 ? 1 : 0)),
        };
    }

    /// <summary>Optional <c>draws</c> and <c>seed</c>.</summary>
    public static JsonNode RankAcceptability(JsonElement input)
    {
        Known(input.Text("weights"), Simplex);
        var units = input.Texts("units");
        var scores = input.Items("scores").Select(row => row.Numbers()).ToList();
        Require.SameCount(units.Length, scores.Count, "scores");
        var draws = input.Optional("draws") is null ? Draws : input.Count("draws");
        var found = Acceptability.UniformWeights(scores, draws, input.Optional("seed")?.GetUInt64() ?? 1);
        return new JsonObject
        {
            ["acceptability"] = CaseJson.Map(
                units, units.Select((_, unit) => CaseJson.List(Enumerable.Range(1, units.Length).Select(rank => found.Share(unit, rank))))),
            ["expected_rank"] = CaseJson.Map(units, units.Select((_, unit) => found.ExpectedRank(unit))),
        };
    }

    /// <summary>Optional <c>samples</c>.</summary>
    public static JsonNode Sensitivity(JsonElement input)
    {
        Known(input.Text("f"), Ishigami);
        var samples = input.Optional("samples") is null ? Samples : input.Count("samples");
        var indices = SobolIndices.Of(3, samples, u =>
        {
            var x = Array.ConvertAll(u, figure => Math.PI * ((2 * figure) - 1));
            return Math.Sin(x[0]) + (7 * Math.Pow(Math.Sin(x[1]), 2)) + (0.1 * Math.Pow(x[2], 4) * Math.Sin(x[0]));
        });
        return new JsonObject { ["S"] = CaseJson.List(indices.First), ["ST"] = CaseJson.List(indices.Total), ["variance"] = indices.Variance };
    }

    /// <summary>Numbers are printed as text: JSON readers round 64 bits.</summary>
    public static JsonNode RandomVectors(JsonElement input)
    {
        const int few = 5;
        var state = input.Field("splitmix64_seed").GetUInt64();
        var given = input.Items("xoshiro_state").Select(part => part.GetUInt64()).ToArray();
        var raw = given is [var s0, var s1, var s2, var s3]
            ? new Xoshiro256(s0, s1, s2, s3)
            : throw new FormatException("The state of the generator is four numbers.");
        var seed = input.Field("seeded").GetUInt64();
        var seeded = new Xoshiro256(seed);
        return new JsonObject
        {
            ["splitmix64"] = Texts(few, () => SplitMix64.Next(ref state)),
            ["xoshiro256ss"] = Texts(2 * few, raw.Next),
            [$"seeded{seed.ToString(CultureInfo.InvariantCulture)}"] = Texts(few, seeded.Next),
        };

        static JsonArray Texts(int count, Func<ulong> next) =>
            CaseJson.List(Enumerable.Range(0, count).Select(_ => next().ToString(CultureInfo.InvariantCulture)));
    }

    private static void Known(string given, string known)
    {
        if (given != known)
        {
            throw new FormatException($"'{given}' is not known. Known is: {known}.");
        }
    }
}
