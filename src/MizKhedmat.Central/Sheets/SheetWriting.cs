using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.CustomProperties;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.VariantTypes;

namespace MizKhedmat.Central.Sheets;

/// <summary>
/// Writes a workbook without macros, formulas or outside links, row by row: texts as inline strings that no program computes,
/// dates as dates, lists to choose from on a hidden sheet. What it writes passes <see cref="SheetScan"/>.
/// </summary>
public static class SheetWriting
{
    private static readonly System.Buffers.SearchValues<char> Reserved = System.Buffers.SearchValues.Create("[]:*?/\\");

    private const string ListSheet = "lists";
    private const string PropertyFormat = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

    private sealed record Written(string Name, string Id, string? Filter, bool Hidden);

    /// <summary>
    /// Streams the book into <paramref name="target"/>, which must be seekable and stays open. Throws
    /// <see cref="ArgumentException"/> for names that Excel does not take (sheets: 1–31 characters without []:*?/\, unique).
    /// </summary>
    public static void Write(SheetBook book, Stream target)
    {
        Check(book);
        using var document = SpreadsheetDocument.Create(target, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = SheetStyles.Sheet();
        var sheets = new List<Written>();
        for (var index = 0; index < book.Tables.Count; index++)
        {
            var part = workbook.AddNewPart<WorksheetPart>();
            var last = WorksheetWriting.Write(part, book.Tables[index], book, selected: index == 0);
            sheets.Add(new(book.Tables[index].Title, workbook.GetIdOfPart(part), WorksheetWriting.FilterArea(book.Tables[index], last, absolute: true), Hidden: false));
        }

        if (book.Choices.Count > 0)
        {
            var lists = workbook.AddNewPart<WorksheetPart>();
            WorksheetWriting.WriteLists(lists, book.Choices);
            sheets.Add(new(ListSheet, workbook.GetIdOfPart(lists), null, Hidden: true));
        }

        workbook.Workbook = Workbook(book, sheets);
        WriteProperties(document, book.Properties);
        document.PackageProperties.Language = "fa";
    }

    public static byte[] Bytes(SheetBook book)
    {
        using var file = new MemoryStream();
        Write(book, file);
        return file.ToArray();
    }

    private static void Check(SheetBook book)
    {
        var names = book.Tables.Select(table => table.Title).Append(ListSheet).ToList();
        if (book.Tables.Count == 0 || names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Count
            || names.Any(name => name.Length is 0 or > 31 || name.AsSpan().ContainsAny(Reserved) || name[0] == '\'' || name[^1] == '\''))
        {
            throw new ArgumentException("A sheet has no name, one that Excel does not take, or one that stands twice.", nameof(book));
        }

        if (book.Tables.SelectMany(table => table.Columns).Any(column => column.Choices is { } name && book.Choices.All(list => list.Name != name)))
        {
            throw new ArgumentException("A column chooses from a list that the book does not have.", nameof(book));
        }
    }

    private static Workbook Workbook(SheetBook book, List<Written> sheets)
    {
        var list = new DocumentFormat.OpenXml.Spreadsheet.Sheets(sheets.Select((sheet, index) => new Sheet
        {
            Name = sheet.Name,
            SheetId = (uint)index + 1,
            Id = sheet.Id,
            State = sheet.Hidden ? SheetStateValues.Hidden : null,
        }));
        var workbook = new Workbook(new BookViews(new WorkbookView()), list);
        var names = Names(book, sheets);
        if (names.HasChildren)
        {
            workbook.Append(names);
        }

        return workbook;
    }

    private static DefinedNames Names(SheetBook book, List<Written> sheets)
    {
        var names = new DefinedNames();
        for (var column = 1; column <= book.Choices.Count; column++)
        {
            var letters = CellAddress.Letters(column);
            var last = Math.Max(1, book.Choices[column - 1].Values.Count);
            names.Append(new DefinedName(FormattableString.Invariant($"{ListSheet}!${letters}$1:${letters}${last}")) { Name = book.Choices[column - 1].Name });
        }

        for (var index = 0; index < sheets.Count; index++)
        {
            if (sheets[index].Filter is { } area)
            {
                names.Append(new DefinedName($"'{sheets[index].Name.Replace("'", "''", StringComparison.Ordinal)}'!{area}")
                {
                    Name = "_xlnm._FilterDatabase",
                    LocalSheetId = (uint)index,
                    Hidden = true,
                });
            }
        }

        return names;
    }

    private static void WriteProperties(SpreadsheetDocument document, IReadOnlyDictionary<string, string> pairs)
    {
        if (pairs.Count > 0)
        {
            document.AddCustomFilePropertiesPart().Properties = new Properties(pairs.Select((pair, index) => (OpenXmlElement)new CustomDocumentProperty(new VTLPWSTR(pair.Value))
            {
                FormatId = PropertyFormat,
                PropertyId = index + 2,
                Name = pair.Key,
            }));
        }
    }
}
