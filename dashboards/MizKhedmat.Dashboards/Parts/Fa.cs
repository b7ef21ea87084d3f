using System.Globalization;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Dashboards.Parts;

/// <summary>
/// Numbers and dates as people read them. In Persian: digits ۰–۹, thousands ٬, decimal ٫, percent ٪ after the number, a
/// real minus; Jalali dates. Codes, ids and URLs are never painted. (.NET gives Latin digits even under fa-IR.)
/// </summary>
public static class Fa
{
    private const int MinutesOfDay = 24 * 60;

    /// <summary>Whether the request is in Persian; it is also whether the page runs from right to left.</summary>
    public static bool IsPersian => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fa";

    /// <summary>A whole number with thousands: ۲٬۱۴۸٬۳۰۲.</summary>
    public static string Count(long value) => Paint(value.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>A number with a fixed number of decimals: ۱٫۴۰.</summary>
    public static string Number(double value, int decimals = 1) =>
        Paint(value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    /// <summary>A share in [0, 1] as percent: ۷۸٫۴٪.</summary>
    public static string Percent(double share, int decimals = 1) => Number(share * 100, decimals) + (IsPersian ? "٪" : "%");

    /// <summary>A target: without decimals when it has none.</summary>
    public static string Goal(double share) => Percent(share, Math.Abs((share * 100) - Math.Round(share * 100)) < 1e-9 ? 0 : 1);

    /// <summary>A short span of time in its two largest units: «۲ روز و ۳ ساعت».</summary>
    public static string Minutes(double minutes)
    {
        var whole = (long)Math.Round(Math.Abs(minutes), MidpointRounding.AwayFromZero);
        var (days, hours, rest) = (whole / MinutesOfDay, whole % MinutesOfDay / 60, whole % 60);
        return (days, hours) switch
        {
            (0, 0) => Words.T("span-minutes", Count(rest)),
            (0, _) when rest == 0 => Words.T("span-hours", Count(hours)),
            (0, _) => Words.T("span-and", Words.T("span-hours", Count(hours)), Words.T("span-minutes", Count(rest))),
            (_, 0) => Words.T("span-days", Count(days)),
            _ => Words.T("span-and", Words.T("span-days", Count(days)), Words.T("span-hours", Count(hours))),
        };
    }

    /// <summary>۱۴۰۴/۰۸/۳۰.</summary>
    public static string Date(DateOnly day) => Digits(JalaliDate.Of(day).ToString());

    public static string Date(DateTime utc) => Date(TehranTime.DayOf(utc));

    /// <summary>«جمعه ۳۰ آبان ۱۴۰۴»; in English with the Gregorian day.</summary>
    public static string LongDate(DateOnly day)
    {
        var date = JalaliDate.Of(day);
        var jalali = $"{Plain(date.Day)} {Month(date.Month)} {Plain(date.Year)}";
        return IsPersian
            ? $"{Words.T("weekday-" + Latin((int)day.DayOfWeek))} {jalali}"
            : $"{day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture)} ({jalali})";
    }

    /// <summary>«جمعه ۳۰ آبان ۱۴۰۴ ساعت ۱۳:۰۵».</summary>
    public static string LongDateTime(DateTime utc) => Words.T("date-at", LongDate(TehranTime.DayOf(utc)), Time(utc));

    /// <summary>«۱۴۰۴/۰۸/۳۰ ۱۳:۰۵».</summary>
    public static string DateAndTime(DateTime utc) => $"{Date(utc)} {Time(utc)}";

    /// <summary>Tehran wall-clock time: ۱۳:۰۵.</summary>
    public static string Time(DateTime utc, bool seconds = false) =>
        Digits(TehranTime.ToTehran(utc).ToString(seconds ? "HH:mm:ss" : "HH:mm", CultureInfo.InvariantCulture));

    /// <summary>Jalali month and day: ۰۸/۳۰.</summary>
    public static string DayOfYear(DateOnly day) => Digits(JalaliDate.Of(day).ToString()[5..]);

    public static string Month(int month) => Words.T("month-" + Latin(month));

    /// <summary>A number without separators, such as a year or a clause.</summary>
    public static string Plain(long value) => Digits(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The same text with its digits in the script of the language.</summary>
    public static string Digits(string text) => !IsPersian ? text : string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            span[i] = char.IsAsciiDigit(source[i]) ? (char)('۰' + (source[i] - '0')) : source[i];
        }
    });

    /// <summary>For <c>datetime</c> attributes.</summary>
    public static string Iso(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A coordinate for SVG attributes, whatever the culture.</summary>
    public static string Svg(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    /// <summary>An ASCII number for keys and URLs.</summary>
    public static string Latin(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Paint(string invariant)
    {
        if (!IsPersian)
        {
            return invariant.Replace('-', '−');
        }

        var painted = Digits(invariant).Replace(',', '٬').Replace('.', '٫');
        return painted.StartsWith('-') ? "\u200E−" + painted[1..] : painted;
    }
}
