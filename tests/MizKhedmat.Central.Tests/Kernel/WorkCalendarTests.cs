using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Kernel;

/// <summary>Friday is closed, holidays are data, an end on a closed day moves to the next open one.</summary>
public sealed class WorkCalendarTests
{
    // Saturday 21 November 2026 = 1405/08/30.
    private static readonly DateOnly Saturday = new(2026, 11, 21);

    private static readonly WorkCalendar Plain = WorkCalendar.WithoutHolidays;

    [Fact]
    public void Friday_is_closed_and_Thursday_open_unless_said_otherwise()
    {
        var thursday = new DateOnly(2026, 11, 26);
        Assert.True(Plain.IsWorkingDay(thursday));
        Assert.False(Plain.IsWorkingDay(thursday.AddDays(1)));
        Assert.False(new WorkCalendar(new HashSet<DateOnly>(), thursdayClosed: true).IsWorkingDay(thursday));
        Assert.Equal(6, Enumerable.Range(0, 7).Count(day => Plain.IsWorkingDay(Saturday.AddDays(day))));
    }

    /// <summary>OB-21, OB-25, OB-28: 1400/01/27 was a Friday; effective Saturday 1400/01/28.</summary>
    [Fact]
    [Clause("386059/2-a")]
    public void A_deadline_on_a_Friday_moves_to_Saturday() => Assert.Equal(new DateOnly(2021, 4, 17), Plain.RollForward(new(2021, 4, 16)));

    [Fact]
    public void A_deadline_on_a_working_day_stays() => Assert.Equal(new DateOnly(2021, 7, 18), Plain.RollForward(new(2021, 7, 18)));

    [Fact]
    public void A_deadline_rolls_over_holidays_and_the_Friday_after_them()
    {
        var calendar = new WorkCalendar(new HashSet<DateOnly> { new(2026, 11, 25), new(2026, 11, 26), new(2026, 11, 28) });
        Assert.Equal(new DateOnly(2026, 11, 29), calendar.RollForward(new(2026, 11, 25)));
    }

    [Fact]
    public void Working_days_are_counted_after_the_first_and_with_the_last()
    {
        Assert.Equal(0, Plain.WorkingDaysBetween(Saturday, Saturday));
        Assert.Equal(1, Plain.WorkingDaysBetween(Saturday, Saturday.AddDays(1)));
        Assert.Equal(6, Plain.WorkingDaysBetween(Saturday, Saturday.AddDays(7)));
        Assert.Equal(-6, Plain.WorkingDaysBetween(Saturday.AddDays(7), Saturday));
        Assert.Equal(5, new WorkCalendar(new HashSet<DateOnly> { Saturday.AddDays(2) }).WorkingDaysBetween(Saturday, Saturday.AddDays(7)));
    }

    [Theory]
    [InlineData("09:00", "09:45", 0, 45)]
    [InlineData("07:00", "08:00", 0, 30)]
    [InlineData("14:00", "16:00", 0, 30)]
    [InlineData("15:00", "16:00", 0, 0)]
    [InlineData("14:00", "08:00", 1, 60)]
    [InlineData("07:30", "14:30", 0, 420)]
    [InlineData("00:00", "00:00", 7, 2520)]
    public void Minutes_count_only_while_the_office_is_open(string from, string to, int daysLater, int minutes) =>
        Assert.Equal(minutes, Plain.WorkingMinutes(At(Saturday, from), At(Saturday.AddDays(daysLater), to)));

    [Fact]
    public void No_minute_counts_on_a_holiday_nor_backwards()
    {
        var closed = new WorkCalendar(new HashSet<DateOnly> { Saturday });
        Assert.Equal(0, closed.WorkingMinutes(At(Saturday, "08:00"), At(Saturday, "12:00")));
        Assert.Equal(0, Plain.WorkingMinutes(At(Saturday, "12:00"), At(Saturday, "08:00")));
    }

    [Fact]
    public void Working_time_adds_up_over_a_moment_between()
    {
        var (start, end) = (At(Saturday, "08:10"), At(Saturday.AddDays(9), "11:20"));
        for (var between = start; between < end; between = between.AddMinutes(97))
        {
            Assert.Equal(Plain.WorkingMinutes(start, end), Plain.WorkingMinutes(start, between) + Plain.WorkingMinutes(between, end));
        }
    }

    private static DateTime At(DateOnly day, string time) =>
        TehranTime.ToUtc(day.ToDateTime(TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));
}
