using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.Intake;
using MizKhedmat.Scoring;
using Xunit;
using static MizKhedmat.Central.Tests.Scoring.CellAgency;
using static MizKhedmat.Central.Tests.Scoring.KpiCentre;

namespace MizKhedmat.Central.Tests.Scoring;

/// <summary>
/// The cells that requests fill. Of one agency four are told. At 23-0001: A in person with two steps, the second told by sms,
/// answered before its promise; B electronic, answered late, not a step told. At 08-0001: C in person without a receipt, a
/// defect told after acceptance, open and overdue; D electronic, answered in person within three minutes, one inquiry answered
/// electronically, a survey of four points by link.
/// </summary>
public sealed class CellFlowTests(CellFlowTests.Country fixture) : IClassFixture<CellFlowTests.Country>
{
    [Theory]
    [Clause("1538588/1")]
    [Clause("1538588/2")]
    [Clause("1538588/3")]
    [Clause("386059/4-6b")]
    [Clause("386059/4-8")]
    [Clause("edesk-1397/I3")]
    [Clause("edesk-1397/I4")]
    [Clause("edesk-1397/I5")]
    [Clause("edesk-1397/I6")]
    [Clause("edesk-1397/I7")]
    [InlineData("P1.3", 2, 4, 1, 2, 1, 2)]
    [InlineData("P2.K03", 2, 2, 1, 1, 1, 1)]
    [InlineData("P2.K04", 3, 4, 2, 2, 1, 2)]
    [InlineData("P2.K05", 1, 2, 1, 2, 0, 0)]
    [InlineData("P2.K06", 1, 2, 1, 1, 0, 1)]
    [InlineData("P2.K07", 1, 1, 1, 1, 0, 0)]
    [InlineData("P3.1", 2, 4, 1, 2, 1, 2)]
    [InlineData("P3.4", 1, 1, 0, 0, 1, 1)]
    [InlineData("P3.5", 1, 4, 0, 2, 1, 2)]
    [InlineData("P4.4", 1, 1, 0, 0, 1, 1)]
    public async Task Every_share_of_requests_is_counted_for_the_agency_its_parts_and_its_offices(string indicator, int x, int n, int x23, int n23, int x08, int n08)
    {
        Assert.Equal(Ratio(x, n), await fixture.Agency.CellAsync(indicator));
        foreach (var (area, part, whole) in new[] { ("23", x23, n23), ("08", x08, n08), ("23-0001", x23, n23), ("08-0001", x08, n08) })
        {
            Assert.Equal(whole == 0 ? (CellStatus.NotObserved, 0, 0) : Ratio(part, whole), await fixture.Agency.CellAsync(indicator, area));
        }
    }

    [Fact]
    [Clause("1538588/3")]
    [Clause("faq-1397/Q60")]
    public async Task The_promise_is_measured_by_the_standard_time_with_the_variance_of_its_mean()
    {
        var calendar = fixture.Cells.Centre.Services.GetRequiredService<CurrentCalendar>().Value;
        double[] ratios = [.. fixture.Promises.Select(p => Math.Min(3, calendar.WorkingMinutes(p.From.UtcDateTime, p.Until.UtcDateTime) / 420.0))];
        var mean = ratios.Average();
        var cell = await fixture.Cells.CellAsync(fixture.Agency.Code, "P3.2");
        Assert.Equal(mean, cell.X, 2e-3);

        // Beside the four one made-up promise, off by half of the range from 0 to 3.
        Assert.Equal((ratios.Sum(r => (r - mean) * (r - mean)) + 2.25) / 16, cell.N, 2e-3);
        Assert.Equal(CellStatus.Value, (await fixture.Cells.CellAsync(fixture.Agency.Code + "/08", "P3.2")).Status);
    }

    [Fact]
    [Clause("386059/4-2")]
    public async Task The_time_to_standard_is_the_median_of_what_was_answered_with_the_open_one_still_running()
    {
        var calendar = fixture.Cells.Centre.Services.GetRequiredService<CurrentCalendar>().Value;
        double Days(DateTimeOffset from, DateTimeOffset to) => calendar.WorkingMinutes(from.UtcDateTime, to.UtcDateTime) / 420.0;
        double[] answered = [Days(On(4, 8), On(6, 8)), Days(On(10, 8), On(14, 8)), Days(On(20, 8), On(20, 8).AddMinutes(3))];
        var open = Days(On(15, 11), Noon);
        var (median, _) = KaplanMeier.Median([.. answered.Select(r => new DurationStep(r, r, 1, 0)), new DurationStep(open, open, 0, 1)])!.Value;
        var cell = await fixture.Cells.CellAsync(fixture.Agency.Code, "P3.3");
        Assert.Equal(CellStatus.Value, cell.Status);
        Assert.Equal(1, cell.X / median, .021);
        Assert.True(cell.N > 0);

        // In 08 one of two is open for longer than the other took: a half ended within three minutes.
        Assert.InRange((await fixture.Cells.CellAsync(fixture.Agency.Code + "/08", "P3.3")).X, .001, .02);
    }

    [Fact]
    [Clause("1538588/1a-7")]
    [Clause("386059/4-4")]
    public async Task Satisfaction_is_the_mean_of_the_surveys_and_one_answer_proves_little()
    {
        Assert.Equal((CellStatus.Value, 4, 4), await fixture.Agency.CellAsync("P5.1"));
        Assert.Equal((CellStatus.Value, 4, 4), await fixture.Agency.CellAsync("P5.1", "08"));
        Assert.Equal((CellStatus.NotObserved, 0, 0), await fixture.Agency.CellAsync("P5.1", "23"));
    }

    [Fact]
    public async Task The_sum_over_the_provinces_and_over_the_offices_is_the_agency_itself()
    {
        var whole = (await fixture.Cells.TableAsync()).Find(fixture.Agency.Code)!;
        foreach (var level in new[] { CellLevel.AgencyProvince, CellLevel.Office })
        {
            var table = await fixture.Cells.TableAsync(level, scope: fixture.Agency.Register.Scope);
            foreach (var indicator in new[] { "P1.3", "P2.K03", "P2.K04", "P2.K05", "P2.K06", "P2.K07", "P3.1", "P3.4", "P3.5", "P4.4" })
            {
                var parts = table.Units.Select(u => table.Find(u.Unit.Code, indicator)!.Value).Where(c => c.Status == CellStatus.Value).ToList();
                var at = table.Codes.ToList().IndexOf(indicator);
                Assert.Equal((whole.Cells[at].X, whole.Cells[at].N), (parts.Sum(c => c.X), parts.Sum(c => c.N)));
            }

            Assert.Equal(whole.Requests, table.Units.Sum(u => u.Requests));
        }
    }

    [Fact]
    [Clause("1538588/3")]
    public async Task The_index_and_the_board_of_indicators_say_the_same()
    {
        var board = fixture.Cells.Centre.Services.GetRequiredService<KpiBoard>();
        foreach (var period in new[] { "1405-08", CellCentre.Quarter, "live" })
        {
            var kpis = await board.ReadAsync(Scope.National, new(fixture.Agency.Register.Scope, fixture.Cells.Period(period)), default);
            foreach (var (slug, indicator) in new[] { ("on-time-rate", "P3.1"), ("tracking-coverage", "P2.K04"), ("late-defect-rate", "P3.5") })
            {
                var row = kpis!.Find(slug)!;
                Assert.Equal(Ratio(row.Part!.Value, row.Whole!.Value), await fixture.Agency.CellAsync(indicator, period: period));
            }
        }
    }

    [Fact]
    public async Task Volumes_come_with_the_cells()
    {
        var table = await fixture.Cells.TableAsync();
        Assert.Equal(4, table.Find(fixture.Agency.Code)!.Requests);

        // Nothing is known of the year before, so the period stands for it: 60 of its days have passed.
        Assert.Equal(4 * 365 / 60, table.Find(fixture.Agency.Code)!.YearlyRequests);

        // A governor sees the volume of the whole agency, by which it stands in its peer group, and the requests of his province.
        var part = (await fixture.Cells.TableAsync(CellLevel.AgencyProvince, scope: Scope.OfProvince(new("08")))).Find(fixture.Agency.Code + "/08")!;
        Assert.Equal((2, table.Find(fixture.Agency.Code)!.YearlyRequests), (part.Requests, part.YearlyRequests));
    }

    /// <summary>Quarters look back and months do not; what is open is in both.</summary>
    [Theory]
    [InlineData(CellCentre.Quarter)]
    [InlineData("1405-08")]
    public async Task Wholes_and_parts_of_one_reading_are_what_each_reading_says(string period)
    {
        await fixture.Cells.AgencyAsync();
        var (whole, parts) = await fixture.Cells.Board.OfAgenciesAsync(null, fixture.Cells.Period(period), default);
        Same(await fixture.Cells.TableAsync(CellLevel.Agency, period), whole);
        Same(await fixture.Cells.TableAsync(CellLevel.AgencyProvince, period), parts);
        var (own, ofOwn) = await fixture.Cells.Board.OfAgenciesAsync([new(fixture.Agency.Code)], fixture.Cells.Period(period), default);
        Same(await fixture.Cells.TableAsync(CellLevel.Agency, period, fixture.Agency.Register.Scope), own);
        Same(await fixture.Cells.TableAsync(CellLevel.AgencyProvince, period, fixture.Agency.Register.Scope), ofOwn);
        Assert.Equal([fixture.Agency.Code], own.Units.Select(u => u.Unit.Code));

        static void Same(CellTable expected, CellTable read)
        {
            Assert.Equal((expected.Level, expected.Sha256), (read.Level, read.Sha256));
            Assert.Equal(expected.Codes, read.Codes);
            Assert.Equal(expected.Units.Select(Told), read.Units.Select(Told));
        }

        static string Told(UnitCells unit) => $"{unit.Unit} {unit.Requests} {unit.YearlyRequests} {string.Join(' ', unit.Cells)}";
    }

    public sealed class Country : IAsyncLifetime
    {
        public CellCentre Cells { get; } = new();

        public CellAgency Agency { get; private set; } = null!;

        public IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> Promises { get; } =
            [(On(4, 8), On(8, 8)), (On(10, 8), On(12, 8)), (On(15, 8), On(18, 8)), (On(20, 8), On(22, 8))];

        public async ValueTask InitializeAsync()
        {
            await Cells.InitializeAsync();
            Agency = await Cells.AgencyAsync();
            var (a, b, c, d) = (Agency.Told("A"), Agency.Told("B"), Agency.Told("C"), Agency.Told("D"));
            var unreceived = Elsewhere(c.Accepted(On(15, 8), 3));
            unreceived.Remove("receipt");
            await Agency.PushAsync(
                a.Accepted(On(4, 8), 4), a.Step(On(4, 9)), Told.With(a.Step(On(4, 10)), new() { ["notified"] = "sms" }), a.Answered(On(6, 8)),
                Electronic(b.Accepted(On(10, 8), 2)), b.Answered(On(14, 8)),
                unreceived,
                c.Other("defect-told", On(16, 8), new() { ["service"] = Agency.Agency.Service, ["office"] = "08-0001", ["items"] = new JsonArray("عکس"), ["responsible"] = Told.Responsible() }),
                Electronic(Elsewhere(d.Accepted(On(20, 8), 2))),
                d.Other("inquiry-sent", On(20, 8).AddMinutes(1), new() { ["inquiry"] = "Q-1", ["title"] = "احراز", ["toAgency"] = "1002", ["electronic"] = true }),
                d.Other("inquiry-answered", On(20, 8).AddMinutes(2), new() { ["inquiry"] = "Q-1", ["title"] = "احراز", ["toAgency"] = "1002", ["electronic"] = true }),
                Told.With(d.Answered(On(20, 8).AddMinutes(3)), new() { ["answerChannel"] = "in-person" }),
                d.Other("surveyed", On(21, 8), new() { ["instrument"] = "link", ["scores"] = new JsonObject { ["information"] = 4, ["behaviour"] = 4, ["timeKept"] = 4, ["overall"] = 4 } }));
        }

        public ValueTask DisposeAsync() => Cells.DisposeAsync();
    }
}
