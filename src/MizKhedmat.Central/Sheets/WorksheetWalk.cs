using System.Globalization;
using System.Xml;

namespace MizKhedmat.Central.Sheets;

/// <summary>
/// Counts one worksheet as the reading library will see it: rows, columns, cells and the characters it would hand over.
/// Rows and cells must come in order and at the place they claim, so that no two readers can disagree on them.
/// </summary>
internal sealed class WorksheetWalk(string sheet, ScanTotals totals) : PartWalk
{
    private readonly List<int> formulas = [];
    private int rowCount;
    private int row;
    private int column;
    private bool inCell;
    private bool shared;
    private bool inFormula;
    private int characters;
    private int index;

    public int LastRow { get; private set; }

    public int LastColumn { get; private set; }

    /// <summary>Row × 256 + column of every formula cell, ascending.</summary>
    public IReadOnlyList<int> Formulas => formulas;

    private string Where => $"{sheet}!{CellAddress.Of(row, Math.Max(column, 1))}";

    public override void Start(XmlReader element)
    {
        switch (element.LocalName)
        {
            case "v" or "is" or "t" or "r" when inCell:
                break;
            case "c" when !inCell:
                Demand(element.Depth == 3 && element.NamespaceURI == XmlPart.Spreadsheet);
                StartCell(element);
                break;
            case "row":
                Demand(element.Depth == 2 && element.NamespaceURI == XmlPart.Spreadsheet);
                StartRow(element.GetAttribute("r"));
                break;
            case "f" when inCell:
                StartFormula();
                break;
            case "dimension":
                CheckDimension(element.GetAttribute("ref") ?? "");
                break;
            default:
                PartRules.CheckElement(element.LocalName, sheet);
                totals.Other(element.LocalName, sheet);
                break;
        }
    }

    public override void End(string name)
    {
        if (name == "c" && inCell)
        {
            inCell = false;
            totals.Characters(shared ? SharedLength() : characters, sheet);
        }
        else if (name == "f")
        {
            inFormula = false;
        }
    }

    public override void Text(ReadOnlySpan<char> piece)
    {
        if (!inCell)
        {
            return;
        }

        if (inFormula)
        {
            PartRules.CheckFormula(piece, Where);
        }

        if (shared && !inFormula)
        {
            AddDigits(piece);
        }

        characters += piece.Length;
        if (characters > SheetLimits.CellCharacters)
        {
            throw new SheetRefusedException("sheet-text-too-long", Where);
        }
    }

    private void StartRow(string? claimed)
    {
        Demand(!inCell);
        var next = claimed is null ? row + 1 : Number(claimed);
        Demand(next > row);
        (row, column) = (next, 0);
        if (row > SheetLimits.LastRow || ++rowCount > SheetLimits.Rows)
        {
            throw new SheetRefusedException("sheet-too-many-rows", Where);
        }

        LastRow = row;
    }

    private void StartCell(XmlReader cell)
    {
        Demand(row > 0);
        var next = column + 1;
        var (claimed, type) = cell.HasAttributes ? (cell.GetAttribute("r"), cell.GetAttribute("t")) : (null, null);
        if (claimed is not null)
        {
            Demand(CellAddress.TryParse(claimed, out var claimedRow, out next) && claimedRow >= 1);
            RefuseFar(claimedRow, next);
            Demand(claimedRow == row && next > column);
        }

        RefuseFar(row, next);
        column = next;
        LastColumn = Math.Max(LastColumn, column);
        (inCell, shared, inFormula, characters, index) = (true, type == "s", false, 0, -1);
        totals.Cell(sheet);
    }

    private void StartFormula()
    {
        inFormula = true;
        var place = (row * 256) + column;
        if (formulas.Count == 0 || formulas[^1] != place)
        {
            formulas.Add(place);
        }
    }

    private int SharedLength()
    {
        if (index < 0)
        {
            return 0;
        }

        Demand(totals.SharedStrings is { } strings && index < strings.Count);
        return totals.SharedStrings![index];
    }

    private void AddDigits(ReadOnlySpan<char> text)
    {
        foreach (var digit in text)
        {
            Demand(char.IsAsciiDigit(digit) && index < 1_000_000);
            index = (Math.Max(index, 0) * 10) + digit - '0';
        }
    }

    private void CheckDimension(string area)
    {
        foreach (var corner in area.Split(':'))
        {
            if (CellAddress.TryParse(corner, out var lastRow, out var lastColumn))
            {
                RefuseFar(lastRow, lastColumn);
            }
        }
    }

    private void RefuseFar(int atRow, int atColumn)
    {
        if (atColumn > SheetLimits.Columns)
        {
            throw new SheetRefusedException("sheet-too-wide", $"{sheet}!{CellAddress.Of(atRow, atColumn)}");
        }

        if (atRow > SheetLimits.LastRow)
        {
            throw new SheetRefusedException("sheet-too-many-rows", $"{sheet}!{CellAddress.Of(atRow, atColumn)}");
        }
    }

    private int Number(string digits)
    {
        Demand(digits.Length is > 0 and <= 7 && !digits.AsSpan().ContainsAnyExceptInRange('0', '9'));
        return int.Parse(digits, CultureInfo.InvariantCulture);
    }

    private void Demand(bool sound)
    {
        if (!sound)
        {
            throw new SheetRefusedException("sheet-broken", sheet);
        }
    }
}
