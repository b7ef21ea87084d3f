using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MizKhedmat.Central.Sheets;

/// <summary>One worksheet, streamed in the order that the schema demands.</summary>
internal static class WorksheetWriting
{
    public static void Write(WorksheetPart part, SheetTable table, SheetBook book, bool selected)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(View(table, book, selected)));
        WriteColumns(writer, table);
        writer.WriteStartElement(new SheetData());
        var row = WriteLines(writer, table);
        writer.WriteEndElement();
        if (table.LockHeader)
        {
            writer.WriteElement(new SheetProtection { Sheet = true, FormatColumns = false, FormatRows = false, InsertRows = false, Sort = false, AutoFilter = false });
        }

        if (FilterArea(table, absolute: false) is { } area)
        {
            writer.WriteElement(new AutoFilter { Reference = area });
        }

        if (table.TitleLines.Count > 0 && table.Columns.Count > 1)
        {
            var last = CellAddress.Letters(table.Columns.Count);
            writer.WriteElement(new MergeCells(table.TitleLines.Select((_, index) => new MergeCell { Reference = FormattableString.Invariant($"A{index + 1}:{last}{index + 1}") })));
        }

        WriteChoices(writer, table, Math.Max(row, table.HeaderRow + table.RowsToFill));
        writer.WriteEndElement();
    }

    /// <summary>The hidden sheet: one column for each list, in the order of the defined names.</summary>
    public static void WriteLists(WorksheetPart part, IReadOnlyList<SheetChoices> lists)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteStartElement(new SheetData());
        for (var row = 1; row <= lists.Max(list => list.Values.Count); row++)
        {
            CellWriting.StartRow(writer, row);
            for (var column = 1; column <= lists.Count; column++)
            {
                if (row <= lists[column - 1].Values.Count)
                {
                    CellWriting.Write(writer, row, column, lists[column - 1].Values[row - 1], CellType.Text, style: 0);
                }
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    /// <summary>The header row alone when the table is empty; nothing without header or wish.</summary>
    public static string? FilterArea(SheetTable table, bool absolute)
    {
        if (!table.Filter || !table.HasHeader || table.Columns.Count == 0)
        {
            return null;
        }

        // Excel stretches the filter over the rows that follow; their number is not known before they are written.
        var sign = absolute ? "$" : "";
        return FormattableString.Invariant($"{sign}A{sign}{table.HeaderRow}:{sign}{CellAddress.Letters(table.Columns.Count)}{sign}{table.HeaderRow}");
    }

    private static SheetView View(SheetTable table, SheetBook book, bool selected)
    {
        var view = new SheetView { WorkbookViewId = 0, RightToLeft = book.RightToLeft, TabSelected = selected };
        if (table.HasHeader)
        {
            var below = CellAddress.Of(table.HeaderRow + 1, 1);
            view.Append(new Pane { VerticalSplit = table.HeaderRow, TopLeftCell = below, ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen });
            view.Append(new Selection { Pane = PaneValues.BottomLeft, ActiveCell = below, SequenceOfReferences = new() { InnerText = below } });
        }

        return view;
    }

    private static void WriteColumns(OpenXmlWriter writer, SheetTable table)
    {
        if (table.Columns.Count > 0)
        {
            writer.WriteElement(new Columns(table.Columns.Select((column, index) => new Column
            {
                Min = (uint)index + 1,
                Max = (uint)index + 1,
                Width = column.Width,
                CustomWidth = true,
                Style = SheetStyles.Of(column.Type, CellLook.Plain, column.Locked),
            })));
        }
    }

    /// <summary>Titles, header and rows; the number of the last one.</summary>
    private static int WriteLines(OpenXmlWriter writer, SheetTable table)
    {
        var row = 0;
        foreach (var title in table.TitleLines)
        {
            CellWriting.StartRow(writer, ++row);
            CellWriting.Write(writer, row, 1, title, CellType.Text, SheetStyles.Title);
            writer.WriteEndElement();
        }

        if (table.HasHeader)
        {
            CellWriting.StartRow(writer, ++row);
            for (var column = 1; column <= table.Columns.Count; column++)
            {
                CellWriting.Write(writer, row, column, table.Columns[column - 1].Header, CellType.Text, SheetStyles.Header);
            }

            writer.WriteEndElement();
        }

        foreach (var line in table.Lines)
        {
            CellWriting.StartRow(writer, ++row);
            WriteLine(writer, row, line, table);
            writer.WriteEndElement();
        }

        return row;
    }

    private static void WriteLine(OpenXmlWriter writer, int row, SheetLine line, SheetTable table)
    {
        for (var column = 0; column < table.Columns.Count; column++)
        {
            var (value, kind) = (column < line.Values.Count ? line.Values[column] : null, table.Columns[column]);
            var look = line.Looks.GetValueOrDefault(column, line.Look);
            if (value is not null || look != CellLook.Plain)
            {
                CellWriting.Write(writer, row, column + 1, value, kind.Type, SheetStyles.Of(kind.Type, look, kind.Locked));
            }
        }
    }

    private static void WriteChoices(OpenXmlWriter writer, SheetTable table, int lastRow)
    {
        var choices = table.Columns.Select((column, index) => (column.Choices, Letters: CellAddress.Letters(index + 1))).Where(column => column.Choices is not null).ToList();
        if (choices.Count == 0)
        {
            return;
        }

        writer.WriteElement(new DataValidations(choices.Select(column => new DataValidation(new Formula1(column.Choices!))
        {
            Type = DataValidationValues.List,
            AllowBlank = true,
            ShowErrorMessage = true,
            SequenceOfReferences = new() { InnerText = FormattableString.Invariant($"{column.Letters}{table.HeaderRow + 1}:{column.Letters}{lastRow}") },
        }))
        { Count = (uint)choices.Count });
    }
}

/// <summary>Rows and cells as the schema writes them, without a tree of objects behind each.</summary>
internal static class CellWriting
{
    private static readonly DateOnly Epoch = new(1899, 12, 30);

    public static void StartRow(OpenXmlWriter writer, int row) =>
        writer.WriteStartElement(new Row(), [new OpenXmlAttribute("r", "", row.ToString(CultureInfo.InvariantCulture))]);

    public static void Write(OpenXmlWriter writer, int row, int column, object? value, CellType type, uint style)
    {
        var number = Number(value, type);
        List<OpenXmlAttribute> attributes = [new("r", "", CellAddress.Of(row, column)), new("s", "", style.ToString(CultureInfo.InvariantCulture))];
        if (value is null)
        {
            writer.WriteStartElement(new Cell(), attributes);
        }
        else if (number is not null)
        {
            writer.WriteStartElement(new Cell(), attributes);
            writer.WriteElement(new CellValue(number));
        }
        else
        {
            attributes.Add(new("t", "", "inlineStr"));
            writer.WriteStartElement(new Cell(), attributes);
            writer.WriteElement(new InlineString(new Text(SheetText(value)) { Space = SpaceProcessingModeValues.Preserve }));
        }

        writer.WriteEndElement();
    }

    /// <summary>The number that stands in the file, where the value is one and the column is for numbers or dates; Excel keeps fifteen digits.</summary>
    private static string? Number(object? value, CellType type) => (value, type) switch
    {
        (DateOnly day, CellType.Date) when day > Epoch.AddDays(60) => (day.DayNumber - Epoch.DayNumber).ToString(CultureInfo.InvariantCulture),
        (int or long or short or byte, CellType.Whole or CellType.Decimal) when Math.Abs(Convert.ToDecimal(value, CultureInfo.InvariantCulture)) < 1e15m =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        (decimal number, CellType.Whole or CellType.Decimal) => number.ToString(CultureInfo.InvariantCulture),
        (double number, CellType.Whole or CellType.Decimal) when double.IsFinite(number) => number.ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>Without what xml cannot hold, and no longer than a cell; <c>_x000D_</c> in a text would be taken for an escape, so its first sign is escaped.</summary>
    private static string SheetText(object value)
    {
        var text = value switch
        {
            string s => s,
            bool yes => yes ? "true" : "false",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        text = XmlSafe(text.Length > SheetLimits.CellCharacters ? text[..SheetLimits.CellCharacters] : text);
        return text.Contains("_x", StringComparison.Ordinal) ? Escape(text) : text;
    }

    private static string XmlSafe(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!System.Xml.XmlConvert.IsXmlChar(text[at]) || text[at] == '\r')
            {
                return string.Concat(text.EnumerateRunes().Where(rune => rune.Value is '\n' or '\t' or (>= 0x20 and not (0xFFFE or 0xFFFF)))
                    .Select(rune => rune.ToString()));
            }
        }

        return text;
    }

    private static string Escape(string text) => System.Text.RegularExpressions.Regex.Replace(text, "_(?=x[0-9A-Fa-f]{4}_)", "_x005F_");
}
