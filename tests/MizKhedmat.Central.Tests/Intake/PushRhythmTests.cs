using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>The gap calendar judges a day by the agency's own rhythm and the work calendar.</summary>
public sealed class PushRhythmTests
{
    /// <summary>A Wednesday.</summary>
    private static readonly DateOnly Today = new(2026, 11, 25);

    private static readonly WorkCalendar Calendar = new(new HashSet<DateOnly> { new(2026, 11, 16) });

    [Fact]
    public void A_weekday_that_usually_brings_data_and_did_not_is_silent()
    {
        var events = Daily(day => day.DayOfWeek is not (DayOfWeek.Friday or DayOfWeek.Thursday) && day != new DateOnly(2026, 11, 17));
        Assert.Equal(PushDayState.Silent, StateOf(events, new(2026, 11, 17)));
        Assert.Equal(PushDayState.Sent, StateOf(events, new(2026, 11, 18)));
        Assert.Equal(PushDayState.Quiet, StateOf(events, new(2026, 11, 19))); // a Thursday, on which this agency never sends
    }

    [Fact]
    public void Fridays_and_holidays_without_data_are_closed_days()
    {
        var events = Daily(day => day.DayOfWeek != DayOfWeek.Friday && day != new DateOnly(2026, 11, 16));
        Assert.Equal(PushDayState.Closed, StateOf(events, new(2026, 11, 20)));
        Assert.Equal(PushDayState.Closed, StateOf(events, new(2026, 11, 16)));
    }

    [Fact]
    public void Days_before_the_first_data_are_not_held_against_a_newcomer_and_today_is_not_over()
    {
        var events = Daily(day => day >= new DateOnly(2026, 11, 1) && day < Today && day.DayOfWeek != DayOfWeek.Friday);
        Assert.Equal(PushDayState.Before, StateOf(events, new(2026, 10, 28)));
        Assert.Equal(PushDayState.Running, StateOf(events, Today));
        Assert.DoesNotContain(PushRhythm.Of(events, Calendar, Today), d => d.State == PushDayState.Silent);
    }

    [Fact]
    public void Less_than_a_quarter_of_the_usual_is_low()
    {
        var events = Daily(_ => true);
        events[new(2026, 11, 21)] = 24;
        Assert.Equal(PushDayState.Low, StateOf(events, new(2026, 11, 21)));
        events[new(2026, 11, 21)] = 25;
        Assert.Equal(PushDayState.Sent, StateOf(events, new(2026, 11, 21)));
        Assert.Equal(100, PushRhythm.Of(events, Calendar, Today).Single(d => d.Day == new DateOnly(2026, 11, 21)).Usual);
    }

    [Theory]
    [InlineData(2026, 11, 20)]
    [InlineData(2026, 11, 21)]
    [InlineData(2026, 11, 25)]
    public void The_window_is_twelve_weeks_from_a_Saturday_to_today(int year, int month, int day)
    {
        var days = PushRhythm.Of(new Dictionary<DateOnly, long>(), Calendar, new(year, month, day));
        Assert.Equal(DayOfWeek.Saturday, days[0].Day.DayOfWeek);
        Assert.Equal(new DateOnly(year, month, day), days[^1].Day);
        Assert.InRange(days.Count, 78, 84);
    }

    private static Dictionary<DateOnly, long> Daily(Func<DateOnly, bool> sends) => Enumerable.Range(0, 90).Select(n => Today.AddDays(-n)).Where(sends).ToDictionary(day => day, _ => 100L);

    private static PushDayState StateOf(Dictionary<DateOnly, long> events, DateOnly day) => PushRhythm.Of(events, Calendar, Today).Single(d => d.Day == day).State;
}
