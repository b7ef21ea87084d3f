using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Data;

/// <summary>JSON as it is stored and hashed.</summary>
public static class JsonText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Without white space, members in their own order, Persian letters as they are.</summary>
    public static string Compact(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Without white space, members sorted by ordinal: the form whose SHA-256 names a methodology version (SCORING.md 14).</summary>
    public static string Canonical(JsonElement element) => CanonicalJson.Text(element);
}
