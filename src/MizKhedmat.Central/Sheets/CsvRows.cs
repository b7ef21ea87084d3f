using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace MizKhedmat.Central.Sheets;

/// <summary>Records of a scanned csv; a blank line counts as a row, as in Excel.</summary>
internal static class CsvRows
{
    public static IEnumerable<(int Number, List<string?> Cells)> Of(ScannedFile file)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = file.Delimiter.ToString(),
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
        };
        using var reader = new StreamReader(new MemoryStream(file.Bytes, writable: false), Encoding.UTF8);
        using var parser = new CsvParser(reader, configuration);
        for (var number = 1; parser.Read(); number++)
        {
            yield return (number, [.. parser.Record!.Select(field => CellText.Trimmed(CsvGuard.Undone(field)))]);
        }
    }
}
