namespace MizKhedmat.Central.Sheets;

/// <summary>What the walks of one workbook count and collect together.</summary>
internal sealed class ScanTotals
{
    private int cells;
    private long characters;
    private long sharedCharacters;
    private int kept;
    private int others;

    public InflateBudget Budget { get; } = new();

    /// <summary>Length of each shared string, by its index; null until the string table was walked.</summary>
    public List<ushort>? SharedStrings { get; set; }

    /// <summary>Sheet names by the path of their part, as the reading library resolves it.</summary>
    public Dictionary<string, string> SheetNames { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, WorksheetWalk> Worksheets { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, string> Properties { get; } = new(StringComparer.Ordinal);

    public void Cell(string where) => Count(ref cells, SheetLimits.Cells, where);

    /// <summary>Of one cell, as handed to whoever reads it.</summary>
    public void Characters(int count, string where) => Count(ref characters, count, where);

    /// <summary>Of one string of the table, which the reading library holds whole.</summary>
    public void SharedCharacters(int count, string where) => Count(ref sharedCharacters, count, where);

    public void Other(string element, string where)
    {
        Count(ref others, SheetLimits.OtherElements, where);
        if (element is "xf" or "numFmt" or "cellStyle" or "mergeCell" or "col" or "definedName" or "sheet")
        {
            Count(ref kept, SheetLimits.KeptElements, where);
        }
    }

    private static void Count(ref long counter, int count, string where)
    {
        counter += count;
        if (counter > SheetLimits.Characters)
        {
            throw new SheetRefusedException("sheet-too-large", where);
        }
    }

    private static void Count(ref int counter, int most, string where)
    {
        if (++counter > most)
        {
            throw new SheetRefusedException("sheet-too-large", where);
        }
    }
}
