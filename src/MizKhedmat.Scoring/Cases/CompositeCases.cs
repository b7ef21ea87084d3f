using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Scoring.Cases;

/// <summary>Cases of the generic composite: normalise, treat, take together level by level, rank.</summary>
internal static class CompositeCases
{
    /// <summary>
    /// <c>normalise</c> {method, …} and <c>aggregate</c> {method, p, shift, top, min_available, levels: {"2": {…}}, nodes: {code: {…}}}:
    /// what a level or a node says goes before what the whole says.
    /// </summary>
    public static JsonNode Composite(JsonElement input)
    {
        var indicators = input.Texts("indicators");
        var units = input.Members("matrix").Select(row => row.Name).ToList();
        var rows = input.Members("matrix").Select(row => row.Value.Column()).ToList();
        foreach (var row in rows)
        {
            Require.SameCount(indicators.Length, row.Length, "matrix");
        }

        var directions = input.Items("tree").ToDictionary(node => node.Text("code"), node => (int)node.Number("direction", 1), StringComparer.Ordinal);
        var how = input.Field("normalise");
        var columns = new Dictionary<string, double?[]>(StringComparer.Ordinal);
        for (var i = 0; i < indicators.Length; i++)
        {
            var column = rows.Select(row => row[i]).ToArray();
            columns.Add(indicators[i], Normalised(column, indicators[i], directions.GetValueOrDefault(indicators[i], 1), how));
        }

        var tree = Tree(input, input.Field("aggregate"));
        var scores = tree.Aggregate(columns);
        var found = new JsonObject();
        if (how.Text("method") != "none")
        {
            found["normalised"] = CaseJson.Map(units, units.Select((_, unit) => CaseJson.List(indicators.Select(code => columns[code][unit]))));
        }

        found["scores"] = CaseJson.Map(scores.Keys, scores.Values.Select(column => CaseJson.Map(units, column)));
        found["ranks"] = CaseJson.Map(scores.Keys, scores.Values.Select(column => CaseJson.Map(units, Ranks(column))));
        return found;
    }

    public static JsonNode EffectiveWeights(JsonElement input)
    {
        var weights = Tree(input, null).EffectiveWeights();
        return CaseJson.Map(weights.Keys, weights.Values);
    }

    public static JsonNode Treatment(JsonElement input)
    {
        var names = input.Members("columns").Select(column => column.Name).ToList();
        var treated = input.Members("columns").Select(column => Winsorising.Treat(
            column.Value.Column(), input.Number("skew_threshold"), input.Number("kurt_threshold"), input.Count("winmax"))).ToList();
        return new JsonObject
        {
            ["treated"] = CaseJson.Map(names, treated.Select(column => CaseJson.List(column.Values))),
            ["skew_raw"] = CaseJson.Map(names, treated.Select(column => column.Skewness)),
            ["kurt_raw"] = CaseJson.Map(names, treated.Select(column => column.Kurtosis)),
            ["changed_points"] = CaseJson.Map(names, treated.Select(column => column.Changed)),
            ["winsorised_ok"] = CaseJson.Map(names, treated.Select(column => column.Passed)),
        };
    }

    /// <summary>The Handbook prints two decimals and cuts the rest (2.5457 is 2.54), so the answer does.</summary>
    public static JsonNode MeanExamples(JsonElement input)
    {
        var weights = input.Numbers("weights");
        var vectors = input.Items("vectors").Select(vector => vector.Column()).ToList();
        JsonArray Means(AggregationOperator mean) => CaseJson.List(vectors.Select(vector => Cut(new Aggregation(mean).Of(vector, weights)!.Value)));
        return new JsonObject { ["arithmetic"] = Means(AggregationOperator.Arithmetic), ["geometric"] = Means(AggregationOperator.Geometric) };

        static double Cut(double value) => Math.Truncate(100 * Rounded(value, 9)) / 100;
    }

    /// <summary>Percentiles are printed to one decimal.</summary>
    public static JsonNode NormaliseTable(JsonElement input)
    {
        var x = input.Field("x").Column();
        return new JsonObject
        {
            ["zscore"] = CaseJson.List(Normalisation.ZScore(x)),
            ["minmax"] = CaseJson.List(Normalisation.MinMax(x)),
            ["ratio_to_mean"] = CaseJson.List(Normalisation.RatioToMean(x)),
            ["ratio_to_best"] = CaseJson.List(Normalisation.RatioToBest(x)),
            ["ratio_to_worst"] = CaseJson.List(Normalisation.RatioToWorst(x)),
            ["above_below_mean_p20"] = CaseJson.List(Normalisation.AboveBelowMean(x, 0.2)),
            ["ascending_rank_min"] = CaseJson.List(Normalisation.Rank(x)),
            ["percentile"] = CaseJson.List(Normalisation.Percentile(x).Select(value => value is { } percent ? Rounded(percent, 1) : (double?)null)),
        };
    }

    /// <summary>Competition ranks of scores rounded to nine decimals: floating noise parts nobody.</summary>
    public static int?[] Ranks(IEnumerable<double?> column, int decimals = 9) =>
        CompetitionRank.OfPresent([.. column.Select(score => score is { } value ? Rounded(value, decimals) : (double?)null)]);

    /// <summary>Half-even on the decimal that prints the figure, never on its binary image.</summary>
    public static double Rounded(double value, int decimals) => (double)Math.Round((decimal)value, decimals, MidpointRounding.ToEven);

    private static double?[] Normalised(double?[] column, string code, int direction, JsonElement how)
    {
        var method = how.Text("method");
        return method switch
        {
            "none" => column,
            "minmax" => Normalisation.MinMax(column, direction, how.Number("lower", 0), how.Number("upper", 100)),
            "zscore" => Normalisation.ZScore(column, direction),
            "goalposts" => how.Field("posts").Field(code).Numbers() is [var lower, var upper]
                ? Normalisation.Goalposts(column, direction, lower, upper, how.Number("scale", 100), how.Optional("truncate")?.GetBoolean() ?? true)
                : throw new FormatException($"The goalposts of '{code}' are not two numbers."),
            "rank" => Normalisation.Rank(column, direction),
            "percentile" => Normalisation.Percentile(column, direction),
            "ratio_to_mean" => Normalisation.RatioToMean(column),
            "ratio_to_best" => Normalisation.RatioToBest(column, direction),
            "ratio_to_worst" => Normalisation.RatioToWorst(column, direction),
            "above_below_mean" => Normalisation.AboveBelowMean(column, how.Number("p", 0.2), direction),
            _ => throw new FormatException(
                $"No normalisation '{method}' is known. Known are: above_below_mean, goalposts, minmax, none, percentile, rank, ratio_to_best, ratio_to_mean, ratio_to_worst, zscore."),
        };
    }

    private static CompositeTree Tree(JsonElement input, JsonElement? aggregate) => new(input.Items("tree").Select(node => new CompositeNode(
        node.Text("code"),
        node.Optional("parent")?.GetString(),
        node.Number("weight"),
        aggregate is { } whole ? How(whole, node) : null)));

    private static Aggregation How(JsonElement whole, JsonElement node)
    {
        var said = whole.Optional("nodes")?.Optional(node.Text("code"))
            ?? whole.Optional("levels")?.Optional(node.Count("level").ToString(CultureInfo.InvariantCulture))
            ?? whole;
        return new(Aggregation.Named(said.Text("method")))
        {
            Exponent = said.Number("p", 1),
            Shift = said.Number("shift", 0),
            Top = said.Number("top", 100),
            MinAvailable = said.Number("min_available", whole.Number("min_available", 0)),
        };
    }
}
