namespace MizKhedmat.Central.Sheets;

/// <summary>
/// One row as the user sees it: <paramref name="Number"/> is the number in Excel's margin, <paramref name="Cells"/> are trimmed
/// texts from column A on (null where empty, shorter than the sheet is wide where the row ends early),
/// <paramref name="Formulas"/> the indexes (from 0) of those cells whose value a formula computed.
/// </summary>
public sealed record SheetRow(int Number, IReadOnlyList<string?> Cells, IReadOnlySet<int> Formulas)
{
    /// <summary>The cell in a column counted from 0; null where the row ends before it.</summary>
    public string? this[int column] => column < Cells.Count ? Cells[column] : null;

    public bool IsEmpty => Cells.Count == 0;
}

/// <summary>The row in which the columns are named: its number, and for each known name the column (from 0) in which it stands first.</summary>
public sealed record SheetHeader(int Row, IReadOnlyList<string?> Names, IReadOnlyDictionary<string, int> Columns);
