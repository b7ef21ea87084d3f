using System.Text.Json;
using System.Text.Unicode;

namespace MizKhedmat.Central.Intake;

/// <summary>A place in the body that is not strict JSON of the agreed shape: the whole request is refused with it.</summary>
internal sealed record JsonFault(string Pointer, string Code, string? Clause = null);

/// <summary>
/// Strict reading of a push (API.md section 3): UTF-8 without byte order mark, no comment, trailing comma or duplicate,
/// unknown or wrongly cased member, no null in the place of a value, no U+0000, nothing missing. Values are not looked at.
/// </summary>
internal static class StrictJson
{
    private const int MaxFaults = 50;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false, AllowTrailingCommas = false, CommentHandling = JsonCommentHandling.Disallow, MaxDepth = 64,
    };

    /// <summary>The document, or the fault; the caller disposes the document.</summary>
    public static (JsonDocument? Document, JsonFault? Fault) Read(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
        {
            return (null, new("", "not-utf8"));
        }

        try
        {
            var badEscape = JsonEscapes.FaultIn(body.Span);
            using var lenient = badEscape is null ? null : JsonDocument.Parse(body, Options with { AllowDuplicateProperties = true });
            return lenient is null
                ? (JsonDocument.Parse(body, Options), null)
                : (null, new(JsonEscapes.PointerIn(lenient.RootElement, ""), badEscape!));
        }
        catch (JsonException)
        {
            return (null, NotStrict(body));
        }
    }

    /// <summary>Reads once more, allowing doubles: when that goes well, a member that stands twice was the fault.</summary>
    private static JsonFault NotStrict(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options with { AllowDuplicateProperties = true });
            return new(TwiceIn(document.RootElement, "") ?? "", "member-twice");
        }
        catch (JsonException)
        {
            // The reader names a line and a byte, not a member: the pointer is that of the whole body.
            return new("", "not-strict-json");
        }
    }

    private static string? TwiceIn(JsonElement element, string pointer)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            return element.EnumerateObject().Select(member => (member, Own: $"{pointer}/{Escaped(member.Name)}"))
                .Select(m => seen.Add(m.member.Name) ? TwiceIn(m.member.Value, m.Own) : m.Own).FirstOrDefault(twice => twice is not null);
        }

        return element.ValueKind != JsonValueKind.Array ? null : element.EnumerateArray()
            .Select((item, i) => TwiceIn(item, $"{pointer}/{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}")).FirstOrDefault(twice => twice is not null);
    }

    /// <summary>The <c>records</c> array of a batch, each record checked against the members of its kind.</summary>
    public static IReadOnlyList<JsonFault> CheckBatch(JsonElement root, Func<JsonElement, MemberSet> membersOf)
    {
        var faults = new List<JsonFault>();
        if (root.ValueKind != JsonValueKind.Object)
        {
            return [new("", "wrong-type")];
        }

        foreach (var member in root.EnumerateObject())
        {
            if (!member.NameEquals("records"u8))
            {
                faults.Add(new("/" + Escaped(member.Name), "member-unknown"));
            }
        }

        if (!root.TryGetProperty("records"u8, out var records))
        {
            faults.Add(new("/records", "member-missing"));
        }
        else if (records.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new("/records", "wrong-type"));
        }
        else
        {
            var index = 0;
            foreach (var record in records.EnumerateArray())
            {
                CheckRecord(record, membersOf, $"/records/{index.ToString(System.Globalization.CultureInfo.InvariantCulture)}", faults);
                index++;
                if (faults.Count >= MaxFaults)
                {
                    break;
                }
            }
        }

        return faults;
    }

    /// <summary>A body that is one record.</summary>
    public static IReadOnlyList<JsonFault> CheckOne(JsonElement root, MemberSet members)
    {
        var faults = new List<JsonFault>();
        CheckRecord(root, _ => members, "", faults);
        return faults;
    }

    private static void CheckRecord(JsonElement record, Func<JsonElement, MemberSet> membersOf, string pointer, List<JsonFault> faults)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(pointer, "wrong-type"));
            return;
        }

        CheckObject(record, membersOf(record), pointer, faults);
    }

    private static void CheckObject(JsonElement value, MemberSet members, string pointer, List<JsonFault> faults)
    {
        foreach (var member in value.EnumerateObject())
        {
            var own = $"{pointer}/{Escaped(member.Name)}";
            if (members.Find(member.Name) is { } known)
            {
                CheckShape(member.Value, known, own, faults);
            }
            else if (!members.IsOpen)
            {
                faults.Add(new(own, "member-unknown"));
            }
        }

        foreach (var member in members.All)
        {
            var stands = value.TryGetProperty(member.Name, out _);
            var twin = member.Shape == Shape.Time && value.TryGetProperty(member.Name + MemberSet.Twin, out _);
            if (stands && twin)
            {
                faults.Add(new($"{pointer}/{member.Name}{MemberSet.Twin}", "member-twice"));
            }
            else if (member.Mandatory && !stands && !twin)
            {
                faults.Add(new($"{pointer}/{member.Name}", "member-missing", member.Name == "responsible" ? "386059/4-6c" : null));
            }
        }

        if (members.Find("serviceTitle") is not null
            && !value.TryGetProperty("service"u8, out _) && !value.TryGetProperty("serviceTitle"u8, out _))
        {
            faults.Add(new($"{pointer}/service", "member-missing"));
        }
    }

    private static void CheckShape(JsonElement value, Member member, string pointer, List<JsonFault> faults)
    {
        if (member.MayBeNull && value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        var fits = member.Shape switch
        {
            Shape.Text or Shape.Time => value.ValueKind == JsonValueKind.String,
            Shape.Truth => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            Shape.Whole => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
            Shape.Texts => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String),
            Shape.Rows => value.ValueKind == JsonValueKind.Array,
            _ => value.ValueKind == JsonValueKind.Object,
        };
        if (!fits)
        {
            faults.Add(new(pointer, "wrong-type"));
        }
        else if (member.Shape == Shape.Rows)
        {
            CheckRows(value, member.Fields!, pointer, faults);
        }
        else if (member.Fields is { } fields)
        {
            CheckObject(value, fields, pointer, faults);
        }
    }

    private static void CheckRows(JsonElement rows, MemberSet members, string pointer, List<JsonFault> faults)
    {
        foreach (var (index, row) in rows.EnumerateArray().Index())
        {
            if (faults.Count < MaxFaults && row.ValueKind != JsonValueKind.String)
            {
                CheckRecord(row, _ => members, $"{pointer}/{index.ToString(System.Globalization.CultureInfo.InvariantCulture)}", faults);
            }
        }
    }

    internal static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
