namespace MizKhedmat.Central.Sheets;

/// <summary>
/// Rows of one sheet of a scanned file, one at a time. Numbers come as plain digits (a code like 99062697000 survives),
/// dates as ISO, booleans as true/false, everything else as its trimmed text.
/// </summary>
public static class SheetReading
{
    /// <summary>What the one sheet of a csv is called.</summary>
    public const string CsvSheet = "csv";

    private const int HeaderRows = 20;

    private static readonly HashSet<int> None = [];

    /// <summary>
    /// The rows that hold anything, in order; each walk over the result reads the file anew. Throws
    /// <see cref="SheetRefusedException"/> (<c>sheet-broken</c>) where the library gives up on a file that passed the scan,
    /// and <see cref="ArgumentException"/> for a sheet that the file does not have.
    /// </summary>
    public static IEnumerable<SheetRow> Rows(ScannedFile file, string sheet)
    {
        var facts = file.Sheets.FirstOrDefault(facts => facts.Name.Equals(sheet, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"The file has no sheet '{sheet}'.", nameof(sheet));
        return Unbroken(file, facts.Name);
    }

    /// <summary>
    /// The first of the first twenty rows in which at least two known names stand, so that merged titles above the columns do
    /// no harm; null when there is none. A name that stands twice is taken where it stands first.
    /// </summary>
    public static SheetHeader? FindHeader(ScannedFile file, string sheet, Func<string, bool> isKnownHeader)
    {
        foreach (var row in Rows(file, sheet).TakeWhile(row => row.Number <= HeaderRows))
        {
            var columns = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var column = 0; column < row.Cells.Count; column++)
            {
                if (row.Cells[column] is { } name && isKnownHeader(name))
                {
                    columns.TryAdd(name, column);
                }
            }

            if (columns.Count >= 2)
            {
                return new(row.Number, row.Cells, columns);
            }
        }

        return null;
    }

    /// <summary>The rows under a header.</summary>
    public static IEnumerable<SheetRow> RowsBelow(ScannedFile file, string sheet, SheetHeader header) =>
        Rows(file, sheet).SkipWhile(row => row.Number <= header.Row);

    private static IEnumerable<SheetRow> Unbroken(ScannedFile file, string sheet)
    {
        var places = file.FormulaPlaces.GetValueOrDefault(sheet, []);
        var next = 0;
        using var rows = (file.Kind == SheetKind.Csv ? CsvRows.Of(file) : XlsxRows.Of(file, sheet)).GetEnumerator();
        while (Moved(rows, sheet))
        {
            var (number, cells) = rows.Current;
            var formulas = FormulasOf(number, places, ref next);
            var kept = cells.FindLastIndex(cell => cell is not null) + 1;
            kept = Math.Max(kept, formulas.Count == 0 ? 0 : Math.Min(formulas.Max() + 1, cells.Count));
            if (kept > 0)
            {
                yield return new(number, cells[..kept], formulas);
            }
        }
    }

    private static HashSet<int> FormulasOf(int row, IReadOnlyList<int> places, ref int next)
    {
        HashSet<int>? found = null;
        for (; next < places.Count && places[next] / 256 <= row; next++)
        {
            if (places[next] / 256 == row)
            {
                (found ??= []).Add((places[next] % 256) - 1);
            }
        }

        return found ?? None;
    }

    private static bool Moved(IEnumerator<(int, List<string?>)> rows, string sheet)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (Exception e) when (e is not (OutOfMemoryException or SheetRefusedException))
        {
            // The library throws whatever its parsing meets (format, null, range); the file is at fault, not the hub.
            throw new SheetRefusedException("sheet-broken", sheet, e);
        }
    }
}
