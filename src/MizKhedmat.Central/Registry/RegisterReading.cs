using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>Whose record is read: personal data are sealed for this place and none other.</summary>
public sealed record RecordPlace(int AgencyId, RegisterKind Kind, string Code);

/// <summary>
/// Reads the members of one record into its stored form, for every way in alike: text folded and measured, digits folded,
/// days and codes understood, personal data hashed and sealed. All faults are collected, each with its pointer; whether the
/// record fits the rest of the register is <see cref="RegisterCheck"/>'s question.
/// </summary>
public sealed class RegisterReading(PersonalDataKey key)
{
    /// <summary>What a stored personal datum looks like: <c>{"masked":"049***0899","hash":"…"}</c>.</summary>
    public const string Masked = "masked";

    private const string Hash = "hash";
    private const string Sealed = "sealed";
    private const int LineItem = 1000;

    /// <summary>Where the Jalali years that we read end (1500).</summary>
    private const int LastYear = 2121;

    private readonly List<Refusal> faults = [];
    private RecordPlace place = null!;
    private JsonObject? former;

    /// <summary>The state that the body asks for; usable only when there are no faults. <paramref name="known"/> is the present state.</summary>
    public (JsonObject State, IReadOnlyList<Refusal> Faults) Read(RecordPlace where, JsonElement body, JsonObject? known, string pointer = "")
    {
        faults.Clear();
        (place, former) = (where, known);
        var state = body.ValueKind == JsonValueKind.Object ? Fields(RegisterFields.Of(where.Kind), body, pointer) : [];
        if (body.ValueKind != JsonValueKind.Object)
        {
            Fault("wrong-type", pointer);
        }

        return (state, [.. faults]);
    }

    /// <summary>The mobile number of a stored state in the clear; null when it was sealed elsewhere.</summary>
    public string? Unseal(RecordPlace where, JsonObject state, string field) =>
        state[field]?[Sealed]?.GetValue<string>() is { } text ? key.Decrypt(Convert.FromBase64String(text), Aad(where, field)) : null;

    /// <summary>By what two records know that they speak of one person; null when the datum does not stand.</summary>
    public static string? HashOf(JsonObject state, string field) => state[field]?[Hash]?.GetValue<string>();

    /// <summary>The form of a personal datum that is shown; null when it does not stand.</summary>
    public static string? MaskedOf(JsonObject state, string field) => state[field]?[Masked]?.GetValue<string>();

    private JsonObject Fields(IReadOnlyList<RegisterField> fields, JsonElement holder, string pointer)
    {
        var state = new JsonObject();
        foreach (var field in fields)
        {
            var stands = holder.TryGetProperty(field.Name, out var value) && value.ValueKind != JsonValueKind.Null
                && !(value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()));
            var twin = field.Shape == FieldShape.Day && !stands && holder.TryGetProperty(field.Name + "Jalali", out value);
            var own = $"{pointer}/{field.Name}{(twin ? "Jalali" : "")}";
            if (field.Verifies is not null)
            {
                if (Kept(field, stands ? value : null, state, own) is { } kept)
                {
                    state[field.Name] = kept;
                }
            }
            else if (stands || twin)
            {
                if (Value(field, value, own, twin) is { } node)
                {
                    state[field.Name] = node;
                }
            }
            else if (field.Mandatory)
            {
                Fault("member-missing", own, field.Clause);
            }
        }

        return state;
    }

    /// <summary>
    /// What the planning office found: the owner may send it back as it was read, never say it. An item whose declaration the
    /// owner changes has to be seen again; the others keep what was found.
    /// </summary>
    private JsonObject? Kept(RegisterField field, JsonElement? sent, JsonObject state, string pointer)
    {
        var found = former?[field.Name] as JsonObject ?? [];
        if (sent is { } value && !JsonNode.DeepEquals(JsonNode.Parse(value.GetRawText()), found))
        {
            Fault("verified-by-office", pointer, field.Clause);
        }

        var (before, now) = (former?[field.Verifies!] as JsonObject, state[field.Verifies!] as JsonObject);
        var kept = found.Where(item => JsonNode.DeepEquals(before?[item.Key], now?[item.Key])).ToList();
        return kept.Count == 0 ? null : new(kept.Select(item => KeyValuePair.Create(item.Key, item.Value?.DeepClone())));
    }

    private JsonNode? Value(RegisterField field, JsonElement value, string pointer, bool isJalali) => field.Shape switch
    {
        FieldShape.Whole => Whole(field, value, pointer),
        FieldShape.Truth => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Fault("value-not-allowed", pointer),
        FieldShape.Lines => List(field, value, pointer, (item, at) => Text(item, TextField.Text, LineItem, at)),
        FieldShape.References => Distinct(List(field, value, pointer, (item, at) => Code(item, 40, at))),
        FieldShape.Rows => List(field, value, pointer, (item, at) => Row(field, item, at)),
        FieldShape.Flags => Flags(field, value, pointer),
        _ when value.ValueKind != JsonValueKind.String => Fault("wrong-type", pointer),
        FieldShape.Line => Text(value, TextField.Name, field.Length, pointer),
        FieldShape.Prose => Text(value, TextField.Text, field.Length, pointer),
        FieldShape.Code or FieldShape.Reference or FieldShape.Cofog => Code(value, field.Length, pointer),
        FieldShape.Day => Day(value.GetString()!, pointer, isJalali),
        FieldShape.Choice => field.Choices!.Contains(value.GetString()!) ? value.GetString()! : Fault("value-not-allowed", pointer, field.Clause),
        FieldShape.Province => Digits.Are(Folded(value), 2) ? Folded(value) : Fault("province-unknown", pointer),
        FieldShape.County => Digits.Are(Folded(value), 4) ? Folded(value) : Fault("county-unknown", pointer),
        FieldShape.LegalId => IranianIds.IsLegalEntityId(Folded(value)) ? Folded(value) : Fault("legal-id-invalid", pointer),
        FieldShape.Url => Url(value.GetString()!.Trim(), field.Length, pointer),
        FieldShape.NationalId => Personal(field, Folded(value) is { Length: 8 or 9 } shortId ? shortId.PadLeft(10, '0') : Folded(value), pointer, IranianIds.IsNationalId, "national-id-invalid"),
        FieldShape.Mobile => Personal(field, Folded(value), pointer, IranianIds.IsMobile, "mobile-malformed"),
        _ => throw new InvalidOperationException($"No reading for {field.Shape}."),
    };

    private JsonNode? Whole(RegisterField field, JsonElement value, string pointer) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt32(out var number) => number >= field.Least && number <= field.Most ? number : Fault("number-out-of-range", pointer, field.Clause),
        _ => Fault("number-malformed", pointer),
    };

    private JsonNode? Text(JsonElement value, TextField kind, int length, string pointer)
    {
        var text = value.ValueKind == JsonValueKind.String ? PersianText.Canonical(value.GetString()!, kind) : null;
        return text is null ? Fault("text-malformed", pointer)
            : text.EnumerateRunes().Count() > length || Encoding.UTF8.GetByteCount(text) > length * 4 ? Fault("text-too-long", pointer)
            : text;
    }

    private JsonNode? Code(JsonElement value, int length, string pointer)
    {
        var code = value.ValueKind == JsonValueKind.String ? PersianText.Canonical(value.GetString()!, TextField.Id) : null;
        return code is { Length: > 0 } && code.Length <= Math.Min(length, 64) && PersianText.IdKey(code).Length > 0 ? code : Fault("id-malformed", pointer);
    }

    /// <summary>ISO <c>2026-11-21</c>, or in the Jalali twin <c>1405/08/30</c>; stored as ISO.</summary>
    private JsonNode? Day(string raw, string pointer, bool isJalali)
    {
        var text = PersianText.FoldDigits(raw).Trim();
        if (isJalali)
        {
            return JalaliDate.TryParse(text, out var jalali) && jalali.Year is >= 1300 and <= 1500 ? Iso(jalali.ToDateOnly()) : Fault("jalali-day-unknown", pointer);
        }

        return !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Fault("day-malformed", pointer)
            : day.Year < 1700 ? Fault("jalali-sent-as-gregorian", pointer)
            : day.Year > LastYear ? Fault("day-malformed", pointer)
            : Iso(day);
    }

    private static JsonNode Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private JsonNode? Url(string text, int length, string pointer) =>
        text.Length <= length && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.UserInfo.Length == 0
        && !text.Any(char.IsWhiteSpace) && PersianText.Canonical(text, TextField.Id) is not null
            ? text
            : Fault("url-malformed", pointer);

    private JsonArray? List(RegisterField field, JsonElement values, string pointer, Func<JsonElement, string, JsonNode?> read)
    {
        if (values.ValueKind != JsonValueKind.Array)
        {
            Fault("wrong-type", pointer);
            return null;
        }

        if (values.GetArrayLength() > field.Length)
        {
            Fault("list-too-long", pointer);
            return null;
        }

        var list = new JsonArray();
        var index = 0;
        foreach (var value in values.EnumerateArray())
        {
            if (read(value, $"{pointer}/{index.ToString(CultureInfo.InvariantCulture)}") is { } item)
            {
                list.Add(item);
            }

            index++;
        }

        return list.Count == 0 ? null : list;
    }

    private static JsonArray? Distinct(JsonArray? codes) =>
        codes is null ? null : new([.. codes.Select(c => c!.GetValue<string>()).Distinct(StringComparer.Ordinal).Select(c => (JsonNode)c)]);

    private JsonObject? Row(RegisterField field, JsonElement item, string pointer)
    {
        if (item.ValueKind == JsonValueKind.String)
        {
            return Text(item, TextField.Text, field.Fields![0].Length, pointer) is { } first ? new() { [field.Fields[0].Name] = first } : null;
        }

        if (item.ValueKind != JsonValueKind.Object)
        {
            Fault("wrong-type", pointer);
            return null;
        }

        return Fields(field.Fields!, item, pointer);
    }

    private JsonObject? Flags(RegisterField field, JsonElement value, string pointer)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Fault("wrong-type", pointer);
            return null;
        }

        var flags = new JsonObject();
        foreach (var flag in value.EnumerateObject().OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            if (!field.Choices!.Contains(flag.Name) || flag.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                Fault("value-not-allowed", $"{pointer}/{flag.Name}", field.Clause);
            }
            else
            {
                flags[flag.Name] = flag.Value.GetBoolean();
            }
        }

        return flags.Count == 0 ? null : flags;
    }

    /// <summary>The masked form that we showed stands for the value that is stored; so a list can be sent back as it came.</summary>
    private JsonObject? Personal(RegisterField field, string value, string pointer, Func<string?, bool> isValid, string code)
    {
        var stored = former?[field.Name] as JsonObject;
        if (stored?[Masked]?.GetValue<string>() == value)
        {
            return (JsonObject)stored.DeepClone();
        }

        if (!isValid(value))
        {
            Fault(code, pointer);
            return null;
        }

        var hash = Convert.ToHexStringLower(key.Hash("register-" + field.Name, value));
        if (stored?[Hash]?.GetValue<string>() == hash)
        {
            return (JsonObject)stored.DeepClone();
        }

        var datum = new JsonObject { [Masked] = $"{value[..3]}***{value[^4..]}", [Hash] = hash };
        if (field.Shape == FieldShape.Mobile)
        {
            datum[Sealed] = Convert.ToBase64String(key.Encrypt(value, Aad(place, field.Name)));
        }

        return datum;
    }

    private static string Aad(RecordPlace where, string field) => $"RegisterRevision|{field}|{where.AgencyId}/{where.Kind}/{where.Code}";

    private static string Folded(JsonElement value) => PersianText.FoldDigits(value.GetString()!).Trim();

    private JsonNode? Fault(string code, string pointer, string? clause = null)
    {
        faults.Add(new(code, clause, pointer));
        return null;
    }
}
