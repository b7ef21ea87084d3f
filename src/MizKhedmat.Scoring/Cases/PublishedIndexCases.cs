using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Scoring.Cases;

/// <summary>Cases that rebuild published indices of others from their data: HDI, TAI, EGDI.</summary>
internal static class PublishedIndexCases
{
    private const int HumanDevelopmentDecimals = 3;
    private const int ElectronicGovernmentDecimals = 4;

    /// <summary>A tree of nested nodes {code, aggregate, children} and leaves {indicator, goalposts, transform: ln}; ranks on the published decimals.</summary>
    public static JsonNode HumanDevelopment(JsonElement input)
    {
        var tree = input.Field("tree");
        var scale = tree.Number("scale", 1);
        var truncate = tree.Optional("truncate")?.GetBoolean() ?? true;
        var nodes = new List<CompositeNode>();
        var columns = new Dictionary<string, double?[]>(StringComparer.Ordinal);
        Collect(tree.Field("root"), null);
        var composite = new CompositeTree(nodes);
        var published = composite.Aggregate(columns)[composite.Root.Code]
            .Select(value => value is { } index ? CompositeCases.Rounded(index, HumanDevelopmentDecimals) : (double?)null).ToList();
        var ofUnit = input.Texts("units").Zip(published).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var ranked = input.Texts("ranked_units");
        return new JsonObject
        {
            ["hdi_rounded"] = CaseJson.List(published),
            ["rank"] = CaseJson.Map(ranked, CompetitionRank.OfPresent([.. ranked.Select(unit => ofUnit[unit])])),
        };

        void Collect(JsonElement node, string? parent)
        {
            var code = (node.Optional("code") ?? node.Field("indicator")).GetString()!;
            var how = node.Optional("aggregate")?.GetString() is { } name ? new Aggregation(Aggregation.Named(name)) { Top = scale } : null;
            nodes.Add(new(code, parent, node.Number("weight", 1), how));
            if (node.Optional("children") is null)
            {
                columns.Add(code, Leaf(node));
                return;
            }

            foreach (var child in node.Items("children"))
            {
                Collect(child, code);
            }
        }

        double?[] Leaf(JsonElement node)
        {
            Func<double, double> transform = node.Optional("transform")?.GetString() switch
            {
                null => value => value,
                "ln" => Math.Log,
                var other => throw new FormatException($"No transform '{other}' is known. Known are: ln."),
            };
            var posts = node.Numbers("goalposts");
            return [.. input.Field(node.Text("indicator")).Column().Select(value => value is { } present
                ? Normalisation.Goalposts(transform(present), transform(posts[0]), transform(posts[1]), scale, truncate)
                : (double?)null)];
        }
    }

    public static JsonNode TechnologyAchievement(JsonElement input)
    {
        var truncate = input.Field("truncate").GetBoolean();
        var columns = input.Members("columns").Select(column =>
        {
            var posts = input.Field("goalposts").Numbers(column.Name);
            return Normalisation.Goalposts(column.Value.Column(), 1, posts[0], posts[1], 1, truncate);
        }).ToList();
        var mean = new Aggregation(AggregationOperator.Arithmetic) { Top = 1 };
        var weights = input.Numbers("weights");
        var units = input.Texts("units");
        var scores = units.Select((_, unit) => mean.Of([.. columns.Select(column => column[unit])], weights));
        return new JsonObject { ["rank"] = CaseJson.Map(units, CompositeCases.Ranks(scores)) };
    }

    public static JsonNode ElectronicGovernment(JsonElement input)
    {
        var mean = new Aggregation(AggregationOperator.Arithmetic) { Top = 1 };
        var published = input.Items("rows").Select(row => (double?)CompositeCases.Rounded(
            mean.Of([row.Number("osi"), row.Number("hci"), row.Number("tii")], [1, 1, 1])!.Value, ElectronicGovernmentDecimals)).ToList();
        return new JsonObject { ["egdi"] = CaseJson.List(published), ["rank"] = CaseJson.List(CompetitionRank.OfPresent(published)) };
    }
}
