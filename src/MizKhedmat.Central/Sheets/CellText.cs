using System.Globalization;
using System.Numerics;

namespace MizKhedmat.Central.Sheets;

/// <summary>Values of cells as the text that is imported.</summary>
internal static class CellText
{
    public static string? Of(object? value) => Trimmed(value switch
    {
        null => null,
        string text => text,
        double number => Number(number),
        bool yes => yes ? "true" : "false",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    });

    public static string? Trimmed(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>Excel keeps fifteen digits: as many are written, without exponent and without zeros at the end.</summary>
    private static string Number(double number)
    {
        if (!double.IsFinite(number))
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        return Math.Abs(number) < 1e15
            ? ((decimal)number).ToString("0.############################", CultureInfo.InvariantCulture)
            : BigInteger.Parse(number.ToString("E14", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A text to be written, without what neither xml nor a csv reader takes: control characters other than line breaks and tabs, and halves of characters.</summary>
    public static string Clean(string text) => text.All(c => c is '\n' or '\r' or '\t' or (>= ' ' and < '\uD800'))
        ? text
        : string.Concat(text.EnumerateRunes().Where(rune => rune.Value is '\n' or '\r' or '\t' or (>= ' ' and not (0xFFFE or 0xFFFF))).Select(rune => rune.ToString()));
}
