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

    extension(JsonObject state)
    {
        /// <summary>Text of a member; null when it does not stand.</summary>
        public string? Str(string name) => state[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

        public int? Number(string name) => state[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

        public bool? Flag(string name) => state[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

        public DateOnly? Day(string name) =>
            state.Str(name) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

        /// <summary>Texts of a list; empty when it does not stand.</summary>
        public IReadOnlyList<string> Strings(string name) => state[name] is JsonArray list ? [.. list.Select(i => i!.GetValue<string>())] : [];

        public IReadOnlyList<JsonObject> Rows(string name) => state[name] is JsonArray list ? [.. list.Select(i => i!.AsObject())] : [];
    }
}
