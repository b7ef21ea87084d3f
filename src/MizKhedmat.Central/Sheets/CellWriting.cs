using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MizKhedmat.Central.Sheets;

/// <summary>Rows and cells as the schema writes them, without a tree of objects behind each.</summary>
internal static partial class CellWriting
{
    private static readonly DateOnly Epoch = new(1899, 12, 30);

    public static void StartRow(OpenXmlWriter writer, int row) =>
        writer.WriteStartElement(new Row(), [new OpenXmlAttribute("r", "", row.ToString(CultureInfo.InvariantCulture))]);

    public static void Write(OpenXmlWriter writer, int row, int column, object? value, CellType type, uint style)
    {
        var number = Number(value, type);
        List<OpenXmlAttribute> attributes = [new("r", "", CellAddress.Of(row, column)), new("s", "", style.ToString(CultureInfo.InvariantCulture))];
        if (value is null)
        {
            writer.WriteStartElement(new Cell(), attributes);
        }
        else if (number is not null)
        {
            writer.WriteStartElement(new Cell(), attributes);
            writer.WriteElement(new CellValue(number));
        }
        else
        {
            attributes.Add(new("t", "", "inlineStr"));
            writer.WriteStartElement(new Cell(), attributes);
            writer.WriteElement(new InlineString(new Text(SheetText(value)) { Space = SpaceProcessingModeValues.Preserve }));
        }

        writer.WriteEndElement();
    }

    /// <summary>The number that stands in the file, where the value is one and the column is for numbers or dates; Excel keeps fifteen digits.</summary>
    private static string? Number(object? value, CellType type) => (value, type) switch
    {
        (DateOnly day, CellType.Date) when day > Epoch.AddDays(60) => (day.DayNumber - Epoch.DayNumber).ToString(CultureInfo.InvariantCulture),
        (int or long or short or byte, CellType.Whole or CellType.Decimal) when Math.Abs(Convert.ToDecimal(value, CultureInfo.InvariantCulture)) < 1e15m =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        (decimal number, CellType.Whole or CellType.Decimal) => number.ToString(CultureInfo.InvariantCulture),
        (double number, CellType.Whole or CellType.Decimal) when double.IsFinite(number) => number.ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>Without what xml cannot hold, and no longer than a cell; <c>_x000D_</c> in a text would be taken for an escape, so its first sign is escaped.</summary>
    private static string SheetText(object value)
    {
        var text = value switch
        {
            string s => s,
            bool yes => yes ? "true" : "false",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        text = CellText.Clean(text.Length > SheetLimits.CellCharacters ? text[..SheetLimits.CellCharacters] : text).Replace("\r", "", StringComparison.Ordinal);
        return text.Contains("_x", StringComparison.Ordinal) ? Escape(text) : text;
    }

    private static string Escape(string text) => EscapeLike().Replace(text, "_x005F_");

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex EscapeLike();
}
