using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MizKhedmat.Central.Kernel;

/// <summary>What a period key names.</summary>
public enum PeriodKind
{
    /// <summary>The 90 Tehran days that end today.</summary>
    Live,
    Month,
    Quarter,
    Half,
    Year,
}

/// <summary>
/// A reporting period by its Jalali key (API.md section 9): <c>1405</c>, <c>1405-H1</c>, <c>1405-Q3</c>, <c>1405-08</c>, or <c>live</c>.
/// Computed for any year, never a table.
/// </summary>
public sealed record JalaliPeriod(PeriodKind Kind, int Year, int Index, DateOnly From, DateOnly To)
{
    public const int LiveDays = 90;

    public string Key => Kind switch
    {
        PeriodKind.Live => "live",
        PeriodKind.Month => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Index:00}"),
        PeriodKind.Quarter => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{Index}"),
        PeriodKind.Half => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-H{Index}"),
        _ => Year.ToString("0000", CultureInfo.InvariantCulture),
    };

    public static JalaliPeriod Live(DateOnly today) => new(PeriodKind.Live, 0, 0, today.AddDays(1 - LiveDays), today);

    public static JalaliPeriod Month(int year, int month) => Months(PeriodKind.Month, year, month, month, 1);

    public static JalaliPeriod Quarter(int year, int quarter) => Months(PeriodKind.Quarter, year, quarter, ((quarter - 1) * 3) + 1, 3);

    public static JalaliPeriod QuarterOf(DateOnly day)
    {
        var date = JalaliDate.Of(day);
        return Quarter(date.Year, ((date.Month - 1) / 3) + 1);
    }

    /// <summary>The period of the same length just before this one.</summary>
    public JalaliPeriod Previous()
    {
        if (Kind == PeriodKind.Live)
        {
            return this with { From = From.AddDays(-LiveDays), To = From.AddDays(-1) };
        }

        var months = Kind switch { PeriodKind.Month => 1, PeriodKind.Quarter => 3, PeriodKind.Half => 6, _ => 12 };
        var start = JalaliDate.Of(From).AddMonths(-months);
        return Months(Kind, start.Year, Kind == PeriodKind.Year ? 0 : ((start.Month - 1) / months) + 1, start.Month, months);
    }

    /// <summary>
    /// What a running period is compared with: the same number of days of the period before, so that a quarter of two
    /// months is never set against one of three. An ended period is compared with the whole one.
    /// </summary>
    public JalaliPeriod PreviousToDate(DateOnly today)
    {
        var before = Previous();
        var last = before.From.AddDays(Math.Max(0, today.DayNumber - From.DayNumber));
        return IsRunning(today) && last < before.To ? before with { To = last } : before;
    }

    /// <summary>Whether days of the period are still to come.</summary>
    public bool IsRunning(DateOnly today) => today < To;

    /// <summary>Reads a key; <paramref name="today"/> is the Tehran day that <c>live</c> ends on.</summary>
    public static bool TryParse([NotNullWhen(true)] string? key, DateOnly today, [NotNullWhen(true)] out JalaliPeriod? period)
    {
        period = null;
        if (key == "live")
        {
            period = Live(today);
            return true;
        }

        if (key is null || key.Length is not (4 or 7) || !Digits.Are(key[..4], 4))
        {
            return false;
        }

        var year = int.Parse(key[..4], CultureInfo.InvariantCulture);
        if (year is < 1380 or > 1500)
        {
            return false;
        }

        period = key.Length == 4 ? Months(PeriodKind.Year, year, 0, 1, 12) : key[4..] switch
        {
            ['-', 'Q', >= '1' and <= '4' and var q] => Quarter(year, q - '0'),
            ['-', 'H', >= '1' and <= '2' and var h] => Months(PeriodKind.Half, year, h - '0', ((h - '1') * 6) + 1, 6),
            ['-', var a, var b] when char.IsAsciiDigit(a) && char.IsAsciiDigit(b) && ((a - '0') * 10) + (b - '0') is >= 1 and <= 12 and var m
                => Month(year, m),
            _ => null,
        };
        return period is not null;
    }

    private static JalaliPeriod Months(PeriodKind kind, int year, int index, int firstMonth, int count)
    {
        var start = new JalaliDate(year, firstMonth, 1);
        return new(kind, year, index, start.ToDateOnly(), start.AddMonths(count).ToDateOnly().AddDays(-1));
    }
}
