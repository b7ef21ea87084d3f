using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using Xunit;
using static MizKhedmat.Central.Tests.Intake.IndexCentre;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>Promise and answer beside the standard time of the service, in working time (methodology P3.2, P3.3).</summary>
public sealed class StandardTimeTests(IndexCentre centre) : IClassFixture<IndexCentre>
{
    /// <summary>Two days of seven hours.</summary>
    private const int TwoDays = 840;

    [Theory]
    [Clause("1538588/3")]
    [Clause("faq-1397/Q60")]
    [InlineData(2, 7, 1_500)] // until Monday evening: three working days
    [InlineData(0, 1, 71)] // an hour: 71.4 thousandths
    [InlineData(4, 7, 2_500)] // Wednesday evening
    [InlineData(60, 0, 3_000)] // three times the standard time and no more
    public Task A_promise_is_measured_by_its_working_time_over_the_standard_time(int days, double hours, int milli) => PromisedAsync(
        (_, told) => [Promised(told, Saturday.AddDays(days).AddHours(hours))], (1, milli, (long)milli * milli));

    [Fact]
    [Clause("1538588/3")]
    public async Task The_first_promise_is_measured_and_a_service_without_a_standard_time_is_left_out()
    {
        await PromisedAsync((_, told) => [Promised(told, Saturday.AddDays(2).AddHours(7)), Instead(Promised(told, Saturday.AddDays(5).AddHours(7)), "E-1")], (1, 1_500, 2_250_000));
        await PromisedAsync((_, told) => [Promised(told, Saturday.AddDays(2).AddHours(7))], (0, 0, 0), standard: null);
        await PromisedAsync((agency, told) => [Told.With(Without(Promised(told, Saturday.AddDays(2)), "service"), new() { ["serviceTitle"] = "بدون شناسه" })], (0, 0, 0));

        static JsonObject Without(JsonObject record, string name)
        {
            record.Remove(name);
            return record;
        }
    }

    [Fact]
    [Clause("386059/4-n5")]
    public async Task A_new_standard_time_of_the_register_is_for_later_requests_and_no_way_to_measure_old_ones_anew()
    {
        var (agency, http) = await centre.AgencyAsync(TwoDays);
        using (http)
        {
            var (old, young) = (new Told(agency, "OLD"), new Told(agency, "NEW"));
            var first = Promised(old, Saturday.AddDays(2).AddHours(7));
            await centre.TellAsync(http, first);
            await IndexCentre.SetStandardAsync(centre.Centre, agency, 4 * TwoDays);
            var again = await new IntakeCentre().PushAsync(IntakeCentre.Batch(first.DeepClone()), http: http);
            Assert.Equal(1, again.Count("unchanged"));
            await centre.TellAsync(http, Instead(Told.With(Promised(old, Saturday.AddDays(2).AddHours(7)), new() { ["visits"] = 2 }), "E-1"));
            await centre.AssertCountedAsync(agency, Saturday, m => (m.PromiseStated, m.PromiseMilli), (1L, 1_500L));

            await centre.TellAsync(http, Promised(young, Saturday.AddDays(2).AddHours(7)));
            await centre.AssertCountedAsync(agency, Saturday, m => (m.PromiseStated, m.PromiseMilli), (2L, 1_500L + 375));
        }
    }

    [Fact]
    public async Task A_holiday_announced_later_is_no_difference_between_counters_and_events()
    {
        var (agency, http) = await centre.AgencyAsync(TwoDays);
        using (http)
        {
            var calendar = centre.Centre.Services.GetRequiredService<CurrentCalendar>();
            var known = calendar.Value;
            try
            {
                calendar.Value = new(new HashSet<DateOnly> { new(2026, 11, 15) });
                await centre.TellAsync(http, Promised(new(agency, "C"), Saturday.AddDays(2).AddHours(7)));
            }
            finally
            {
                calendar.Value = known;
            }

            await centre.AssertCountedAsync(agency, Saturday, m => m.PromiseMilli, 1_000L);
        }
    }

    [Fact]
    [Clause("386059/4-2")]
    public async Task Answered_requests_lie_in_buckets_of_their_share_of_the_standard_time_and_a_correction_moves_them()
    {
        await RatiosAsync([.5], (_, told) => [told.Accepted(Saturday), told.Answered(Saturday.AddHours(7))]);
        await RatiosAsync([1.5], (_, told) => [told.Accepted(Saturday), told.Answered(Saturday.AddDays(2).AddHours(7))]);
        await RatiosAsync([1.5], (_, told) => [told.Accepted(Saturday), told.Answered(Saturday.AddHours(7)), Instead(told.Answered(Saturday.AddDays(2).AddHours(7)), "E-2")]);
        await RatiosAsync([], (_, told) => [told.Accepted(Saturday), told.Answered(Saturday.AddHours(7)), told.Other("reopened", Saturday.AddDays(2), new() { ["reason"] = "اعتراض" })]);
        await RatiosAsync([], (_, told) => [told.Accepted(Saturday), told.Answered(Saturday.AddHours(7))], standard: null);
    }

    [Fact]
    [Clause("edesk-1397/I10")]
    public async Task The_medians_in_minutes_know_nothing_of_the_ratios()
    {
        var (board, period) = (centre.Centre.Services.GetRequiredService<KpiBoard>(), JalaliPeriod.Live(TehranTime.DayOf(Now.UtcDateTime)));
        var extras = new List<string>();
        foreach (var standard in new int?[] { null, 1, TwoDays })
        {
            var (agency, http) = await centre.AgencyAsync(standard);
            using (http)
            {
                var (one, two) = (new Told(agency, "A"), new Told(agency, "B"));
                await centre.TellAsync(http, one.Accepted(Saturday), one.Answered(Saturday.AddHours(7)), two.Accepted(Saturday), two.Answered(Saturday.AddDays(3)));
                foreach (var by in new[] { KpiBy.Total, KpiBy.Office })
                {
                    var rows = (await board.ReadAsync(Scope.National, new(agency.Scope, period, by, Indicators: ["mean-answer-time"]), default))!;
                    extras.Add(string.Join(' ', rows.Find("mean-answer-time", by == KpiBy.Total ? "" : agency.Office)!.Extra!.Select(e => FormattableString.Invariant($"{e.Key}={e.Value}"))));
                }
            }
        }

        Assert.Contains("workMedian", extras[0], StringComparison.Ordinal);
        Assert.Single(extras.Distinct());
    }

    [Fact]
    [Clause("386059/4-2")]
    public async Task Open_requests_stand_at_their_present_share_of_the_standard_time()
    {
        var (agency, http) = await centre.AgencyAsync(TwoDays);
        using (http)
        {
            Told open = new(agency, "OPEN"), before = new(agency, "BEFORE"), after = new(agency, "AFTER"), gone = new(agency, "GONE"), later = new(agency, "LATER");
            var cutOff = Saturday.AddDays(2); // Monday morning: two working days after Saturday morning
            await centre.TellAsync(
                http, open.Accepted(Saturday), before.Accepted(Saturday), before.Answered(Saturday.AddDays(1)), after.Accepted(Saturday.AddDays(1)), after.Answered(Saturday.AddDays(3)),
                gone.Accepted(Saturday), gone.Other("cancelled", Saturday.AddDays(1), new() { ["byApplicant"] = false }), later.Accepted(Saturday.AddDays(3)));

            var exact = (await centre.Centre.InDbAsync(db => OpenRatios.ReadAsync(db, cutOff.UtcDateTime, WorkCalendar.WithoutHolidays, default))).Where(o => o.AgencyId == agency.Id).ToList();
            Assert.Equal([(.5, 1), (1.0, 1)], exact.Select(o => (About(o.Bucket!.Value), o.Open)));
            Assert.All(exact, o => Assert.Equal("23", o.Province.Value));

            // By the counters of now: what is open now, as if accepted at 11:00 of its day.
            var near = await centre.Centre.InDbAsync(db => OpenRatios.EstimateAsync(db, db.Set<Central.Registry.Office>().Where(o => o.AgencyId == agency.Id), Saturday.AddDays(4).UtcDateTime, WorkCalendar.WithoutHolidays, default));
            Assert.Equal([(.25, 1), (1.75, 1)], near.Select(o => (About(o.Bucket!.Value), o.Open)));
        }
    }

    private Task PromisedAsync(Func<TestAgency, Told, IEnumerable<JsonObject>> tell, (long, long, long) expected, int? standard = TwoDays) =>
        centre.AssertCountedAsync(tell, Saturday, m => (m.PromiseStated, m.PromiseMilli, m.PromiseSquares), expected, standard);

    private async Task RatiosAsync(double[] expected, Func<TestAgency, Told, IEnumerable<JsonObject>> tell, int? standard = TwoDays)
    {
        var (agency, http) = await centre.AgencyAsync(standard);
        using (http)
        {
            foreach (var record in tell(agency, new(agency, "C")))
            {
                await centre.TellAsync(http, record);
            }

            var (totals, fine) = await centre.Centre.InDbAsync(async db => (
                await db.DurationTotals.Where(t => t.AgencyId == agency.Id && t.Clock == Clock.Standard && t.Answered != 0).Select(t => new { t.Bucket, t.Answered }).ToListAsync(),
                await (from d in db.DurationCounters join o in db.Set<Central.Registry.Office>() on d.OfficeId equals o.Id where o.AgencyId == agency.Id && d.Clock == Clock.Standard && d.Answered != 0 select new { d.Bucket, d.Answered }).ToListAsync()));
            Assert.Equal(expected, totals.Select(t => About(t.Bucket)));
            Assert.Equal(totals, fine);
            Assert.All(totals, t => Assert.Equal(1, t.Answered));
            Assert.Empty(await centre.Recount.DifferencesAsync(agency.Code, default));
        }
    }

    /// <summary>The ratio of a bucket to the quarter, which its middle must be within one per cent of.</summary>
    private static double About(short bucket)
    {
        var middle = RatioBuckets.Middle(bucket);
        var quarter = Math.Round(middle * 4) / 4;
        Assert.InRange(middle, quarter / 1.0101, quarter * 1.0101);
        return quarter;
    }

    private static JsonObject Promised(Told told, DateTimeOffset until)
    {
        var record = Told.With(told.Accepted(Saturday), new() { ["promisedUntil"] = Told.Iso(until) });
        record.Remove("promisedFrom");
        return record;
    }
}
