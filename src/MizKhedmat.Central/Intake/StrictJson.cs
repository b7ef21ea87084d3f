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
        var faults = new JsonFaults();
        if (root.ValueKind != JsonValueKind.Object)
        {
            faults.Add("wrong-type");
            return faults.Found;
        }

        foreach (var member in root.EnumerateObject())
        {
            if (!member.NameEquals("records"u8))
            {
                faults.Add("member-unknown", member.Name);
            }
        }

        if (!root.TryGetProperty("records"u8, out var records))
        {
            faults.Add("member-missing", "records");
        }
        else if (records.ValueKind != JsonValueKind.Array)
        {
            faults.Add("wrong-type", "records");
        }
        else
        {
            faults.Enter("records");
            CheckEach(records, membersOf, mayBeText: false, faults);
        }

        return faults.Found;
    }

    /// <summary>A body that is one record.</summary>
    public static IReadOnlyList<JsonFault> CheckOne(JsonElement root, MemberSet members)
    {
        var faults = new JsonFaults();
        CheckRecord(root, members, faults);
        return faults.Found;
    }

    private static void CheckEach(JsonElement items, Func<JsonElement, MemberSet> membersOf, bool mayBeText, JsonFaults faults)
    {
        var index = 0;
        foreach (var item in items.EnumerateArray())
        {
            if (faults.Found.Count >= MaxFaults)
            {
                return;
            }

            faults.Enter(index++);
            if (!mayBeText || item.ValueKind != JsonValueKind.String)
            {
                CheckRecord(item, item.ValueKind == JsonValueKind.Object ? membersOf(item) : RecordSchema.CommonMembers, faults);
            }

            faults.Leave();
        }
    }

    private static void CheckRows(JsonElement rows, MemberSet fields, JsonFaults faults) => CheckEach(rows, _ => fields, mayBeText: true, faults);

    private static void CheckRecord(JsonElement record, MemberSet members, JsonFaults faults)
    {
        if (record.ValueKind == JsonValueKind.Object)
        {
            CheckObject(record, members, faults);
        }
        else
        {
            faults.Add("wrong-type");
        }
    }

    private static void CheckObject(JsonElement value, MemberSet members, JsonFaults faults)
    {
        ulong stand = 0, twins = 0;
        foreach (var member in value.EnumerateObject())
        {
            var (at, isTwin) = members.IndexOf(member);
            if (at >= 0)
            {
                (isTwin ? ref twins : ref stand) |= 1UL << at;
                faults.Enter(members.All[at].Name, isTwin);
                CheckShape(member.Value, members.All[at], faults);
                faults.Leave();
            }
            else if (!members.IsOpen)
            {
                faults.Add("member-unknown", member.Name);
            }
        }

        if ((stand & twins) == 0 && ((stand | twins) & members.Mandatory) == members.Mandatory && !LacksService(members, stand))
        {
            return;
        }

        for (var at = 0; at < members.All.Count; at++)
        {
            var bit = 1UL << at;
            var member = members.All[at];
            if ((stand & twins & bit) != 0)
            {
                faults.Add("member-twice", member.Name + MemberSet.Twin);
            }
            else if (member.Mandatory && ((stand | twins) & bit) == 0)
            {
                faults.Add("member-missing", member.Name, member.Name == "responsible" ? "386059/4-6c" : null);
            }
        }

        if (LacksService(members, stand))
        {
            faults.Add("member-missing", "service");
        }
    }

    /// <summary>A service is named by its code or, while that is pending, by its title (faq-1397/Q6).</summary>
    private static bool LacksService(MemberSet members, ulong stand) => members.Service != 0 && (stand & members.Service) == 0;

    private static void CheckShape(JsonElement value, Member member, JsonFaults faults)
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
            faults.Add("wrong-type");
        }
        else if (member.Shape == Shape.Rows)
        {
            CheckRows(value, member.Fields!, faults);
        }
        else if (member.Fields is { } fields)
        {
            CheckObject(value, fields, faults);
        }
    }

    internal static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
