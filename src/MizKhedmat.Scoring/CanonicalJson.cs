using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>
/// The one form of a JSON document that is hashed (SCORING.md 14): members sorted by ordinal, no white space, Persian letters
/// as they are, numbers as they were written (1.50 stays 1.50). Texts that differ only in order or white space share it.
/// </summary>
public static class CanonicalJson
{
    /// <summary>Writer settings of every JSON that the engine makes.</summary>
    internal static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The canonical text.</summary>
    public static string Text(JsonElement element) => Encoding.UTF8.GetString(Utf8(element));

    /// <summary>The canonical text in UTF-8, without a byte order mark.</summary>
    public static byte[] Utf8(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            Write(writer, element);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>SHA-256 of the canonical text, as 64 small hexadecimal digits.</summary>
    public static string Hash(JsonElement element) => Convert.ToHexStringLower(SHA256.HashData(Utf8(element)));

    /// <summary>A computed value as it is stored and hashed: at most six decimals, half-even, no exponent, no trailing zeros.</summary>
    public static string Six(double value) => Math.Abs(value) < 1e20
        ? Decimal(Math.Round((decimal)value, 6, MidpointRounding.ToEven))
        : throw new ScoringException("value-too-large", "", "مقداری از اندازهٔ ثبت‌شدنی بزرگ‌تر است؛ داده و کران‌های شاخص را بررسی کنید.", "A value is too large to be stored. Check the facts and the goalposts.");

    /// <summary>A fact as it is stored: all its digits (it must be computed with again), and no exponent where a decimal can hold it.</summary>
    public static string Exact(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal)
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && (double)number == value
            ? Decimal(number)
            : text;
    }

    private static string Decimal(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
