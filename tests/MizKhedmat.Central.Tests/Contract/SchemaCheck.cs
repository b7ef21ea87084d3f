using System.Text.Json.Nodes;

namespace MizKhedmat.Central.Tests.Contract;

/// <summary>
/// As much of JSON Schema as the description uses, and stricter in one thing: a member that the schema does not name is a
/// fault, so that an answer cannot grow without its description.
/// </summary>
internal sealed class SchemaCheck(JsonObject document)
{
    public IEnumerable<string> Faults(string schema, JsonNode? value) => Faults(Ref(schema), value, schema);

    public static IEnumerable<string> RefsIn(JsonNode? node) => node switch
    {
        JsonObject all => all.SelectMany(m => m.Key == "$ref" ? [m.Value!.GetValue<string>()] : RefsIn(m.Value)),
        JsonArray all => all.SelectMany(RefsIn),
        _ => [],
    };

    public bool Has(string reference) => document["components"]!["schemas"]![reference.Split('/')[^1]] is not null && reference.StartsWith("#/components/schemas/", StringComparison.Ordinal);

    private static JsonObject Ref(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    private IEnumerable<string> Faults(JsonNode schema, JsonNode? value, string at)
    {
        if (schema is not JsonObject rules)
        {
            return []; // true: anything
        }

        if (rules["$ref"] is { } reference)
        {
            var name = reference.GetValue<string>().Split('/')[^1];
            return document["components"]!["schemas"]![name] is { } target ? Faults(target, value, at) : [$"{at}: no schema {name}"];
        }

        if ((rules["oneOf"] ?? rules["anyOf"]) is JsonArray choices)
        {
            return choices.Any(c => !Faults(c!, value, at).Any()) ? [] : [$"{at}: none of {choices.Count}"];
        }

        return value switch
        {
            JsonObject all => OfObject(rules, all, at),
            JsonArray all => rules["items"] is { } of ? all.SelectMany((item, i) => Faults(of, item, $"{at}/{i}")) : IsType(rules, "array") ? [] : [$"{at}: no array expected"],
            _ => OfValue(rules, value, at),
        };
    }

    private IEnumerable<string> OfObject(JsonObject rules, JsonObject value, string at)
    {
        if (!IsType(rules, "object"))
        {
            yield return $"{at}: no object expected";
        }

        foreach (var missing in (rules["required"] as JsonArray ?? []).Select(r => r!.GetValue<string>()).Where(r => !value.ContainsKey(r)))
        {
            yield return $"{at}: {missing} is missing";
        }

        if (rules["properties"] is not JsonObject properties)
        {
            yield break;
        }

        foreach (var (name, member) in value)
        {
            foreach (var fault in properties[name] is { } known ? Faults(known, member, $"{at}/{name}")
                : rules["additionalProperties"]?.GetValue<bool>() == true ? [] : [$"{at}: {name} is not described"])
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> OfValue(JsonObject rules, JsonNode? value, string at)
    {
        var type = value?.GetValueKind() switch
        {
            null => "null",
            System.Text.Json.JsonValueKind.String => "string",
            System.Text.Json.JsonValueKind.Number => "number",
            _ => "boolean",
        };
        if (rules.ContainsKey("type") && !IsType(rules, type) && !(type == "number" && IsType(rules, "integer")))
        {
            yield return $"{at}: {type} is not expected";
        }

        if (rules["enum"] is JsonArray values && !values.Any(v => JsonNode.DeepEquals(v, value)))
        {
            yield return $"{at}: {value} is none of the values";
        }

        if (rules["const"] is { } one && !JsonNode.DeepEquals(one, value))
        {
            yield return $"{at}: {value} is not {one}";
        }
    }

    private static bool IsType(JsonObject rules, string type) => rules["type"] switch
    {
        null => true,
        JsonArray many => many.Any(t => t!.GetValue<string>() == type),
        var one => one.GetValue<string>() == type,
    };
}
