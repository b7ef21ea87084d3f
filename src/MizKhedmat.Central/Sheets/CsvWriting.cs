using System.Globalization;
using CsvHelper;

namespace MizKhedmat.Central.Sheets;

/// <summary>
/// Writes a table as csv (RFC 4180, UTF-8 with byte order mark so that Excel shows Persian, CRLF): headers and rows, no titles.
/// Fields that a spreadsheet program would compute are disarmed (<see cref="CsvGuard"/>, SECURITY.md X01).
/// </summary>
public static class CsvWriting
{
    /// <summary>Streams the table into <paramref name="target"/>, which stays open.</summary>
    public static void Write(SheetTable table, Stream target)
    {
        using var writer = CsvWriter.Create(target, new CsvWriterOptions { WriteByteOrderMark = true, ValidateFieldCount = false }, leaveOpen: true);
        if (table.HasHeader)
        {
            writer.WriteRecord(table.Columns.Select(column => CsvGuard.Guarded(column.Header)).ToArray());
        }

        foreach (var line in table.Lines)
        {
            for (var column = 0; column < table.Columns.Count; column++)
            {
                writer.WriteField(Field(column < line.Values.Count ? line.Values[column] : null));
            }

            writer.EndRecord();
        }
    }

    public static byte[] Bytes(SheetTable table)
    {
        using var file = new MemoryStream();
        Write(table, file);
        return file.ToArray();
    }

    private static string Field(object? value) => value switch
    {
        null => "",
        bool yes => yes ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => CellText.Of(number) ?? "",
        string text => CsvGuard.Guarded(CellText.Clean(text)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => CsvGuard.Guarded(CellText.Clean(value.ToString() ?? "")),
    };
}
