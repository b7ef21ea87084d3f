using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Scoring.Cases;

/// <summary>Reading and writing of case documents: what is missing or of another kind is named; null is a missing value.</summary>
internal static class CaseJson
{
    public static JsonElement Field(this JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value)
            ? value
            : throw new FormatException($"The case has no '{name}'.");

    public static JsonElement? Optional(this JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static double Number(this JsonElement holder, string name) => AsNumber(holder.Field(name), name);

    public static double Number(this JsonElement holder, string name, double otherwise) =>
        holder.Optional(name) is { } value ? AsNumber(value, name) : otherwise;

    public static int Count(this JsonElement holder, string name) =>
        holder.Number(name) is var number && number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : throw new FormatException($"'{name}' is not a whole number.");

    public static string Text(this JsonElement holder, string name) => AsText(holder.Field(name), name);

    public static IEnumerable<JsonElement> Items(this JsonElement holder, string name) => holder.Field(name) is { ValueKind: JsonValueKind.Array } list
        ? list.EnumerateArray()
        : throw new FormatException($"'{name}' is not a list.");

    public static IEnumerable<JsonProperty> Members(this JsonElement holder, string name) => holder.Field(name) is { ValueKind: JsonValueKind.Object } members
        ? members.EnumerateObject()
        : throw new FormatException($"'{name}' is not an object.");

    public static double[] Numbers(this JsonElement holder, string name) => [.. holder.Items(name).Select(item => AsNumber(item, name))];

    public static string[] Texts(this JsonElement holder, string name) => [.. holder.Items(name).Select(item => AsText(item, name))];

    public static double[] Numbers(this JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Select(item => AsNumber(item, "list"))]
        : throw new FormatException("A list of numbers was expected.");

    public static double?[] Column(this JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? (double?)null : AsNumber(item, "column"))]
        : throw new FormatException("A column of numbers was expected.");

    public static JsonArray List<T>(IEnumerable<T> values) => [.. values.Select(value => JsonValue.Create(value))];

    public static JsonArray Nodes(IEnumerable<JsonNode> values) => [.. values];

    /// <summary>An object that gives each name its value, in the order given.</summary>
    public static JsonObject Map<T>(IEnumerable<string> names, IEnumerable<T> values) =>
        new(names.Zip(values, (name, value) => KeyValuePair.Create(name, value is JsonNode node ? node : (JsonNode?)JsonValue.Create(value))));

    private static double AsNumber(JsonElement value, string name) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
        ? Require.Finite(number, name)
        : throw new FormatException($"'{name}' holds something that is no number: {value.GetRawText()}.");

    private static string AsText(JsonElement value, string name) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new FormatException($"'{name}' holds something that is no text: {value.GetRawText()}.");
}
