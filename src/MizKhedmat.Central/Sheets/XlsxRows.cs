using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace MizKhedmat.Central.Sheets;

/// <summary>The reading library on one sheet; only ever on a file that passed the scan.</summary>
internal static class XlsxRows
{
    // The library asks for Windows-1252 when it is made, also for files that hold no such text.
    static XlsxRows() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IEnumerable<(int Number, List<string?> Cells)> Of(ScannedFile file, string sheet)
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(file.Bytes, writable: false));
        while (!reader.Name.Equals(sheet, StringComparison.OrdinalIgnoreCase))
        {
            if (!reader.NextResult())
            {
                throw new SheetRefusedException("sheet-broken", sheet);
            }
        }

        for (var number = 1; reader.Read(); number++)
        {
            var cells = new List<string?>(reader.FieldCount);
            for (var column = 0; column < reader.FieldCount; column++)
            {
                cells.Add(CellText.Of(reader.GetValue(column)));
            }

            yield return (number, cells);
        }
    }
}

/// <summary>Values of cells as the text that is imported.</summary>
internal static class CellText
{
    public static string? Of(object? value) => Trimmed(value switch
    {
        null => null,
        string text => text,
        double number => Number(number),
        bool yes => yes ? "true" : "false",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    });

    public static string? Trimmed(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>Excel keeps fifteen digits: as many are written, without exponent and without zeros at the end.</summary>
    private static string Number(double number)
    {
        if (!double.IsFinite(number))
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        return Math.Abs(number) < 1e27 ? ((decimal)number).ToString("0.############################", CultureInfo.InvariantCulture) : number.ToString("F0", CultureInfo.InvariantCulture);
    }
}
