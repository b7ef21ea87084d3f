using CsvHelper;

namespace MizKhedmat.Central.Sheets;

/// <summary>Records of a scanned csv; a blank line counts as a row, as in Excel.</summary>
internal static class CsvRows
{
    public static IEnumerable<(int Number, List<string?> Cells)> Of(ScannedFile file)
    {
        var options = new CsvReaderOptions
        {
            Separator = file.Delimiter,
            HasHeader = false,
            SkipEmptyLines = false,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
        using var reader = CsvReader.Create(file.Bytes, options);
        for (var number = 1; reader.Read(); number++)
        {
            yield return (number, [.. Enumerable.Range(0, reader.FieldCount).Select(field => CellText.Trimmed(CsvGuard.Undone(reader.GetString(field))))]);
        }
    }
}
