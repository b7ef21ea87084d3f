namespace MizKhedmat.Central.Kernel;

/// <summary>
/// Working time of offices: which Tehran days are worked and how many minutes lie between two instants.
/// Data, not law in code: Friday always closed, official holidays from the register; Thursday open unless said otherwise
/// (DOMAIN.md section 8, decision 5); office hours 07:30–14:30. Immutable and free of I/O.
/// </summary>
public sealed class WorkCalendar(IReadOnlySet<DateOnly> holidays, bool thursdayClosed = false)
{
    private static readonly TimeSpan Opens = new(7, 30, 0);
    private static readonly TimeSpan Closes = new(14, 30, 0);

    public static readonly WorkCalendar WithoutHolidays = new(new HashSet<DateOnly>());

    /// <summary>The working rules of a week, as papers name them: <c>fri closed 07:30-14:30</c>.</summary>
    public string Week => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(thursdayClosed ? "thu " : "")}fri closed {Opens:hh\\:mm}-{Closes:hh\\:mm}");

    public bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek != DayOfWeek.Friday
        && !(thursdayClosed && day.DayOfWeek == DayOfWeek.Thursday)
        && !holidays.Contains(day);

    /// <summary>The day itself when it is worked, else the next worked one (court procedure art. 444 roll-forward).</summary>
    public DateOnly RollForward(DateOnly day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>Working days after <paramref name="from"/> up to and including <paramref name="to"/>; negative when <paramref name="to"/> is earlier.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        var (first, last, sign) = from <= to ? (from, to, 1) : (to, from, -1);
        var days = 0;
        for (var day = first.AddDays(1); day <= last; day = day.AddDays(1))
        {
            days += IsWorkingDay(day) ? 1 : 0;
        }

        return sign * days;
    }

    /// <summary>Time between two UTC instants that fell on working days, each with its full 24 hours; zero when the second is not later.</summary>
    public TimeSpan TimeOnWorkingDays(DateTime fromUtc, DateTime toUtc)
    {
        var total = TimeSpan.Zero;
        for (var day = TehranTime.DayOf(fromUtc); day <= TehranTime.DayOf(toUtc); day = day.AddDays(1))
        {
            if (IsWorkingDay(day))
            {
                var (start, end) = (TehranTime.StartOf(day), TehranTime.StartOf(day.AddDays(1)));
                var span = (end < toUtc ? end : toUtc) - (start > fromUtc ? start : fromUtc);
                total += span > TimeSpan.Zero ? span : TimeSpan.Zero;
            }
        }

        return total;
    }

    /// <summary>
    /// Whole working minutes between two UTC instants; 0 when the second is not later. Who asks for no more than
    /// <paramref name="enough"/> of them may get more, but waits for no day after they are reached.
    /// </summary>
    public int WorkingMinutes(DateTime fromUtc, DateTime toUtc, long enough = int.MaxValue)
    {
        var from = TehranTime.ToTehran(fromUtc);
        var to = TehranTime.ToTehran(toUtc);
        var total = TimeSpan.Zero;
        for (var day = DateOnly.FromDateTime(from); day <= DateOnly.FromDateTime(to) && total.TotalMinutes < enough; day = day.AddDays(1))
        {
            if (!IsWorkingDay(day))
            {
                continue;
            }

            var midnight = day.ToDateTime(TimeOnly.MinValue);
            var start = from > midnight + Opens ? from : midnight + Opens;
            var end = to < midnight + Closes ? to : midnight + Closes;
            total += end > start ? end - start : TimeSpan.Zero;
        }

        return (int)total.TotalMinutes;
    }
}
