using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MizKhedmat.Central.Data;

/// <summary>JSON as it is stored and hashed.</summary>
public static class JsonText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Without white space, members in their own order, Persian letters as they are.</summary>
    public static string Compact(JsonElement element) => Write(element, sorted: false);

    /// <summary>Without white space, members sorted by ordinal: the form whose SHA-256 names a methodology version (SCORING.md 14).</summary>
    public static string Canonical(JsonElement element) => Write(element, sorted: true);

    private static string Write(JsonElement element, bool sorted)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            Write(writer, element, sorted);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, bool sorted)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                var members = element.EnumerateObject();
                foreach (var member in sorted ? members.OrderBy(m => m.Name, StringComparer.Ordinal) : members.AsEnumerable())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, sorted);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, sorted);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
