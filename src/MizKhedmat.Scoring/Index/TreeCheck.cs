using System.Globalization;
using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>
/// The tree has two levels, pillars and their indicators, and every code once. A node that holds further nodes, or names a
/// parent or children, is refused; when what it names leads back to itself, as a cycle.
/// </summary>
internal static class TreeCheck
{
    private static readonly string[] Nesting = ["pillars", "children", "parent", "parents"];

    public static void Run(JsonElement document, Action<string, string, string, string> fault)
    {
        var edges = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var nested = new List<(string Path, string Code)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var holders = Children(document, "pillars").Select((p, i) => (Node: p, Path: string.Create(CultureInfo.InvariantCulture, $"/pillars/{i}"))).ToList();
        if (Object(document, "province") is { } province && Object(province, "governance_pillar") is { } governor)
        {
            holders.Add((governor, "/province/governance_pillar"));
        }

        foreach (var (pillar, path) in holders)
        {
            var code = Visit(pillar, path, null);
            var place = 0;
            foreach (var indicator in Children(pillar, "indicators"))
            {
                Visit(indicator, string.Create(CultureInfo.InvariantCulture, $"{path}/indicators/{place++}"), code);
            }
        }

        foreach (var (path, code) in nested)
        {
            if (LeadsBack(code, edges))
            {
                fault("tree-cyclic", path, $"درخت چرخه دارد: «{code}» از خودش می‌گذرد؛ چرخه را باز کنید.", $"The tree is cyclic: '{code}' leads back to itself. Open the cycle.");
            }
            else
            {
                fault("tree-nested", path, "درخت دو سطح دارد: محور و شاخص؛ سطح دیگری ننویسید.", "The tree has two levels, pillars and indicators. Write no further level.");
            }
        }

        string Visit(JsonElement node, string path, string? parent)
        {
            var code = Text(node, "code") ?? "";
            if (parent is not null)
            {
                Link(parent, code);
            }

            if (code.Length > 0 && !seen.Add(code))
            {
                // A child with the code of its own parent is a cycle, not just a repeated name.
                if (code == parent)
                {
                    nested.Add((path, code));
                }
                else
                {
                    fault("code-repeated", $"{path}/code", $"کد «{code}» دو بار آمده است؛ به هر کدام کدی یکتا بدهید.", $"The code '{code}' stands twice. Give each its own.");
                }
            }

            foreach (var name in parent is null ? Nesting : [.. Nesting, "indicators"])
            {
                if (node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var more) && more.ValueKind != JsonValueKind.Null)
                {
                    foreach (var other in Named(more))
                    {
                        var (from, to) = name.StartsWith("parent", StringComparison.Ordinal) ? (other, code) : (code, other);
                        Link(from, to);
                    }

                    nested.Add(($"{path}/{name}", code));
                }
            }

            return code;
        }

        void Link(string from, string to)
        {
            if (!edges.TryGetValue(from, out var targets))
            {
                edges[from] = targets = new(StringComparer.Ordinal);
            }

            targets.Add(to);
        }
    }

    private static bool LeadsBack(string code, Dictionary<string, HashSet<string>> edges)
    {
        var (open, seen) = (new Stack<string>(edges.GetValueOrDefault(code) ?? []), new HashSet<string>(StringComparer.Ordinal));
        while (open.TryPop(out var next))
        {
            if (next == code)
            {
                return true;
            }

            if (seen.Add(next))
            {
                foreach (var further in edges.GetValueOrDefault(next) ?? [])
                {
                    open.Push(further);
                }
            }
        }

        return false;
    }

    private static IEnumerable<string> Named(JsonElement more) => more.ValueKind switch
    {
        JsonValueKind.String => [more.GetString()!],
        JsonValueKind.Array => more.EnumerateArray().SelectMany(Named),
        JsonValueKind.Object when Text(more, "code") is { } code => [code],
        _ => [],
    };

    private static IEnumerable<JsonElement> Children(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static JsonElement? Object(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
