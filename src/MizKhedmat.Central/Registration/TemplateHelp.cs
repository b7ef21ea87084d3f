using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>The page that explains the columns of a template in both languages, each with its clause and allowed values.</summary>
internal static class TemplateHelp
{
    private static readonly string[] Rules = ["rule-code", "rule-state", "rule-empty", "rule-example", "rule-formula"];

    public static SheetTable Sheet(ImportKind kind, IReadOnlyList<ImportColumn> columns) => new(
        RegisterWords.Of("template.help").Fa,
        [
            Head("column"), Head("mandatory", 10), Head("form", 44), Head("values", 50), Head("clause", 18),
            new("Column", Width: 26), new("Form", Width: 44), new("Values", Width: 50), new("Name in the API", Width: 20),
        ],
        columns.Select(column => new SheetLine(
        [
            column.Label.Fa, column.Mandatory ? RegisterWords.Of("yes").Fa : RegisterWords.Of("no").Fa, Form(column).Fa, Values(column, inPersian: true), Clause(column),
            column.Label.En + (column.Mandatory ? " (mandatory)" : ""), Form(column).En, Values(column, inPersian: false), column.Name,
        ])))
    {
        TitleLines = [.. RulesOf(kind).Select(r => RegisterWords.Of("template." + r)).SelectMany(t => (string[])[t.Fa, t.En])],
        Filter = false,
    };

    private static string[] RulesOf(ImportKind kind) =>
        kind.Push == PushKind.Events ? ["rule-push-row", "rule-push-empty", "rule-push-correct", .. Rules[3..]]
        : kind.IsPushed ? ["rule-desk-day", .. Rules[3..]]
        : kind.IsPlaces ? [.. Rules[2..], "rule-places"]
        : Rules;

    /// <summary>What a cell of a member may look like.</summary>
    public static object? ExampleOf(RegisterField field, TemplateLists lists) => field.Shape switch
    {
        FieldShape.Whole => Math.Max(1, field.Least),
        FieldShape.Truth => RegisterWords.Of("yes").Fa,
        FieldShape.Day => field.Name is "validTo" or "until" ? null : "1405/01/15",
        FieldShape.Choice => RegisterWords.OfChoice(field.Name, field.Choices![0]).Fa,
        FieldShape.Province => lists.CellOf(field, "23"),
        FieldShape.County => lists.CellOf(field, "2301"),
        FieldShape.NationalId => "0499370899",
        FieldShape.Mobile => "09123456789",
        FieldShape.LegalId or FieldShape.Reference or FieldShape.References or FieldShape.Cofog => null,
        FieldShape.Url => "https://example.ir/",
        FieldShape.Flags => string.Join('\n', field.Choices!.Take(2).Select(c => $"{c}={RegisterWords.Of("yes").Fa}")),
        FieldShape.Rows => string.Join(" | ", field.Fields!.Select(f => RegisterWords.OfField(field.Name, f.Name).Fa)),
        FieldShape.Code => null,
        _ => ImportSheet.Example,
    };

    private static SheetColumn Head(string name, double width = 26) => new(RegisterWords.Of("template." + name).Fa, Width: width);

    private static Kernel.BilingualText Form(ImportColumn column) => RegisterWords.Of("shape." + (column.Field?.Shape.ToString().ToLowerInvariant() ?? "own"));

    private static string? Clause(ImportColumn column) => column.Field?.Clause;

    /// <summary>Choices, ids with their meaning, or the members of a row in their order.</summary>
    private static string? Values(ImportColumn column, bool inPersian)
    {
        string Word(Kernel.BilingualText text) => inPersian ? text.Fa : text.En;
        var between = inPersian ? "؛ " : "; ";
        return column.Field switch
        {
            { Shape: FieldShape.Choice, Choices: { } choices } field => string.Join(between, choices.Select(c => Word(RegisterWords.OfChoice(field.Name, c)))),
            { Shape: FieldShape.Flags, Choices: { } ids } field => string.Join(between, ids.Select(i => $"{i}: {Word(RegisterWords.OfChoice(field.Name, i))}")),
            { Shape: FieldShape.Rows, Fields: { } members } field => string.Join(" | ", members.Select(m => Word(RegisterWords.OfField(field.Name, m.Name)))),
            { RefersTo: { } kind } => Word(RegisterWords.OfKind(kind)),
            _ => null,
        };
    }
}
