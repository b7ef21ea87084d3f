using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Central.Registry;

/// <summary>Small readings of a stored state, so that nobody spells out JSON nodes twice.</summary>
public static class RegisterState
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Parse(string state) => JsonNode.Parse(state)!.AsObject();

    /// <summary>The stored text of a state; equal texts are equal states.</summary>
    public static string Text(JsonObject state) => state.ToJsonString(Plain);

    /// <summary>The same members in the order of <see cref="RegisterFields"/>, so that equal states have equal texts.</summary>
    public static JsonObject Ordered(RegisterKind kind, JsonObject state)
    {
        var ordered = new JsonObject();
        foreach (var field in RegisterFields.Of(kind))
        {
            if (state[field.Name] is { } value)
            {
                ordered[field.Name] = value.DeepClone();
            }
        }

        return ordered;
    }

    extension(JsonObject state)
    {
        /// <summary>A copy in which these members are as in <paramref name="other"/> (absent where absent there).</summary>
        public JsonObject With(RegisterKind kind, JsonObject other, IEnumerable<string> names)
        {
            var copy = (JsonObject)state.DeepClone();
            foreach (var name in names)
            {
                copy[name] = other[name]?.DeepClone();
            }

            return Ordered(kind, copy);
        }

        /// <summary>Whether any of these members differs between the two states.</summary>
        public bool Differs(JsonObject other, IEnumerable<string> names) => names.Any(name => !JsonNode.DeepEquals(state[name], other[name]));

        /// <summary>Text of a member; null when it does not stand.</summary>
        public string? Str(string name) => state[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

        public int? Number(string name) => state[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

        public bool? Flag(string name) => state[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

        public DateOnly? Day(string name) =>
            state.Str(name) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

        /// <summary>Texts of a list; empty when it does not stand.</summary>
        public IReadOnlyList<string> Strings(string name) => state[name] is JsonArray list ? [.. list.Select(i => i!.GetValue<string>())] : [];

        /// <summary>Items of a checklist that are answered with yes, in their order.</summary>
        public IReadOnlyList<string> Claimed(string name) => state[name] is JsonObject flags ? [.. flags.Where(f => f.Value!.GetValue<bool>()).Select(f => f.Key)] : [];

        public IReadOnlyList<JsonObject> Rows(string name) => state[name] is JsonArray list ? [.. list.Select(i => i!.AsObject())] : [];
    }
}
