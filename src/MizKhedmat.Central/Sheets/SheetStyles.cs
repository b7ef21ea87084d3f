using DocumentFormat.OpenXml.Spreadsheet;

namespace MizKhedmat.Central.Sheets;

/// <summary>The one stylesheet of every book: for each look and type a cell format, open to typing or locked.</summary>
internal static class SheetStyles
{
    private const uint WholeFormat = 3;
    private const uint DecimalFormat = 164;
    private const uint DateFormat = 165;

    private static readonly CellType[] Types = Enum.GetValues<CellType>();
    private static readonly CellLook[] Looks = Enum.GetValues<CellLook>();

    public const uint Header = 1;
    public const uint Title = 2;
    private const uint FirstCell = 3;

    public static uint Of(CellType type, CellLook look, bool locked) =>
        FirstCell + (uint)((((int)look * Types.Length) + (int)type) * 2) + (locked ? 1u : 0u);

    public static Stylesheet Sheet() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = DecimalFormat, FormatCode = "#,##0.##" },
            new NumberingFormat { NumberFormatId = DateFormat, FormatCode = "yyyy\\-mm\\-dd" })
        { Count = 2 },
        new Fonts(Font(), Font(new Bold()), Font(new Italic(), new Color { Rgb = "FF666666" })) { Count = 3 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            Solid("FFD9E7F5"),
            Solid("FFF8C9C4"))
        { Count = 4 },
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())) { Count = 1 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        Formats());

    private static CellFormats Formats()
    {
        var formats = new CellFormats(
            new CellFormat { FontId = 0, FillId = 0, BorderId = 0, FormatId = 0 },
            Format(font: 1, fill: 2, number: 49, locked: true, wrap: true),
            Format(font: 1, fill: 0, number: 49, locked: true, wrap: false));
        foreach (var look in Looks)
        {
            foreach (var type in Types)
            {
                formats.Append(Cell(type, look, locked: false), Cell(type, look, locked: true));
            }
        }

        formats.Count = (uint)formats.ChildElements.Count;
        return formats;
    }

    private static CellFormat Cell(CellType type, CellLook look, bool locked)
    {
        var number = type switch { CellType.Whole => WholeFormat, CellType.Decimal => DecimalFormat, CellType.Date => DateFormat, _ => 49u };
        return Format(look == CellLook.Hint ? 2u : 0u, look == CellLook.Error ? 3u : 0u, number, locked, wrap: look == CellLook.Wrapped);
    }

    private static CellFormat Format(uint font, uint fill, uint number, bool locked, bool wrap) => new(
        new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = wrap },
        new Protection { Locked = locked })
    {
        FontId = font,
        FillId = fill,
        BorderId = 0,
        FormatId = 0,
        NumberFormatId = number,
        ApplyFont = true,
        ApplyFill = true,
        ApplyNumberFormat = true,
        ApplyAlignment = true,
        ApplyProtection = true,
    };

    private static Font Font(params DocumentFormat.OpenXml.OpenXmlElement[] marks)
    {
        var font = new Font(marks.Where(mark => mark is not Color));
        font.Append(new FontSize { Val = 11 });
        font.Append(marks.OfType<Color>());
        font.Append(new FontName { Val = "Tahoma" });
        return font;
    }

    private static Fill Solid(string color) => new(new PatternFill(new ForegroundColor { Rgb = color }) { PatternType = PatternValues.Solid });
}
