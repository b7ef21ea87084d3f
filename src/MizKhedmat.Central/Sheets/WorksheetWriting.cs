using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MizKhedmat.Central.Sheets;

/// <summary>One worksheet, streamed in the order that the schema demands.</summary>
internal static class WorksheetWriting
{
    private const uint A4 = 9;

    /// <summary>Writes the sheet and tells its last row: the last one written or, in a form to fill in, the last one to fill.</summary>
    public static int Write(WorksheetPart part, SheetTable table, SheetBook book, bool selected)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        if (table.OnA4)
        {
            writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        }

        writer.WriteElement(new SheetViews(View(table, book, selected)));
        WriteColumns(writer, table);
        writer.WriteStartElement(new SheetData());
        var row = WriteLines(writer, table);
        var last = table.LockHeader ? Math.Max(row, table.HeaderRow + table.RowsToFill) : row;
        writer.WriteEndElement();
        if (table.LockHeader)
        {
            writer.WriteElement(new SheetProtection { Sheet = true, FormatColumns = false, FormatRows = false, InsertRows = false, DeleteRows = false, Sort = false, AutoFilter = false });
        }

        if (FilterArea(table, last, absolute: false) is { } area)
        {
            writer.WriteElement(new AutoFilter { Reference = area });
        }

        if (table.TitleLines.Count > 0 && table.Columns.Count > 1)
        {
            var letters = CellAddress.Letters(table.Columns.Count);
            writer.WriteElement(new MergeCells(table.TitleLines.Select((_, index) => new MergeCell { Reference = FormattableString.Invariant($"A{index + 1}:{letters}{index + 1}") })));
        }

        WriteChoices(writer, table, Math.Max(row, table.HeaderRow + table.RowsToFill));
        if (table.OnA4)
        {
            writer.WriteElement(new PageMargins { Left = 0.5, Right = 0.5, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 });
            writer.WriteElement(new PageSetup { PaperSize = A4, Orientation = OrientationValues.Portrait, FitToWidth = 1, FitToHeight = 0 });
        }

        writer.WriteEndElement();
        return last;
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

    /// <summary>From the header to the last row; null without header or wish.</summary>
    public static string? FilterArea(SheetTable table, int last, bool absolute)
    {
        if (!table.Filter || !table.HasHeader || table.Columns.Count == 0)
        {
            return null;
        }

        var sign = absolute ? "$" : "";
        return FormattableString.Invariant($"{sign}A{sign}{table.HeaderRow}:{sign}{CellAddress.Letters(table.Columns.Count)}{sign}{last}");
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
