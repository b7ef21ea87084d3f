namespace MizKhedmat.Central.Sheets;

/// <summary>The kinds of table file that the hub reads, told by content and never by name.</summary>
public enum SheetKind
{
    Xlsx,
    Csv,
}

/// <summary>One sheet as the scan counted it: <paramref name="Rows"/> and <paramref name="Columns"/> are the last ones used. A csv has one sheet, named <c>csv</c>.</summary>
public sealed record SheetFacts(string Name, int Rows, int Columns, bool Hidden);

/// <summary>A cell with a formula, by sheet and address as the user sees them; a formula is shown and refused by whoever imports, never computed.</summary>
public sealed record FormulaCell(string Sheet, string Address);

/// <summary>
/// A file that passed <see cref="SheetScan"/>. Only the scan makes one, and only from one does <see cref="SheetReading"/> read:
/// no library can be handed a file that was not scanned.
/// </summary>
public sealed class ScannedFile
{
    internal ScannedFile(SheetKind kind, byte[] bytes, IReadOnlyList<SheetFacts> sheets)
    {
        Kind = kind;
        Bytes = bytes;
        Sheets = sheets;
    }

    public SheetKind Kind { get; }

    /// <summary>In the order of the workbook, hidden ones too.</summary>
    public IReadOnlyList<SheetFacts> Sheets { get; }

    /// <summary>The first thousand formula cells; <see cref="FormulaCount"/> counts all.</summary>
    public IReadOnlyList<FormulaCell> Formulas { get; internal init; } = [];

    public int FormulaCount { get; internal init; }

    /// <summary>Key/value properties of the document, such as the version of the template (<see cref="SheetBook.Properties"/>); empty for csv.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; internal init; } = new Dictionary<string, string>();

    /// <summary>The sign between two fields of a csv.</summary>
    public char Delimiter { get; internal init; } = ',';

    /// <summary>The file as uploaded, for whoever stores it.</summary>
    public ReadOnlyMemory<byte> Content => Bytes;

    internal byte[] Bytes { get; }

    /// <summary>Row × 256 + column of every formula cell, ascending, by sheet.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<int>> FormulaPlaces { get; init; } = new Dictionary<string, IReadOnlyList<int>>();
}
