using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Kernel;

/// <summary>Legal periods are counted in calendar months of the Jalali calendar (DOMAIN.md section 5).</summary>
public sealed class JalaliTests
{
    [Theory]
    [InlineData(1391)]
    [InlineData(1395)]
    [InlineData(1399)]
    [InlineData(1403)]
    [InlineData(1408)]
    [InlineData(1412)]
    public void Leap_years_have_a_thirtieth_of_Esfand(int year)
    {
        Assert.Equal(30, JalaliDate.DaysInMonth(year, 12));
        Assert.True(JalaliDate.TryParse($"{year}/12/30", out _));
    }

    [Theory]
    [InlineData("1404/12/30")]
    [InlineData("1400/12/30")]
    [InlineData("1405/07/31")]
    [InlineData("1405/13/01")]
    [InlineData("1405/00/10")]
    [InlineData("1405/08/00")]
    [InlineData("1405/08/32")]
    public void A_day_that_the_calendar_does_not_have_is_no_date(string text) => Assert.False(JalaliDate.TryParse(text, out _));

    [Fact]
    public void A_day_that_does_not_exist_has_no_Gregorian_day() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new JalaliDate(1404, 12, 30).ToDateOnly());

    [Theory]
    [InlineData("1405/08/30", "2026-11-21")]
    [InlineData("1405-08-30", "2026-11-21")]
    [InlineData("1405/8/3", "2026-10-25")]
    [InlineData("1399/10/27", "2021-01-16")]
    [InlineData("1396/09/07", "2017-11-28")]
    [InlineData("1403/12/30", "2025-03-20")]
    [InlineData("1404/01/01", "2025-03-21")]
    public void A_Jalali_date_is_this_Gregorian_day(string jalali, string iso)
    {
        Assert.True(JalaliDate.TryParse(jalali, out var date));
        Assert.Equal(Day(iso), date.ToDateOnly());
        Assert.Equal(date, JalaliDate.Of(Day(iso)));
    }

    [Theory]
    [InlineData("140408")]
    [InlineData("1405/08")]
    [InlineData("1405/08-30")]
    [InlineData("۱۴۰۵/۰۸/۳۰")]
    [InlineData("+405/08/30")]
    [InlineData("1405/ 8/30")]
    [InlineData("0405/08/30")]
    [InlineData("1405/08/30\n")]
    [InlineData("1405//0830")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_not_written_as_a_date_is_not_guessed_at(string? text) => Assert.False(JalaliDate.TryParse(text, out _));

    [Theory]
    [Clause("1538588/5-n")]
    [InlineData("1396/06/31", 1, "1396/07/30")]
    [InlineData("1403/12/30", 12, "1404/12/29")]
    [InlineData("1396/09/07", 1, "1396/10/07")]
    [InlineData("1405/12/29", 1, "1406/01/29")]
    [InlineData("1405/01/31", -1, "1404/12/29")]
    [InlineData("1405/01/15", -13, "1403/12/15")]
    [InlineData("1405/08/30", 0, "1405/08/30")]
    public void Months_are_added_in_the_calendar_and_clamped(string from, int months, string to)
    {
        Assert.True(JalaliDate.TryParse(from, out var date));
        Assert.Equal(to, date.AddMonths(months).ToString());
    }

    /// <summary>Decree of 1399/10/27: three and six months after it.</summary>
    [Theory]
    [Clause("386059/4-2")]
    [Clause("386059/2-a")]
    [InlineData("1399/10/27", 6, "2021-07-18")]
    [InlineData("1399/10/27", 3, "2021-04-16")]
    [InlineData("1396/09/07", 6, "2018-05-28")]
    [InlineData("1396/09/07", 12, "2018-11-28")]
    [InlineData("1390/03/30", 3, "2011-09-21")]
    public void The_deadlines_of_the_law_fall_on_these_days(string notified, int months, string due)
    {
        Assert.True(JalaliDate.TryParse(notified, out var date));
        Assert.Equal(Day(due), date.AddMonths(months).ToDateOnly());
    }

    [Fact]
    public void A_series_is_anchor_plus_months_because_chaining_would_drift()
    {
        var anchor = new JalaliDate(1396, 6, 31);
        Assert.Equal("1397/06/31", anchor.AddMonths(12).ToString());
        Assert.Equal("1397/06/29", Enumerable.Range(0, 12).Aggregate(anchor, (date, _) => date.AddMonths(1)).ToString());
    }

    [Fact]
    public void Every_day_of_two_centuries_goes_to_Jalali_and_back()
    {
        var previous = JalaliDate.Of(new(1921, 3, 20));
        for (var day = new DateOnly(1921, 3, 21); day.Year < 2121; day = day.AddDays(1))
        {
            var date = JalaliDate.Of(day);
            Assert.Equal(day, date.ToDateOnly());
            Assert.True(date is { Day: 1 } ? previous.Day == JalaliDate.DaysInMonth(previous.Year, previous.Month) : date.Day == previous.Day + 1);
            Assert.True(JalaliDate.TryParse(date.ToString(), out var read) && read == date);
            previous = date;
        }
    }

    [Fact]
    public void Months_are_added_as_the_framework_adds_them() => Prop.ForAll(
        Gen.Choose(0, 60_000).Zip(Gen.Choose(-600, 600)).ToArbitrary(), pair =>
        {
            var day = new DateOnly(1930, 1, 1).AddDays(pair.Item1);
            var framework = new PersianCalendar().AddMonths(day.ToDateTime(TimeOnly.MinValue), pair.Item2);
            return JalaliDate.Of(day).AddMonths(pair.Item2).ToDateOnly() == DateOnly.FromDateTime(framework);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1405", PeriodKind.Year, "2026-03-21", "2027-03-20")]
    [InlineData("1403", PeriodKind.Year, "2024-03-20", "2025-03-20")]
    [InlineData("1405-H1", PeriodKind.Half, "2026-03-21", "2026-09-22")]
    [InlineData("1405-H2", PeriodKind.Half, "2026-09-23", "2027-03-20")]
    [InlineData("1405-Q3", PeriodKind.Quarter, "2026-09-23", "2026-12-21")]
    [InlineData("1405-Q4", PeriodKind.Quarter, "2026-12-22", "2027-03-20")]
    [InlineData("1405-08", PeriodKind.Month, "2026-10-23", "2026-11-21")]
    [InlineData("1404-12", PeriodKind.Month, "2026-02-20", "2026-03-20")]
    public void A_key_names_these_days(string key, PeriodKind kind, string from, string to)
    {
        Assert.True(JalaliPeriod.TryParse(key, Today, out var period));
        Assert.Equal((kind, Day(from), Day(to), key), (period.Kind, period.From, period.To, period.Key));
    }

    [Theory]
    [InlineData("1405-Q0")]
    [InlineData("1405-Q5")]
    [InlineData("1405-H3")]
    [InlineData("1405-13")]
    [InlineData("1405-00")]
    [InlineData("1405-8")]
    [InlineData("1405/08")]
    [InlineData("1405-q3")]
    [InlineData("2026-11")]
    [InlineData("0000")]
    [InlineData("۱۴۰۵")]
    [InlineData("LIVE")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_keys_name_nothing(string? key) => Assert.False(JalaliPeriod.TryParse(key, Today, out _));

    [Theory]
    [InlineData("1405", "1404")]
    [InlineData("1405-H1", "1404-H2")]
    [InlineData("1405-H2", "1405-H1")]
    [InlineData("1405-Q1", "1404-Q4")]
    [InlineData("1405-Q3", "1405-Q2")]
    [InlineData("1405-01", "1404-12")]
    [InlineData("1405-08", "1405-07")]
    public void The_previous_period_ends_the_day_before(string key, string previous)
    {
        Assert.True(JalaliPeriod.TryParse(key, Today, out var period));
        Assert.Equal(previous, period.Previous().Key);
        Assert.Equal(period.From.AddDays(-1), period.Previous().To);
    }

    [Fact]
    public void The_live_period_is_the_ninety_days_that_end_today()
    {
        Assert.True(JalaliPeriod.TryParse("live", Today, out var live));
        Assert.Equal((Today.AddDays(-89), Today), (live.From, live.To));
        Assert.Equal((Today.AddDays(-179), Today.AddDays(-90)), (live.Previous().From, live.Previous().To));
        Assert.Equal("live", live.Key);
    }

    [Fact]
    public void A_year_is_the_sum_of_its_quarters_and_of_its_months()
    {
        for (var year = 1390; year <= 1420; year++)
        {
            Assert.True(JalaliPeriod.TryParse($"{year}", Today, out var whole));
            AssertTile(whole, [.. Enumerable.Range(1, 4).Select(quarter => JalaliPeriod.Quarter(year, quarter))]);
            AssertTile(whole, [.. Enumerable.Range(1, 12).Select(month => JalaliPeriod.Month(year, month))]);
        }
    }

    [Fact]
    public void Every_day_lies_in_its_own_quarter()
    {
        for (var day = new DateOnly(2020, 1, 1); day.Year < 2032; day = day.AddDays(1))
        {
            var quarter = JalaliPeriod.QuarterOf(day);
            Assert.InRange(day, quarter.From, quarter.To);
        }
    }

    private static void AssertTile(JalaliPeriod whole, List<JalaliPeriod> parts)
    {
        Assert.Equal((whole.From, whole.To), (parts[0].From, parts[^1].To));
        Assert.All(parts.Skip(1).Zip(parts), pair => Assert.Equal(pair.Second.To.AddDays(1), pair.First.From));
    }

    private static readonly DateOnly Today = new(2026, 11, 21);

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
