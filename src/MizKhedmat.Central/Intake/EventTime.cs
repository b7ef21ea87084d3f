using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// Times as agencies write them: ISO 8601 with offset, or its Jalali twin in Tehran time. A time without offset would be
/// read 3½ hours wrong, enough to move a legal day, so it is refused.
/// </summary>
internal static partial class EventTime
{
    /// <summary>Nothing happened at a service desk before the directive of 1396/09/07 (1538588).</summary>
    private static readonly DateTime Beginning = TehranTime.StartOf(new JalaliDate(1396, 9, 7).ToDateOnly());

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private static readonly string[] IsoFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK",
    ];

    /// <summary>
    /// The UTC instant of a member or its twin, cut to milliseconds; null with no refusal when it is absent.
    /// Refused: no offset, a day that does not exist, a Jalali year sent as Gregorian, before 1396/09/07, and, unless
    /// <paramref name="mayBeFuture"/>, more than five minutes ahead of the centre's clock.
    /// </summary>
    public static (DateTime? Utc, Refusal? Refusal) Read(JsonElement holder, string name, string pointer, DateTime nowUtc, bool mayBeFuture = false)
    {
        if (holder.TryGetProperty(name, out var iso))
        {
            var (utc, code) = FromIso(PersianText.FoldDigits(iso.GetString()!));
            return Judge(utc, code, pointer, name, "", nowUtc, mayBeFuture);
        }

        if (holder.TryGetProperty(name + MemberSet.Twin, out var jalali))
        {
            var (utc, code) = FromJalali(PersianText.FoldDigits(jalali.GetString()!));
            return Judge(utc, code, pointer, name, MemberSet.Twin, nowUtc, mayBeFuture);
        }

        return (null, null);
    }

    /// <summary>A Tehran day: <c>2026-11-25</c>, an instant with offset, or the Jalali twin with or without a time.</summary>
    public static (DateOnly? Day, Refusal? Refusal) ReadDay(JsonElement holder, string name, string pointer, DateTime nowUtc)
    {
        if (holder.TryGetProperty(name, out var iso) && PersianText.FoldDigits(iso.GetString()!) is { Length: 10 } text
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day.Year < 1700 ? (null, new Refusal("jalali-sent-as-gregorian", null, $"{pointer}/{name}")) : (day, null);
        }

        var (utc, refusal) = Read(holder, name, pointer, nowUtc, mayBeFuture: true);
        return (utc is { } at ? TehranTime.DayOf(at) : null, refusal);
    }

    private static (DateTime? Utc, Refusal? Refusal) Judge(DateTime? utc, string? code, string pointer, string name, string twin, DateTime nowUtc, bool mayBeFuture)
    {
        var (refused, clause) = utc switch
        {
            null => (code, null),
            { } at when at < Beginning => ("before-the-directive", "1538588/P"),
            { } at when !mayBeFuture && at > nowUtc + ClockTolerance => ("time-in-future", null),
            _ => ((string?)null, (string?)null),
        };
        return refused is null ? (utc, null) : (null, new Refusal(refused, clause, $"{pointer}/{name}{twin}"));
    }

    private static (DateTime? Utc, string? Code) FromIso(string text)
    {
        if (Plain(text) is { } plain)
        {
            return plain.Year < 1700 ? (null, "jalali-sent-as-gregorian") : (plain, null);
        }

        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^3] == ':' && text[^6] is '+' or '-' && text.Contains('T', StringComparison.Ordinal) && text.LastIndexOf('T') < text.Length - 6);
        if (!hasOffset)
        {
            return (null, DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? "time-without-offset" : "time-malformed");
        }

        if (!DateTimeOffset.TryParseExact(LongFraction().Replace(text, "$1"), IsoFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            return (null, "time-malformed");
        }

        return at.Year < 1700 ? (null, "jalali-sent-as-gregorian") : (ToMilliseconds(at.UtcDateTime), null);
    }

    /// <summary>The form that nearly everybody writes, <c>2026-11-21T09:15:00+03:30</c>, read without a parser; null for every other.</summary>
    private static DateTime? Plain(string text)
    {
        if (text is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', _, _, '+' or '-', _, _, ':', _, _])
        {
            return null;
        }

        var (year, month, day) = (Number(0, 4), Number(5, 2), Number(8, 2));
        var (hour, minute, second, hours, minutes) = (Number(11, 2), Number(14, 2), Number(17, 2), Number(20, 2), Number(23, 2));
        if (year is < 2 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59 || hours is < 0 or > 13 || minutes is < 0 or > 59)
        {
            return null;
        }

        var offset = new TimeSpan(hours, minutes, 0);
        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        return text[19] == '+' ? local - offset : local + offset;

        int Number(int at, int length)
        {
            var number = 0;
            for (var i = at; i < at + length; i++)
            {
                if (!char.IsAsciiDigit(text[i]))
                {
                    return -1;
                }

                number = (number * 10) + text[i] - '0';
            }

            return number;
        }
    }

    private static (DateTime? Utc, string? Code) FromJalali(string text)
    {
        var parts = text.Split(' ', 'T');
        if (parts.Length > 2 || parts[0].Length is < 8 or > 10)
        {
            return (null, "time-malformed");
        }

        if (!JalaliDate.TryParse(parts[0], out var date))
        {
            return (null, "jalali-day-unknown");
        }

        if (date.Year is < 1300 or > 1500)
        {
            return (null, "jalali-day-unknown");
        }

        var time = TimeOnly.MinValue;
        if (parts.Length == 2 && !TimeOnly.TryParseExact(parts[1], ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
        {
            return (null, "time-malformed");
        }

        return (TehranTime.ToUtc(date.ToDateOnly().ToDateTime(time)), null);
    }

    /// <summary>Some platforms write nanoseconds; only milliseconds are kept anyway.</summary>
    [GeneratedRegex(@"(\.[0-9]{7})[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex LongFraction();

    private static DateTime ToMilliseconds(DateTime utc) => utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));
}
