using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>How a day of an agency compares with its usual rhythm.</summary>
public enum PushDayState
{
    /// <summary>Data came as usual.</summary>
    Sent,

    /// <summary>Less than a quarter of what this weekday usually brings.</summary>
    Low,

    /// <summary>Nothing came on a working day whose weekday usually brings data.</summary>
    Silent,

    /// <summary>Nothing came, and on this weekday usually nothing does.</summary>
    Quiet,

    /// <summary>Friday or holiday without data.</summary>
    Closed,

    /// <summary>Before the agency's first data.</summary>
    Before,

    /// <summary>Today without data so far: not judged before it is over.</summary>
    Running,
}

/// <summary>A day of the gap calendar; <paramref name="Usual"/> is the median of its weekday, null where there is none.</summary>
public sealed record PushDay(DateOnly Day, long Events, long? Usual, PushDayState State);

/// <summary>
/// The gap calendar: which days stand out against the agency's own rhythm. A weekday usually brings data when at least half
/// of its working days in the window, and at least two, did. Pure.
/// </summary>
public static class PushRhythm
{
    public const int Weeks = 12;
    private const int LowShare = 4;

    /// <summary>
    /// Whole weeks from Saturday up to today, oldest first. <paramref name="events"/> holds stored events by day of arrival.
    /// </summary>
    public static IReadOnlyList<PushDay> Of(IReadOnlyDictionary<DateOnly, long> events, WorkCalendar calendar, DateOnly today)
    {
        var from = FirstDay(today);
        var days = Enumerable.Range(0, today.DayNumber - from.DayNumber + 1).Select(from.AddDays).ToList();
        var first = events.Where(e => e.Value > 0).Select(e => (DateOnly?)e.Key).Min();
        var judged = days.Where(day => day < today && first is { } begun && day >= begun && calendar.IsWorkingDay(day)).ToLookup(day => day.DayOfWeek);
        return [.. days.Select(day =>
        {
            var count = events.GetValueOrDefault(day);
            var usual = Usual([.. judged[day.DayOfWeek].Where(other => other != day).Select(other => events.GetValueOrDefault(other))]);
            return new PushDay(day, count, usual, StateOf(day, count, usual, first, calendar, today));
        })];
    }

    /// <summary>The first day of the window: a Saturday.</summary>
    public static DateOnly FirstDay(DateOnly today) => today.AddDays(-(((int)today.DayOfWeek + 1) % 7) - ((Weeks - 1) * 7));

    private static PushDayState StateOf(DateOnly day, long count, long? usual, DateOnly? first, WorkCalendar calendar, DateOnly today) => count switch
    {
        > 0 when day < today && usual is { } median && calendar.IsWorkingDay(day) && count * LowShare < median => PushDayState.Low,
        > 0 => PushDayState.Sent,
        _ when first is null || day < first => PushDayState.Before,
        _ when !calendar.IsWorkingDay(day) => PushDayState.Closed,
        _ when day >= today => PushDayState.Running,
        _ => usual is null ? PushDayState.Quiet : PushDayState.Silent,
    };

    private static long? Usual(long[] others)
    {
        var sent = others.Where(n => n > 0).Order().ToArray();
        return sent.Length >= 2 && sent.Length * 2 >= others.Length ? sent[sent.Length / 2] : null;
    }
}
