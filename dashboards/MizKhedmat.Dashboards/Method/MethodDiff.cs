using System.Globalization;
using System.Text.Json;

namespace MizKhedmat.Dashboards.Method;

/// <summary>One place in which two documents differ; null where a side has nothing.</summary>
/// <param name="Path">Names and codes, not places of a list: <c>pillars/P3/indicators/P3.1/weight</c>.</param>
public sealed record MethodChange(string Path, string? Before, string? After)
{
    /// <summary>The code of the pillar or indicator whose member it is; null for rules.</summary>
    public string? Code => Path.Split('/') switch { ["pillars", _, "indicators", var code, ..] => code, ["pillars", var code, ..] => code, _ => null };

    public string Member => Path[(Path.LastIndexOf('/') + 1)..];
}

/// <summary>What changed between two versions of a methodology, leaf by leaf; the order of a list of codes changes nothing.</summary>
public static class MethodDiff
{
    public static IReadOnlyList<MethodChange> Compare(JsonElement before, JsonElement after)
    {
        var (old, now) = (Leaves(before, "").ToDictionary(StringComparer.Ordinal), Leaves(after, "").ToDictionary(StringComparer.Ordinal));
        return
        [
            .. old.Keys.Union(now.Keys, StringComparer.Ordinal).Select(path => new MethodChange(path, old.GetValueOrDefault(path), now.GetValueOrDefault(path)))
                .Where(c => c.Before != c.After).OrderBy(c => c.Path, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<KeyValuePair<string, string>> Leaves(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => Leaves(m.Value, Under(path, m.Name))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, i) => Leaves(item, Under(path, NameOf(item) ?? i.ToString(CultureInfo.InvariantCulture)))),
        JsonValueKind.Number => [new(path, element.TryGetDecimal(out var number) ? number.ToString("0.############", CultureInfo.InvariantCulture) : element.GetRawText())],
        JsonValueKind.String => [new(path, element.GetString()!)],
        _ => [new(path, element.GetRawText())],
    };

    private static string? NameOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String ? code.GetString() : null;

    private static string Under(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";
}
