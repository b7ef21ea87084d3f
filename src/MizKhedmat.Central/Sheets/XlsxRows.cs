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
