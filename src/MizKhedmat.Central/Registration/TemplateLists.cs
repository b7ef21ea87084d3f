using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>What the cells of a template choose from, and how a code is written in one: <c>23 – تهران</c>.</summary>
internal sealed class TemplateLists(ReferenceTable names, IReadOnlyDictionary<RegisterKind, IReadOnlyList<RegisterChoice>> records, DateOnly today)
{
    private const string Truths = "list_truth", Provinces = "list_province", Counties = "list_county", Cofog = "list_cofog";

    private readonly Dictionary<string, string> provinces = names.Provinces.ToDictionary(p => p.Code, p => Labelled(p.Code, p.NameFa), StringComparer.Ordinal);
    private readonly Dictionary<string, string> counties = names.Counties.ToDictionary(c => c.Code, c => Labelled(c.Code, c.NameFa), StringComparer.Ordinal);
    private readonly Dictionary<(RegisterKind, string), string> titles = records.SelectMany(r => r.Value.Select(c => (r.Key, Choice: c)))
        .ToDictionary(r => (r.Key, r.Choice.Code), r => Labelled(r.Choice.Code, r.Choice.Title));

    public static string EveryOffice => RegisterWords.Of("every-office").Fa;

    /// <summary>The lists that the columns of a kind need.</summary>
    public IReadOnlyList<SheetChoices> Of(ImportKind kind) =>
        [.. kind.Columns.Where(c => NameOf(kind, c) is not null).DistinctBy(c => NameOf(kind, c)).Select(c => new SheetChoices(NameOf(kind, c)!, ValuesOf(kind, c.Field!)))];

    /// <summary>Name of the list of a column; null where anything may be typed.</summary>
    public static string? NameOf(ImportKind kind, ImportColumn column) => column.Field switch
    {
        null => null,
        { Shape: FieldShape.Truth } => Truths,
        { Shape: FieldShape.Province } => Provinces,
        { Shape: FieldShape.County } => Counties,
        { Shape: FieldShape.Cofog } => Cofog,
        { Shape: FieldShape.Choice } field => "list_" + field.Name.Replace('.', '_'),
        { Shape: FieldShape.Reference, RefersTo: { } of } => "list_" + (kind.IsPlaces ? "places_" : "") + of.ToString().ToLowerInvariant(),
        _ => null,
    };

    /// <summary>A stored value as its cell shows it; whole numbers stay numbers.</summary>
    public object? CellOf(RegisterField field, System.Text.Json.Nodes.JsonNode? value) => field.Shape switch
    {
        _ when value is null => null,
        FieldShape.Whole when value is System.Text.Json.Nodes.JsonValue number && number.TryGetValue<int>(out var whole) => whole,
        FieldShape.Province => provinces.GetValueOrDefault(value.GetValue<string>(), value.GetValue<string>()),
        FieldShape.County => counties.GetValueOrDefault(value.GetValue<string>(), value.GetValue<string>()),
        FieldShape.Reference => value.GetValue<string>() == PlaceOfDelivery.EveryOffice ? EveryOffice : Title(field.RefersTo!.Value, value.GetValue<string>()),
        _ => RecordText.Of(field, value, inPersian: true),
    };

    /// <summary>The first record that a cell may name, for an example; null when the agency has none.</summary>
    public string? FirstOf(RegisterKind kind) => records.GetValueOrDefault(kind, []) is [var first, ..] ? Title(kind, first.Code) : null;

    public string Title(RegisterKind kind, string code) => titles.GetValueOrDefault((kind, code), code);

    /// <summary>The same code in every list: what a person picks and what is prefilled are one text.</summary>
    private List<string> ValuesOf(ImportKind kind, RegisterField field) => field.Shape switch
    {
        FieldShape.Truth => [RegisterWords.Of("yes").Fa, RegisterWords.Of("no").Fa],
        FieldShape.Province => [.. names.Provinces.Select(p => provinces[p.Code])],
        FieldShape.County => [.. names.Counties.Where(c => !(c.ValidTo <= today)).OrderBy(c => c.Province, StringComparer.Ordinal).Select(c => counties[c.Code])],
        FieldShape.Cofog => [.. names.Cofog.Select(c => Labelled(c.Code, c.NameFa))],
        FieldShape.Choice => [.. field.Choices!.Select(choice => RegisterWords.OfChoice(field.Name, choice).Fa)],
        _ => [.. kind.IsPlaces && field.RefersTo == RegisterKind.Office ? new[] { EveryOffice } : [], .. records.GetValueOrDefault(field.RefersTo!.Value, []).Select(c => Title(field.RefersTo!.Value, c.Code))],
    };

    private static string Labelled(string code, string name) => code + RecordText.LabelMark + name;
}
