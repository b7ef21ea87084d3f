using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Scoring.Tests.Index;

/// <summary>The approved methodology of the repository, and facts drawn for it: everything follows from the seed.</summary>
internal static class Sample
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "methodology-1.0.0.json"));

    public static readonly JsonElement Document = JsonSerializer.Deserialize<JsonElement>(Text);

    public static readonly IndexMethod Method = IndexMethod.Parse(Document);

    /// <summary>A fresh copy of the document to spoil.</summary>
    public static JsonObject Copy() => JsonNode.Parse(Text)!.AsObject();

    public static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);

    public static IndexFacts Facts(ulong seed, int units, int groups = 2, double othersThanValue = 0.1, IndexMethod? method = null)
    {
        var random = new Xoshiro256(seed);
        var facts = new IndexFacts(method ?? Method, Enumerable.Range(0, units).Select(i => ($"A{i:D4}", $"g{i % groups}")));
        for (var unit = 0; unit < units; unit++)
        {
            var quality = 0.3 + (0.6 * random.NextDouble());
            for (var i = 0; i < facts.Method.Indicators.Count; i++)
            {
                facts[unit, i] = Draw(random, facts.Method.Indicators[i], quality, othersThanValue);
            }
        }

        return facts;
    }

    public static Cell Draw(Xoshiro256 random, IndicatorRule rule, double quality, double othersThanValue)
    {
        if (random.NextDouble() < othersThanValue)
        {
            return new((CellStatus)(1 + (int)(random.NextDouble() * 5)), 0, 0);
        }

        var good = Math.Clamp(quality + (0.4 * (random.NextDouble() - 0.5)), 0, 1);
        var value = rule.Worst + ((rule.Best - rule.Worst) * good);
        var n = Math.Floor(Math.Pow(10, 1 + (4 * random.NextDouble())));
        return rule.Estimator switch
        {
            Estimator.ExactMean => Cell.Mean(value),
            Estimator.ValueSe => Cell.Estimate(value, 1 / Math.Sqrt(n)),
            Estimator.NormalNormal => Cell.Sample(value, 1 / n),
            _ => Cell.Ratio(Math.Floor(Math.Min(1, Math.Max(0, value)) * n), n),
        };
    }

    public static IndexPriors Priors(ulong seed = 1) => IndexPriors.Estimate(Method, Facts(seed, 60, 2, 0));
}
