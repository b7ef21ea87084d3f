using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Members of a record as people type them in a form or a spreadsheet cell, and back: words for choices, Jalali days, one line
/// per item. Pure and forgiving in form only: what cannot be understood stays as it was typed, so that the one validator
/// (<see cref="RegisterReading"/>) refuses it with its own words.
/// </summary>
public static partial class RecordText
{
    /// <summary>Between a code and its name where a list shows both: <c>23 – تهران</c>; only the code is read.</summary>
    public const string LabelMark = " – ";

    private const char Member = '|';

    private static readonly HashSet<string> Affirmations = Keys("yes", "true", "1", "✓", "✔");
    private static readonly HashSet<string> Denials = Keys("no", "false", "0", "✗", "✘");

    /// <summary>Adds the member to a body as the API takes it; nothing when nothing was typed, the Jalali twin for a Jalali day.</summary>
    public static void Put(JsonObject body, RegisterField field, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            body[MemberOf(field, text)] = ToNode(field, text);
        }
    }

    /// <summary>A stored state as the API would take it again: what is masked stays masked and stands for what is stored.</summary>
    public static JsonObject BodyOf(RegisterKind kind, JsonObject state) => new(
        RegisterFields.Stated(kind).Where(f => state[f.Name] is not null)
            .Select(f => KeyValuePair.Create(f.Name, f.IsPersonal ? state[f.Name]![RegisterReading.Masked]!.DeepClone() : state[f.Name]!.DeepClone()))!);

    /// <summary>The member of the API that a typed text belongs to: <c>validFrom</c>, or <c>validFromJalali</c> for 1405/08/30.</summary>
    public static string MemberOf(RegisterField field, string text) => field.Shape is FieldShape.Day or FieldShape.Instant && !IsGregorian(Folded(text)) ? field.Name + "Jalali" : field.Name;

    /// <summary>The value as the API takes it; null when it says "none" or nothing.</summary>
    public static JsonNode? ToNode(RegisterField field, string text) => string.IsNullOrWhiteSpace(text) || IsNone(field, text) ? null : field.Shape switch
    {
        FieldShape.Whole => long.TryParse(Thousands().Replace(Folded(text), ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : text,
        FieldShape.Truth => Truth(text),
        FieldShape.Day => IsGregorian(Folded(text)) ? Folded(text).Replace('/', '-') : Folded(text),
        FieldShape.Instant => Folded(text),
        FieldShape.Choice => Choice(field, text),
        FieldShape.Province or FieldShape.County or FieldShape.Cofog or FieldShape.Reference => CodeOf(text),
        FieldShape.References => List(Items().Split(text).Select(t => (JsonNode)CodeOf(t))),
        FieldShape.Lines => List(Lines(text).Select(t => (JsonNode)t)),
        FieldShape.Rows => List(Breaks().Split(text).Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => (JsonNode)Row(field, t))),
        FieldShape.Flags => Flags(text),
        _ => text.Trim(),
    };

    /// <summary>The text of a stored value, which <see cref="ToNode"/> reads back to the same; empty when it does not stand.</summary>
    public static string Of(RegisterField field, JsonNode? value, bool inPersian) => value switch
    {
        null => "",
        JsonObject personal when field.IsPersonal => personal[RegisterReading.Masked]!.GetValue<string>(),
        JsonObject flags when field.Shape == FieldShape.Flags => string.Join('\n', flags.Select(f => $"{f.Key}={Word(f.Value!.GetValue<bool>() ? "yes" : "no", inPersian)}")),
        JsonArray rows when field.Shape == FieldShape.Rows => string.Join('\n', rows.Select(r => Row(field, r!.AsObject(), inPersian))),
        // A line of its own for each, and a break at the end of a single one: a semicolon inside is no separator then.
        JsonArray lines when field.Shape == FieldShape.Lines => string.Join('\n', lines.Select(l => l!.GetValue<string>())) + (lines.Count == 1 ? "\n" : ""),
        JsonArray codes => string.Join('\n', codes.Select(c => c!.GetValue<string>())),
        JsonValue one when one.TryGetValue<bool>(out var truth) => Word(truth ? "yes" : "no", inPersian),
        JsonValue one when one.TryGetValue<int>(out var number) => number.ToString(CultureInfo.InvariantCulture),
        _ => Single(field, value.GetValue<string>(), inPersian),
    };

    /// <summary>The code in front of a label.</summary>
    public static string CodeOf(string text) => text.Split(LabelMark, 2)[0].Trim();

    private static string Single(RegisterField field, string value, bool inPersian) => field.Shape switch
    {
        FieldShape.Choice => inPersian ? RegisterWords.OfChoice(field.Name, value).Fa : RegisterWords.OfChoice(field.Name, value).En,
        FieldShape.Day when inPersian => JalaliDate.Of(DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ToString(),
        _ => value,
    };

    private static string Word(string key, bool inPersian) => inPersian ? RegisterWords.Of(key).Fa : RegisterWords.Of(key).En;

    private static JsonNode Choice(RegisterField field, string text)
    {
        var key = PersianText.SearchKey(text);
        return field.Choices!.FirstOrDefault(choice => Names(field.Name, choice).Any(name => PersianText.SearchKey(name) == key)) ?? text.Trim();
    }

    /// <summary>The code, both words, and both without what stands in brackets: «شهروند» for «شهروند (G2C)».</summary>
    private static IEnumerable<string> Names(string field, string choice)
    {
        var (fa, en) = RegisterWords.OfChoice(field, choice);
        return [choice, fa, en, fa.Split('(')[0], en.Split('(')[0]];
    }

    private static JsonNode Truth(string text)
    {
        var key = PersianText.SearchKey(text);
        return Affirmations.Contains(key) ? true : Denials.Contains(key) ? false : text.Trim();
    }

    /// <summary>Line breaks part; where there are none, the Persian semicolon does.</summary>
    private static IEnumerable<string> Lines(string text) =>
        (text.Contains('\n', StringComparison.Ordinal) ? Breaks().Split(text) : text.Split('؛')).Select(t => t.Trim()).Where(t => t.Length > 0);

    private static JsonObject Row(RegisterField field, string line)
    {
        var row = new JsonObject();
        // What is too much stays with the last member: a text keeps it, a choice is refused; nothing is lost in silence.
        foreach (var (member, text) in field.Fields!.Zip(line.Split(Member, field.Fields!.Count)))
        {
            Put(row, member, text);
        }

        return row;
    }

    private static string Row(RegisterField field, JsonObject row, bool inPersian) =>
        string.Join($" {Member} ", field.Fields!.Select(f => Of(f, row[f.Name], inPersian).ReplaceLineEndings(" "))).TrimEnd(' ', Member);

    /// <summary><c>H01=بله</c>; an id alone means yes.</summary>
    private static JsonObject Flags(string text)
    {
        var flags = new JsonObject();
        foreach (var parts in Items().Split(text).Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => t.Split(['=', ':'], 2)))
        {
            flags[Folded(parts[0]).ToUpperInvariant()] = parts.Length == 1 ? true : Truth(parts[1]);
        }

        return flags;
    }

    private static bool IsNone(RegisterField field, string text) =>
        field.MayBeNull && PersianText.SearchKey(text) is var key
        && (key is "-" or "—" or "–" || RegisterWords.OfStatus(RegisterStatus.Pending) is var pending && (key == PersianText.SearchKey(pending.Fa) || key == PersianText.SearchKey(pending.En)));

    /// <summary>Four digits from 1700 on in front: the year is not Jalali.</summary>
    private static bool IsGregorian(string folded) => folded.Length > 4 && Digits.Are(folded[..4], 4) && string.CompareOrdinal(folded[..4], "1700") >= 0;

    private static string Folded(string text) => PersianText.FoldDigits(text).Trim();

    private static JsonArray List(IEnumerable<JsonNode> items) => [.. items.Where(i => i is not JsonValue value || value.ToString().Length > 0)];

    private static HashSet<string> Keys(string word, params string[] others) =>
        [.. others.Concat([RegisterWords.Of(word).Fa, RegisterWords.Of(word).En]).Select(PersianText.SearchKey)];

    [GeneratedRegex("[٬,\u00A0 \u200C]")]
    private static partial Regex Thousands();

    [GeneratedRegex("\r?\n|[،؛,;]")]
    private static partial Regex Items();

    [GeneratedRegex("\r?\n")]
    private static partial Regex Breaks();
}
