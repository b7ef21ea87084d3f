using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>How figures stand in the JSON of an edition: computed ones with six decimals.</summary>
internal static class EditionJson
{
    public static JsonElement Json(Action<Utf8JsonWriter> write)
    {
        using var document = JsonDocument.Parse(Bytes(write).WrittenMemory);
        return document.RootElement.Clone();
    }

    public static ArrayBufferWriter<byte> Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, CanonicalJson.Plain);
        write(writer);
        writer.Flush();
        return buffer;
    }

    public static void Six(Utf8JsonWriter writer, string name, double? value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(value is { } figure ? CanonicalJson.Six(figure) : "null");
    }

    public static void Whole(Utf8JsonWriter writer, string name, int? value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(value?.ToString(CultureInfo.InvariantCulture) ?? "null");
    }

    public static void Raw(Utf8JsonWriter writer, string name, string number)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(number);
    }

    public static void Strings(Utf8JsonWriter writer, string name, IEnumerable<string> words)
    {
        writer.WriteStartArray(name);
        foreach (var word in words)
        {
            writer.WriteStringValue(word);
        }

        writer.WriteEndArray();
    }
}
