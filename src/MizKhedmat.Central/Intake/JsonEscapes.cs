using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// Escapes that are good JSON and no text: <c>\u0000</c>, which databases refuse, and half a surrogate pair, at which every
/// reader of the string would throw. Looked for in the raw bytes, so that a body without escapes costs one search.
/// </summary>
internal static class JsonEscapes
{
    /// <summary>The refusal code of the first bad escape in raw JSON, or null.</summary>
    public static string? FaultIn(ReadOnlySpan<byte> json)
    {
        var owed = false;
        for (int at; (at = json.IndexOf((byte)'\\')) >= 0;)
        {
            if (owed && at > 0)
            {
                return "not-utf8";
            }

            if (UnitAt(json[at..]) is not { } unit)
            {
                if (owed)
                {
                    return "not-utf8";
                }

                json = json[Math.Min(at + 2, json.Length)..];
                continue;
            }

            var (isHigh, isLow) = (unit is >= 0xD800 and <= 0xDBFF, unit is >= 0xDC00 and <= 0xDFFF);
            if (unit == 0 || isLow != owed)
            {
                return unit == 0 ? "null-character" : "not-utf8";
            }

            owed = isHigh;
            json = json[(at + 6)..];
        }

        return owed ? "not-utf8" : null;
    }

    /// <summary>Where it stands: the value's own pointer, or the object's when a member name holds it.</summary>
    public static string PointerIn(JsonElement element, string pointer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    if (FaultIn(JsonMarshal.GetRawUtf8PropertyName(member)) is not null)
                    {
                        return pointer;
                    }

                    if (FaultIn(JsonMarshal.GetRawUtf8Value(member.Value)) is not null)
                    {
                        return PointerIn(member.Value, $"{pointer}/{StrictJson.Escaped(member.Name)}");
                    }
                }

                return pointer;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    if (FaultIn(JsonMarshal.GetRawUtf8Value(item)) is not null)
                    {
                        return PointerIn(item, $"{pointer}/{index.ToString(CultureInfo.InvariantCulture)}");
                    }

                    index++;
                }

                return pointer;
            default:
                return pointer;
        }
    }

    /// <summary>The UTF-16 unit of <c>\uXXXX</c> at the start; null for another escape.</summary>
    private static int? UnitAt(ReadOnlySpan<byte> escape) =>
        escape.Length >= 6 && escape[1] == (byte)'u' && Utf8Parser.TryParse(escape.Slice(2, 4), out int unit, out var read, 'X') && read == 4
            ? unit
            : null;
}
