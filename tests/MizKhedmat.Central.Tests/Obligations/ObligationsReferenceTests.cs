using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Obligations;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.Data;
using Xunit;

namespace MizKhedmat.Central.Tests.Obligations;

/// <summary>Law texts, duties and holidays as a started centre holds them.</summary>
public sealed class ObligationsReferenceTests(Centre centre) : IClassFixture<Centre>
{
    [Fact]
    public async Task There_are_19_instruments_43_duties_in_force_and_5_superseded_ones()
    {
        Assert.Equal(19, await centre.InDbAsync(db => db.Instruments.CountAsync()));
        Assert.Equal(43, await centre.InDbAsync(db => db.Obligations.CountAsync(o => o.Status == "active")));
        Assert.Equal(5, await centre.InDbAsync(db => db.Obligations.CountAsync(o => o.Status == "superseded")));
    }

    [Fact]
    public async Task Every_clause_of_duties_and_indicators_belongs_to_a_known_instrument()
    {
        var known = (await centre.InDbAsync(db => db.Instruments.Select(i => i.Id).ToListAsync())).ToHashSet();
        var duties = await centre.InDbAsync(db => db.Obligations.ToListAsync());
        var indicators = await centre.InDbAsync(db => db.Indicators.ToListAsync());
        var clauses = duties.SelectMany(o => o.Clauses)
            .Concat(indicators.SelectMany(i => i.Clauses))
            .Concat(indicators.Select(i => i.TargetClause).OfType<string>())
            .ToList();
        Assert.All(clauses, clause => Assert.Contains(clause.Split('/')[0], known));
        Assert.All(clauses, clause => Assert.Equal(2, clause.Split('/').Length));
        Assert.All(duties, duty => Assert.NotEmpty(duty.Clauses));
    }

    [Fact]
    [Clause("faq-1397/Q37")]
    public async Task Lateness_is_judged_by_the_effective_day_else_the_rolled_one()
    {
        var desk = await centre.InDbAsync(db => db.Obligations.SingleAsync(o => o.Id == "OB-02"));
        var plan = await centre.InDbAsync(db => db.Obligations.SingleAsync(o => o.Id == "OB-21"));
        Assert.Equal(new JalaliDate(1397, 3, 31).ToDateOnly(), desk.DueOn);
        Assert.Equal(new JalaliDate(1397, 3, 7).ToDateOnly(), desk.NominalDueOn);
        Assert.Equal(new JalaliDate(1400, 1, 28).ToDateOnly(), plan.DueOn);
    }

    [Fact]
    public async Task The_rich_row_of_a_duty_is_kept_whole()
    {
        var report = await centre.InDbAsync(db => db.Obligations.SingleAsync(o => o.Id == "OB-22"));
        using var row = JsonDocument.Parse(report.Document);
        Assert.Equal("ARO", row.RootElement.GetProperty("addressee").GetString());
        Assert.Contains("\"due_days_after_end\":15", report.Schedule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_are_269_holidays_and_a_day_of_two_names_is_one_row()
    {
        var holidays = await centre.InDbAsync(db => db.Holidays.ToListAsync());
        Assert.Equal(269, holidays.Count);
        Assert.Equal(9, holidays.Count(h => h.NameFa.Contains(" / ", StringComparison.Ordinal)));
        Assert.All(holidays.Where(h => h.IsForecast), h => Assert.True(JalaliDate.Of(h.On).Year >= 1404));
    }

    [Fact]
    public void The_work_calendar_in_force_knows_the_holidays()
    {
        var calendar = centre.Services.GetRequiredService<CurrentCalendar>().Value;
        Assert.False(calendar.IsWorkingDay(new JalaliDate(1405, 1, 1).ToDateOnly()));
        Assert.True(calendar.IsWorkingDay(new JalaliDate(1405, 8, 30).ToDateOnly()));
    }
}

/// <summary>A holiday that moves; a centre of its own because it changes the calendar.</summary>
public sealed class MovedHolidayTests(Centre centre) : IClassFixture<Centre>
{
    [Fact]
    public async Task A_forecast_that_moves_frees_its_old_day_and_closes_the_new_one()
    {
        var ct = TestContext.Current.CancellationToken;
        var (old, moved) = (new DateOnly(2026, 2, 4), new DateOnly(2026, 2, 5));
        using var copy = new SeedCopy();
        copy.Change("holidays.json", file => Row(file, old)["gregorian"] = "2026-02-05");
        Assert.True(await LoadHolidays.RunAsync(copy.LoadInto(centre), ct));
        await centre.Services.GetRequiredService<WorkCalendars>().LoadAsync(ct);
        var calendar = centre.Services.GetRequiredService<CurrentCalendar>().Value;
        Assert.True(calendar.IsWorkingDay(old));
        Assert.False(calendar.IsWorkingDay(moved));
        Assert.NotNull((await centre.InDbAsync(db => db.Holidays.SingleAsync(h => h.On == old))).WithdrawnOn);
        Assert.Equal(270, await centre.InDbAsync(db => db.Holidays.CountAsync()));
    }

    private static JsonNode Row(JsonNode file, DateOnly on) =>
        file["holidays"]!.AsArray().First(h => h!["gregorian"]!.GetValue<string>() == on.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))!;
}
