using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>
/// Office time as one running number of minutes: positions count only worked minutes (07:30–14:30 of working days), so
/// that a course of business is placed by plain arithmetic and never falls on a Friday or holiday.
/// </summary>
internal sealed class DemoClock
{
    public const int MinutesPerDay = 420;
    private const int BeforeDays = 10;
    private const int AfterDays = 240;
    private static readonly TimeSpan Opens = new(7, 30, 0);

    private readonly DateOnly first;
    private readonly List<DateOnly> worked = [];

    /// <summary>Of each calendar day the index of itself or the next worked day.</summary>
    private readonly int[] indexOf;

    public DemoClock(DateOnly from, DateOnly to, WorkCalendar calendar)
    {
        first = from.AddDays(-BeforeDays);
        var days = to.DayNumber + AfterDays - first.DayNumber;
        indexOf = new int[days];
        for (var i = 0; i < days; i++)
        {
            indexOf[i] = worked.Count;
            var day = first.AddDays(i);
            if (calendar.IsWorkingDay(day))
            {
                worked.Add(day);
            }
        }
    }

    public bool IsWorked(DateOnly day) => worked[indexOf[day.DayNumber - first.DayNumber]] == day;

    /// <summary>The position of a Tehran wall-clock time; outside office hours the next opening.</summary>
    public int PositionOf(DateTime tehran)
    {
        var day = DateOnly.FromDateTime(tehran);
        var index = indexOf[day.DayNumber - first.DayNumber];
        var minute = worked[index] == day ? (int)(tehran.TimeOfDay - Opens).TotalMinutes : 0;
        return (index * MinutesPerDay) + Math.Clamp(minute, 0, MinutesPerDay);
    }

    /// <summary>The Tehran time of a position.</summary>
    public DateTime TehranOf(int position)
    {
        var index = Math.Min(position / MinutesPerDay, worked.Count - 1);
        return worked[index].ToDateTime(TimeOnly.MinValue) + Opens + TimeSpan.FromMinutes(position % MinutesPerDay);
    }

    /// <summary>14:00 (minute 390) of the worked day that lies <paramref name="days"/> worked days after the position.</summary>
    public static int EndOfDay(int position, int days) => (((position / MinutesPerDay) + days) * MinutesPerDay) + 390;
}
