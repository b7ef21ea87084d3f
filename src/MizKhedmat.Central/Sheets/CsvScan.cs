using System.Buffers;
using System.Text;

namespace MizKhedmat.Central.Sheets;

/// <summary>The walk over a csv: UTF-8 text, quoted as RFC 4180 says and not otherwise, within the limits of a sheet.</summary>
internal sealed class CsvScan
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b).Except("\t\r\n"u8.ToArray())]);
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    private readonly char delimiter;
    private readonly List<int> formulas = [];
    private int rows;
    private int columns;
    private int column = 1;
    private int length;
    private char first;
    private bool lineHasText;
    private bool quoted;
    private bool closing;
    private bool returned;

    private CsvScan(char delimiter) => this.delimiter = delimiter;

    public static ScannedFile Scan(byte[] file, CancellationToken ct)
    {
        RefuseOther(file);
        var scan = new CsvScan(DelimiterOf(file));
        using var reader = new StreamReader(new MemoryStream(file), StrictUtf8, detectEncodingFromByteOrderMarks: false);
        var buffer = new char[32 * 1024];
        while (reader.Read(buffer) is var count and > 0)
        {
            ct.ThrowIfCancellationRequested();
            foreach (var c in buffer.AsSpan(0, count))
            {
                scan.Step(c);
            }
        }

        return scan.End(file);
    }

    private static void RefuseOther(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((byte[])[0xFF, 0xFE]) || file.StartsWith((byte[])[0xFE, 0xFF]))
        {
            throw new SheetRefusedException("csv-not-utf8");
        }

        var text = file.StartsWith((byte[])[0xEF, 0xBB, 0xBF]) ? file[3..] : file;
        text = text.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            throw new SheetRefusedException("file-empty");
        }

        if (text.ContainsAny(Controls) || text[0] == '<' || text.StartsWith("%PDF"u8))
        {
            throw new SheetRefusedException("sheet-not-xlsx");
        }

        if (!System.Text.Unicode.Utf8.IsValid(file))
        {
            throw new SheetRefusedException("csv-not-utf8");
        }
    }

    /// <summary>The sign that the first line uses most, outside quotes; Excel writes a semicolon or a tab under some regional settings.</summary>
    private static char DelimiterOf(ReadOnlySpan<byte> file)
    {
        var (commas, semicolons, tabs, quoted) = (0, 0, 0, false);
        foreach (var b in file)
        {
            if (b is (byte)'\n' or (byte)'\r' && !quoted && commas + semicolons + tabs > 0)
            {
                break;
            }

            quoted ^= b == '"';
            commas += b == ',' && !quoted ? 1 : 0;
            semicolons += b == ';' && !quoted ? 1 : 0;
            tabs += b == '\t' && !quoted ? 1 : 0;
        }

        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    private void Step(char c)
    {
        var afterReturn = returned;
        returned = c == '\r' && (!quoted || closing);
        if (quoted && !closing)
        {
            closing = c == '"';
            Count(closing ? 0 : 1, c);
        }
        else if (closing && c == '"')
        {
            closing = false;
            Count(1, c);
        }
        else if (c == '\n' && afterReturn)
        {
            // The second half of a line end.
        }
        else if (c is '\r' or '\n')
        {
            EndLine();
        }
        else if (c == delimiter)
        {
            EndField();
            column++;
            lineHasText = true;
        }
        else
        {
            Plain(c);
        }
    }

    private void Plain(char c)
    {
        if (closing || (c == '"' && length > 0))
        {
            throw new SheetRefusedException("csv-broken", Line());
        }

        quoted = c == '"';
        lineHasText = true;
        Count(quoted ? 0 : 1, c);
    }

    private void Count(int characters, char c)
    {
        first = length == 0 && characters > 0 ? c : first;
        length += characters;
        if (length > SheetLimits.CellCharacters)
        {
            throw new SheetRefusedException("sheet-text-too-long", Line());
        }
    }

    private void EndField()
    {
        if (column > SheetLimits.Columns)
        {
            throw new SheetRefusedException("sheet-too-wide", Line());
        }

        if (length > 0 && first == '=')
        {
            formulas.Add(((rows + 1) * 256) + column);
        }

        (quoted, closing, length, first) = (false, false, 0, '\0');
    }

    private void EndLine()
    {
        EndField();
        columns = Math.Max(columns, column);
        if (++rows > SheetLimits.Rows)
        {
            throw new SheetRefusedException("sheet-too-many-rows", Line());
        }

        (column, lineHasText) = (1, false);
    }

    private ScannedFile End(byte[] file)
    {
        if (quoted && !closing)
        {
            throw new SheetRefusedException("csv-broken", Line());
        }

        if (lineHasText)
        {
            EndLine();
        }

        return new(SheetKind.Csv, file, [new(SheetReading.CsvSheet, rows, columns, Hidden: false)])
        {
            Delimiter = delimiter,
            FormulaCount = formulas.Count,
            Formulas = [.. formulas.Take(SheetLimits.NamedFormulas).Select(place => new FormulaCell(SheetReading.CsvSheet, CellAddress.Of(place / 256, place % 256)))],
            FormulaPlaces = new Dictionary<string, IReadOnlyList<int>>(StringComparer.OrdinalIgnoreCase) { [SheetReading.CsvSheet] = formulas },
        };
    }

    private string Line() => CellAddress.Of(rows + 1, column);
}
