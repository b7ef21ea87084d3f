namespace MizKhedmat.Central.Sheets;

/// <summary>What the cells of a column hold. A value that does not fit its column is written as text.</summary>
public enum CellType
{
    /// <summary>Text, also every code and number that is not for reckoning: leading zeros stay.</summary>
    Text,

    /// <summary>A whole number with thousands marks.</summary>
    Whole,

    /// <summary>A number with up to two places after the point.</summary>
    Decimal,

    /// <summary>A real date (<see cref="DateOnly"/>), Gregorian in the file; a Jalali date is written as text.</summary>
    Date,
}

/// <summary>How a cell looks.</summary>
public enum CellLook
{
    Plain,

    /// <summary>Red ground: what must be corrected.</summary>
    Error,

    /// <summary>Grey slanted letters: an example or an explanation.</summary>
    Hint,

    /// <summary>Text that goes on below itself instead of beyond its cell.</summary>
    Wrapped,
}

/// <summary>
/// One column: <paramref name="Width"/> in characters, <paramref name="Choices"/> the name of a
/// <see cref="SheetChoices"/> of the book whose values Excel offers in the cells below the header, <paramref name="Locked"/> a
/// column that may not be filled in when the table is locked.
/// </summary>
public sealed record SheetColumn(string Header, CellType Type = CellType.Text, double Width = 18, string? Choices = null, bool Locked = false);

/// <summary>A row to write: values of type string, int, long, decimal, double, bool, <see cref="DateOnly"/> or null, one for each column or fewer.</summary>
public sealed record SheetLine(IReadOnlyList<object?> Values, CellLook Look = CellLook.Plain)
{
    /// <summary>Single cells (column from 0) that look other than their row.</summary>
    public IReadOnlyDictionary<int, CellLook> Looks { get; init; } = new Dictionary<int, CellLook>();
}

/// <summary>
/// A table described once and written as xlsx or csv: <paramref name="Title"/> is the name of the sheet, rows are asked for
/// once and streamed.
/// </summary>
public sealed record SheetTable(string Title, IReadOnlyList<SheetColumn> Columns, IEnumerable<SheetLine> Lines)
{
    /// <summary>Lines merged over all columns above the header (xlsx only).</summary>
    public IReadOnlyList<string> TitleLines { get; init; } = [];

    /// <summary>Only unlocked columns below the header can be changed in Excel; without password, a guard against slips.</summary>
    public bool LockHeader { get; init; }

    /// <summary>Arrows to filter by on the header.</summary>
    public bool Filter { get; init; } = true;

    /// <summary>Without a row of headers and whatever belongs to it: a page of help.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Printed on A4, upright, as wide as one page.</summary>
    public bool OnA4 { get; init; }

    /// <summary>Rows below the header that take choices and can be filled in when locked.</summary>
    public int RowsToFill { get; init; } = 5_000;

    /// <summary>The rows as csv and xlsx alike take them.</summary>
    internal int HeaderRow => TitleLines.Count + (HasHeader ? 1 : 0);
}

/// <summary>A list to choose from, of any number of values; <paramref name="Name"/> is also the defined name in the workbook: ASCII letters, digits and low lines, beginning with a letter and unlike a cell address.</summary>
public sealed record SheetChoices(string Name, IReadOnlyList<string> Values);

/// <summary>A workbook: its tables in order, the lists they choose from (on a hidden sheet) and hidden properties.</summary>
public sealed record SheetBook(IReadOnlyList<SheetTable> Tables)
{
    /// <summary>Right to left, as Persian is read.</summary>
    public bool RightToLeft { get; init; } = true;

    public IReadOnlyList<SheetChoices> Choices { get; init; } = [];

    /// <summary>Key/value pairs kept in the document, such as the version of the template; read back in <see cref="ScannedFile.Properties"/>.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();
}
