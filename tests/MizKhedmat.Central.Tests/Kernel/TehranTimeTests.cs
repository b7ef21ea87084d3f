using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Kernel;

/// <summary>A day ends at 24:00 in Tehran, whatever the server's own zone is; summer time ended in 1401.</summary>
public sealed class TehranTimeTests
{
    [Fact]
    public void A_day_begins_at_half_past_eight_in_the_evening_of_UTC()
    {
        Assert.Equal(new DateOnly(2026, 11, 21), TehranTime.DayOf(Utc(2026, 11, 21, 20, 29, 59)));
        Assert.Equal(new DateOnly(2026, 11, 22), TehranTime.DayOf(Utc(2026, 11, 21, 20, 30, 0)));
        Assert.Equal(Utc(2026, 11, 20, 20, 30, 0), TehranTime.StartOf(new(2026, 11, 21)));
    }

    [Fact]
    public void There_is_no_summer_time_any_more()
    {
        Assert.Equal(new DateTime(2026, 7, 18, 12, 0, 0), TehranTime.ToTehran(Utc(2026, 7, 18, 8, 30, 0)));
        Assert.Equal(Utc(2026, 7, 17, 20, 30, 0), TehranTime.StartOf(new(2026, 7, 18)));
    }

    [Fact]
    public void There_was_summer_time_until_1401()
    {
        Assert.Equal(new DateTime(2021, 7, 18, 13, 0, 0), TehranTime.ToTehran(Utc(2021, 7, 18, 8, 30, 0)));
        Assert.Equal(Utc(2021, 7, 17, 19, 30, 0), TehranTime.StartOf(new(2021, 7, 18)));
    }

    /// <summary>On 2 Farvardin 1400 the clock went from 00:00 to 01:00: the day began at 01:00.</summary>
    [Fact]
    public void A_midnight_that_was_skipped_is_the_moment_of_the_change()
    {
        Assert.Equal(Utc(2021, 3, 21, 20, 30, 0), TehranTime.StartOf(new(2021, 3, 22)));
        Assert.Equal(new DateOnly(2021, 3, 21), TehranTime.DayOf(Utc(2021, 3, 21, 20, 29, 59)));
    }

    /// <summary>On 30 Shahrivar 1400 the hour from 23:00 came twice; it belongs to that day both times.</summary>
    /// <summary>The short way of recent years is the time zone data's own answer, on both sides of where it begins and ends.</summary>
    [Theory]
    [InlineData(1977, 2110)]
    [InlineData(2021, 2024)]
    public void Tehran_reads_the_clock_of_the_time_zone_data(int first, int last)
    {
        var end = new DateTime(last, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var step = TimeSpan.FromHours(last - first > 10 ? 601 : 1);
        for (var at = new DateTime(first, 1, 1, 0, 0, 0, DateTimeKind.Utc); at < end; at += step)
        {
            Assert.Equal(TimeZoneInfo.ConvertTimeFromUtc(at, TehranTime.Zone), TehranTime.ToTehran(at));
        }
    }

    [Fact]
    public void An_hour_that_came_twice_takes_the_standard_offset()
    {
        Assert.Equal(Utc(2021, 9, 21, 20, 0, 0), TehranTime.ToUtc(new(2021, 9, 21, 23, 30, 0)));
        Assert.Equal(new DateOnly(2021, 9, 21), TehranTime.DayOf(Utc(2021, 9, 21, 19, 0, 0)));
        Assert.Equal(Utc(2021, 9, 21, 20, 30, 0), TehranTime.StartOf(new(2021, 9, 22)));
    }

    [Fact]
    public void Every_day_starts_where_the_one_before_ended()
    {
        for (var day = new DateOnly(2017, 11, 28); day.Year < 2030; day = day.AddDays(1))
        {
            var start = TehranTime.StartOf(day);
            Assert.Equal(DateTimeKind.Utc, start.Kind);
            Assert.Equal(day, TehranTime.DayOf(start));
            Assert.Equal(day.AddDays(-1), TehranTime.DayOf(start.AddTicks(-1)));
        }
    }

    [Fact]
    public void The_clock_of_the_centre_is_UTC_in_whole_milliseconds_and_its_day_is_Tehrans()
    {
        var clock = new StillClock(new(2026, 11, 21, 20, 30, 0, 123, 456, TimeSpan.Zero));
        Assert.Equal(new DateTime(2026, 11, 21, 20, 30, 0, 123, DateTimeKind.Utc), clock.UtcNow());
        Assert.Equal(DateTimeKind.Utc, clock.UtcNow().Kind);
        Assert.Equal(new DateOnly(2026, 11, 22), clock.TodayInTehran());
    }

    private static DateTime Utc(int year, int month, int day, int hour, int minute, int second) => new(year, month, day, hour, minute, second, DateTimeKind.Utc);

    private sealed class StillClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
