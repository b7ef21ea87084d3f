using System.Globalization;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Register;

/// <summary>The names behind the codes of one record, and with them every single value in words.</summary>
public sealed class RecordNames(ReferenceTable reference, IReadOnlyDictionary<RegisterKind, IReadOnlyDictionary<string, string>> titles)
{
    public ReferenceTable Reference => reference;

    public string? Title(RegisterKind kind, string code) => titles.GetValueOrDefault(kind)?.GetValueOrDefault(code);

    /// <summary>All known titles of a kind by code.</summary>
    public IReadOnlyDictionary<string, string> Titles(RegisterKind? kind) => kind is { } known && titles.TryGetValue(known, out var all) ? all : new Dictionary<string, string>();

    /// <summary>The names that a state needs, in one reading for each kind that may be named.</summary>
    public static async Task<RecordNames> OfAsync(
        RegisterTitles titles, ReferenceNames references, Scope scope, AgencyCode agency, RegisterKind kind, JsonObject state, CancellationToken ct)
    {
        Task<IReadOnlyDictionary<string, string>> Of(RegisterKind of) => titles.OfAsync(scope, agency, of, CodesOf(kind, state, of), ct);
        return new(await references.ReadAsync(scope, ct), new Dictionary<RegisterKind, IReadOnlyDictionary<string, string>>
        {
            [RegisterKind.Office] = await Of(RegisterKind.Office), [RegisterKind.Service] = await Of(RegisterKind.Service), [RegisterKind.Desk] = await Of(RegisterKind.Desk),
            [RegisterKind.Agency] = await Of(RegisterKind.Agency),
        });
    }

    /// <summary>The kind whose code a member holds; null when it holds none.</summary>
    public static RegisterKind? KindOf(RegisterField field) => field.RefersTo ?? (field is { Name: "office", Shape: FieldShape.Code } ? RegisterKind.Office : null);

    /// <summary>A single value as people read it; lists are for <see cref="FieldValue"/>.</summary>
    public string Text(RegisterField field, JsonNode? value) => value switch
    {
        null => "—",
        _ when field.IsPersonal => Fa.Digits(RecordText.Of(field, value, true)),
        JsonValue truth when truth.TryGetValue<bool>(out var yes) => RegisterPaint.Say(RegisterWords.Of(yes ? "yes" : "no")),
        JsonValue whole when whole.TryGetValue<int>(out var number) => Fa.Count(number),
        JsonValue text when text.TryGetValue<string>(out var code) => Text(field, code),
        _ => RecordText.Of(field, value, Fa.IsPersian),
    };

    private string Text(RegisterField field, string value) => field.Shape switch
    {
        FieldShape.Day => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Fa.LongDate(day) : value,
        FieldShape.Choice => RegisterPaint.Choice(field.Name, value),
        FieldShape.Province => reference.Province(value) is { } p ? Words.Named(p.NameFa, p.NameEn) : value,
        FieldShape.County => reference.County(value)?.NameFa ?? value,
        FieldShape.Cofog => reference.CofogClass(value) is { } c ? $"{Words.Named(c.NameFa, c.NameEn)} ({Fa.Digits(value)})" : value,
        FieldShape.Line or FieldShape.Prose when field.Name != "titleEn" => Fa.Digits(value),
        _ when KindOf(field) is { } kind => value == PlaceOfDelivery.EveryOffice ? RegisterPaint.Say(RegisterWords.Of("every-office")) : Fa.Digits(Title(kind, value) ?? value),
        _ => value,
    };

    private static HashSet<string> CodesOf(RegisterKind kind, JsonObject state, RegisterKind of)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in RegisterFields.Of(kind))
        {
            if (field.Shape == FieldShape.Rows && field.Fields!.FirstOrDefault(f => KindOf(f) == of) is { } member)
            {
                codes.UnionWith(state.Rows(field.Name).Select(r => r.Str(member.Name)).OfType<string>());
            }
            else if (KindOf(field) == of)
            {
                codes.UnionWith(state.Strings(field.Name));
                codes.UnionWith(state.Str(field.Name) is { } one ? [one] : []);
            }
        }

        return codes;
    }
}
