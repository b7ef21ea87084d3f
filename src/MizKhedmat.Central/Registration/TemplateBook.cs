using System.Globalization;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>The workbook of a kind for an agency: rows under its headers, lists to choose from, a page of help, hidden marks.</summary>
internal static class TemplateBook
{
    private const int RoomToFill = 5_000;
    private const double Narrow = 16, Wide = 34;

    private static readonly FieldShape[] WideShapes = [FieldShape.Line, FieldShape.Prose, FieldShape.Lines, FieldShape.Rows, FieldShape.References, FieldShape.Url, FieldShape.Flags, FieldShape.Reference];

    /// <summary>A form to fill in: the present records, below an example.</summary>
    public static SheetBook Form(
        ImportKind kind, AgencyCode agency, string agencyName, IReadOnlyList<ImportColumn> columns, TemplateLists lists, IReadOnlyList<SheetLine> records, DateOnly today) => new(
    [
        new(kind.Title.Fa, [.. columns.Select(c => Column(kind, c, withChoices: true))], kind.IsPushed ? PushExamples.Of(kind, columns, lists, today) : records.Prepend(Example(columns, lists)))
        {
            TitleLines = [Heading(kind, agency, agencyName)], LockHeader = true, RowsToFill = records.Count + RoomToFill,
        },
        .. Help(kind, columns),
    ])
    {
        Choices = lists.Of(kind), Properties = Marks(kind, agency),
    };

    /// <summary>Rows that were refused, with the reasons; corrected, it is sent like any other file.</summary>
    public static SheetBook Errors(ImportKind kind, AgencyCode agency, string agencyName, TemplateLists lists, IEnumerable<SheetLine> lines) => new(
    [
        new(kind.Title.Fa, [.. kind.Columns.Select(c => Column(kind, c, withChoices: true) with { Type = CellType.Text }), new(ImportSheet.ErrorColumn, Width: 90)], lines)
        {
            TitleLines = [Heading(kind, agency, agencyName)],
        },
        .. Help(kind, kind.Columns),
    ])
    {
        Choices = lists.Of(kind), Properties = Marks(kind, agency),
    };

    private static SheetTable[] Help(ImportKind kind, IReadOnlyList<ImportColumn> columns) =>
        kind.Push == PushKind.Events ? [TemplateHelp.Sheet(kind, columns), PushHelp.Types()] : [TemplateHelp.Sheet(kind, columns)];

    private static string Heading(ImportKind kind, AgencyCode agency, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind.Title.Fa} – {name} ({agency.Value}) – {RegisterWords.Of("template.version").Fa} {ImportKind.Schema} – {RegisterWords.Of("template.stars").Fa}");

    private static Dictionary<string, string> Marks(ImportKind kind, AgencyCode agency) => new()
    {
        [ImportKind.SchemaProperty] = ImportKind.Schema, [ImportKind.AgencyProperty] = agency.Value, [ImportKind.KindProperty] = kind.Name,
    };

    private static SheetColumn Column(ImportKind kind, ImportColumn column, bool withChoices) => new(
        column.Header, column.Field?.Shape == FieldShape.Whole ? CellType.Whole : CellType.Text,
        column.Field is { } field && WideShapes.Contains(field.Shape) ? Wide : Narrow, withChoices ? TemplateLists.NameOf(kind, column) : null);

    private static SheetLine Example(IReadOnlyList<ImportColumn> columns, TemplateLists lists) =>
        new([.. columns.Index().Select(c => c.Index == 0 ? ImportSheet.Example : TemplateHelp.ExampleOf(c.Item.Field!, lists))], CellLook.Hint);
}
