using System.Globalization;

namespace MizKhedmat.EndToEnd.Tests;

/// <summary>A count as a Persian reader expects it on the screen: ۲٬۱۴۸.</summary>
public static class PersianDigits
{
    public static string Of(long value) => string.Concat(value.ToString("N0", CultureInfo.InvariantCulture)
        .Select(c => c == ',' ? '٬' : char.IsAsciiDigit(c) ? (char)('۰' + (c - '0')) : c));
}
