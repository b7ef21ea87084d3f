using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MizKhedmat.Central.Kernel;

/// <summary>
/// A day of the Jalali calendar, as the framework's <see cref="PersianCalendar"/> computes it (leap years 1399, 1403, 1408).
/// Stored dates are Gregorian <see cref="DateOnly"/>; this type is the edge and the arithmetic of legal periods.
/// </summary>
public readonly record struct JalaliDate(int Year, int Month, int Day)
{
    /// <summary>A hundred years of days; beyond, the calendar is asked anew.</summary>
    private const int MostKnown = 36_525;

    private static readonly PersianCalendar Calendar = new();

    /// <summary>The calendar is computed from the sun's course, which costs more than a look-up.</summary>
    private static readonly ConcurrentDictionary<DateOnly, JalaliDate> Known = new();

    public static JalaliDate Of(DateOnly day) =>
        Known.TryGetValue(day, out var known) ? known : Known.Count < MostKnown ? Known.GetOrAdd(day, Computed) : Computed(day);

    private static JalaliDate Computed(DateOnly day)
    {
        var at = day.ToDateTime(TimeOnly.MinValue);
        return new(Calendar.GetYear(at), Calendar.GetMonth(at), Calendar.GetDayOfMonth(at));
    }

    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> for a day that the calendar does not have.</summary>
    public DateOnly ToDateOnly() => DateOnly.FromDateTime(Calendar.ToDateTime(Year, Month, Day, 0, 0, 0, 0));

    public static int DaysInMonth(int year, int month) => Calendar.GetDaysInMonth(year, month);

    /// <summary>Calendar months: same day of month, clamped (1396/06/31 + 1 = 1396/07/30). DOMAIN.md 5.1; anchor + n·k, never chained.</summary>
    public JalaliDate AddMonths(int months)
    {
        var index = (Year * 12) + (Month - 1) + months;
        var year = Math.DivRem(index, 12, out var month);
        return new(year, month + 1, Math.Min(Day, DaysInMonth(year, month + 1)));
    }

    /// <summary>Reads <c>1405/08/30</c> or <c>1405-08-30</c> in ASCII digits (fold first); false for a day that does not exist.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JalaliDate date)
    {
        date = default;
        if (text is null || text.Length is < 8 or > 10)
        {
            return false;
        }

        var parts = text.Split(text.Contains('/', StringComparison.Ordinal) ? '/' : '-');
        if (parts.Length != 3 || parts[0].Length != 4
            || !Whole(parts[0], out var year) || !Whole(parts[1], out var month) || !Whole(parts[2], out var day)
            || year is < 1200 or > 1600 || month is < 1 or > 12 || day < 1 || day > DaysInMonth(year, month))
        {
            return false;
        }

        date = new(year, month, day);
        return true;

        static bool Whole(string part, out int value) =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary><c>1405/08/30</c>, ASCII digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}/{Month:00}/{Day:00}");
}
