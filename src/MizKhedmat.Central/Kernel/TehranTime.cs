namespace MizKhedmat.Central.Kernel;

/// <summary>Day borders lie in Asia/Tehran by tzdata; everything stored is UTC.</summary>
public static class TehranTime
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tehran");

    /// <summary>As far as the time zone data are trusted to know the future.</summary>
    private static readonly DateTime Foreseen = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly TimeSpan SettledOffset = Zone.GetUtcOffset(Foreseen);

    /// <summary>Since when the offset has not moved (summer time ended in 1401): a look-up that millions of events need not make.</summary>
    private static readonly DateTime Settled = SettledSince();

    extension(TimeProvider clock)
    {
        /// <summary>The instant, as UTC <see cref="DateTime"/> (the only kind that is stored), cut to whole milliseconds.</summary>
        public DateTime UtcNow()
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        }

        public DateOnly TodayInTehran() => DayOf(clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>The Tehran day of a UTC instant.</summary>
    public static DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(ToTehran(utc));

    /// <summary>Wall-clock time in Tehran of a UTC instant.</summary>
    public static DateTime ToTehran(DateTime utc) => utc >= Settled && utc < Foreseen
        ? new DateTime(utc.Ticks + SettledOffset.Ticks)
        : TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);

    /// <summary>
    /// The UTC instant of a Tehran wall-clock time. A time skipped by a former change to summer time moves forward by an
    /// hour; an ambiguous one takes the standard offset.
    /// </summary>
    public static DateTime ToUtc(DateTime tehran)
    {
        var local = DateTime.SpecifyKind(tehran, DateTimeKind.Unspecified);
        return TimeZoneInfo.ConvertTimeToUtc(Zone.IsInvalidTime(local) ? local.AddHours(1) : local, Zone);
    }

    /// <summary>The UTC instant at which a Tehran day begins.</summary>
    public static DateTime StartOf(DateOnly day) => ToUtc(day.ToDateTime(TimeOnly.MinValue));

    private static DateTime SettledSince()
    {
        var day = Foreseen;
        while (day.Year > 2000 && Zone.GetUtcOffset(day.AddDays(-1)) == SettledOffset)
        {
            day = day.AddDays(-1);
        }

        return day;
    }
}
