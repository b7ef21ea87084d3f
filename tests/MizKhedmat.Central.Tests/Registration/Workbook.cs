using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using MizKhedmat.Central.Sheets;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>Workbooks as a person handles them: a template is opened, rows are typed below the header, cells are corrected.</summary>
internal static class Workbook
{
    /// <summary>The texts of a sheet (the first), row by row.</summary>
    public static IReadOnlyList<IReadOnlyList<string?>> Rows(byte[] file, int sheet = 0)
    {
        var scanned = Open(file);
        return [.. SheetReading.Rows(scanned, scanned.Sheets[sheet].Name).Select(r => r.Cells)];
    }

    public static ScannedFile Open(byte[] file)
    {
        var verdict = SheetScan.Scan(file);
        Assert.True(verdict.File is not null, verdict.Refusal?.Code);
        return verdict.File!;
    }

    /// <summary>Types rows below the last one; cells by header (with or without star).</summary>
    public static byte[] Typed(byte[] file, params IReadOnlyDictionary<string, string>[] rows) => Edited(file, (data, header) =>
    {
        foreach (var cells in rows)
        {
            var number = data.Elements<Row>().Max(r => r.RowIndex!.Value) + 1;
            data.Append(new Row(cells.OrderBy(c => header[c.Key]).Select(c => Cell(header[c.Key], number, c.Value))) { RowIndex = number });
        }
    });

    /// <summary>Puts another text, or a formula when it begins with =, into one cell of the row whose first cell is this code.</summary>
    public static byte[] Corrected(byte[] file, string code, string header, string text) => Edited(file, (data, columns) =>
    {
        var row = data.Elements<Row>().Single(r => r.Elements<Cell>().FirstOrDefault()?.InnerText == code);
        var number = row.RowIndex!.Value;
        var cells = row.Elements<Cell>().Where(c => c.CellReference!.Value != CellAddress.Of((int)number, columns[header])).Append(Cell(columns[header], number, text))
            .Select(c => (Cell)c.CloneNode(true)).OrderBy(Column).ToList();
        row.RemoveAllChildren();
        row.Append(cells);
    });

    public static void IsValid(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        House.Offences.None(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document)
            .Select(e => $"{e.Part?.Uri}: {e.Description}"));
    }

    private static byte[] Edited(byte[] file, Action<SheetData, IReadOnlyDictionary<string, int>> edit)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var document = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            var workbook = document.WorkbookPart!;
            var part = (WorksheetPart)workbook.GetPartById(workbook.Workbook!.Sheets!.Elements<Sheet>().First().Id!);
            var data = part.Worksheet!.GetFirstChild<SheetData>()!;
            var header = data.Elements<Row>().First(r => r.Elements<Cell>().Count() > 1);
            edit(data, header.Elements<Cell>().ToDictionary(c => c.InnerText.TrimEnd(' ', '*'), Column));
        }

        return stream.ToArray();
    }

    private static int Column(Cell cell) => CellAddress.TryParse(cell.CellReference!.Value, out _, out var column) ? column : 0;

    private static Cell Cell(int column, uint row, string text) => text.StartsWith('=')
        ? new(new CellFormula(text[1..]), new CellValue("5")) { CellReference = CellAddress.Of((int)row, column) }
        : new(new InlineString(new Text(text))) { CellReference = CellAddress.Of((int)row, column), DataType = CellValues.InlineString };
}
