namespace MizKhedmat.Central.Sheets;

/// <summary>
/// How much of a spreadsheet the hub takes (SECURITY.md F4, U05). Counted while the file is walked, never taken from what the
/// file says of itself. A file over any of them is refused before a spreadsheet library opens it.
/// </summary>
public static class SheetLimits
{
    /// <summary>Bytes of the uploaded file.</summary>
    public const int FileBytes = 20 * 1024 * 1024;

    /// <summary>Files inside one xlsx.</summary>
    public const int Parts = 200;

    /// <summary>Bytes of all parts after inflating.</summary>
    public const long InflatedBytes = 128L * 1024 * 1024;

    /// <summary>How many times larger than its packed form a part over one megabyte may be.</summary>
    public const int Ratio = 100;

    /// <summary>Rows of one sheet, lines of one csv.</summary>
    public const int Rows = 200_000;

    /// <summary>The last row number in which a cell may stand: the data and some rows of title above them.</summary>
    public const int LastRow = Rows + 50;

    public const int Columns = 200;

    /// <summary>Cells of a whole workbook, empty styled ones too.</summary>
    public const int Cells = 4_000_000;

    /// <summary>Characters of one cell: what Excel itself holds.</summary>
    public const int CellCharacters = 32_767;

    /// <summary>Characters of all cells of a workbook, a shared string counted at each use.</summary>
    public const long Characters = 64L * 1024 * 1024;

    /// <summary>Formula cells that are named one by one; the rest are counted.</summary>
    public const int NamedFormulas = 1_000;

    /// <summary>Characters between two tags, or within one: a cell of 32,767 characters written as entities, and no more.</summary>
    internal const int RunCharacters = 400_000;

    internal const int FormulaCharacters = 8_192;

    internal const int Depth = 64;

    internal const int Names = 5_000;

    /// <summary>Distinct shared strings; four million empty ones would fill memory without a single character.</summary>
    internal const int SharedStrings = 2_000_000;

    /// <summary>Elements that are neither rows, cells nor strings (styles, links, properties).</summary>
    internal const int OtherElements = 1_000_000;

    /// <summary>Elements that the reading library keeps as objects: styles, formats, merged ranges.</summary>
    internal const int KeptElements = 65_536;
}
