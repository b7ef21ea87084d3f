using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Dashboards.Parts;

/// <summary>Reporting periods in words, and the few that the picker offers.</summary>
public static class Periods
{
    /// <summary>«پاییز ۱۴۰۵», «آبان ۱۴۰۵», «۹۰ روز گذشته».</summary>
    public static string Label(JalaliPeriod period) => period.Kind switch
    {
        PeriodKind.Live => Words.T("period-live", Fa.Plain(JalaliPeriod.LiveDays)),
        PeriodKind.Month => Words.T("period-month", Fa.Month(period.Index), Fa.Plain(period.Year)),
        PeriodKind.Quarter => Words.T("period-quarter", Words.T("quarter-" + Fa.Latin(period.Index)), Fa.Plain(period.Year)),
        PeriodKind.Half => Words.T("period-half-" + Fa.Latin(period.Index), Fa.Plain(period.Year)),
        _ => Words.T("period-year", Fa.Plain(period.Year)),
    };

    /// <summary>What a period is compared with: «فصل پیش», or while it runs «همین مدت از فصل پیش».</summary>
    public static string PreviousLabel(JalaliPeriod period, bool isRunning) =>
        isRunning ? Words.T("previous-so-far", Before(period)) : Before(period);

    private static string Before(JalaliPeriod period) => Words.T(period.Kind switch
    {
        PeriodKind.Live => "previous-live",
        PeriodKind.Month => "previous-month",
        PeriodKind.Quarter => "previous-quarter",
        PeriodKind.Half => "previous-half",
        _ => "previous-year",
    });

    /// <summary>Live first, then this and the last quarter, this and the last month.</summary>
    public static IReadOnlyList<JalaliPeriod> Choices(DateOnly today)
    {
        var quarter = JalaliPeriod.QuarterOf(today);
        var date = JalaliDate.Of(today);
        var month = JalaliPeriod.Month(date.Year, date.Month);
        return [JalaliPeriod.Live(today), quarter, quarter.Previous(), month, month.Previous()];
    }

    /// <summary>The period of the URL; live when the key is absent or not one.</summary>
    public static JalaliPeriod Of(string? key, DateOnly today) =>
        JalaliPeriod.TryParse(key, today, out var period) ? period : JalaliPeriod.Live(today);
}
