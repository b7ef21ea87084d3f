using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.Intake;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Scoring;

/// <summary>K01–K08 and K19–K22 over the country of <see cref="KpiCentre"/>, counted by hand.</summary>
public sealed class KpiBoardTests(KpiCentre fixture) : IClassFixture<KpiCentre>
{
    private static readonly Scope Own = Scope.OfAgency(new("1001"));
    private static readonly Scope Tehran = Scope.OfProvince(new("23"));

    [Theory]
    // Aban: accepted B C D E F G; answered B E G; due A B C G and, of today's D and E, only E, which is settled.
    [InlineData("accepted-requests", "1405-08", 6L, null, 6.0)]
    [InlineData("answered-requests", "1405-08", 3L, null, 3.0)]
    [InlineData("mean-answer-time", "1405-08", 5760L + 1440 + 3, 3L, (5760 + 1440 + 3) / 3.0)]
    [InlineData("on-time-rate", "1405-08", 3L, 5L, .6)]
    [InlineData("overdue-open", "1405-08", 1L, 2L, 1.0)]
    [InlineData("receipt-coverage", "1405-08", 5L, 6L, 5 / 6.0)]
    [InlineData("tracking-coverage", "1405-08", 5L, 6L, 5 / 6.0)]
    [InlineData("event-completeness", "1405-08", 5L, 6L, 5 / 6.0)]
    [InlineData("late-defect-rate", "1405-08", 1L, 6L, 1 / 6.0)]
    [InlineData("visits-per-request", "1405-08", 4L, 2L, 2.0)]
    [InlineData("same-place-rate", "1405-08", 0L, 1L, 0.0)]
    [InlineData("receipt-range-accuracy", "1405-08", 1L, 3L, 1 / 3.0)]
    // Mehr: A was accepted and answered; its promise is Aban 2.
    [InlineData("accepted-requests", "1405-07", 1L, null, 1.0)]
    [InlineData("answered-requests", "1405-07", 1L, null, 1.0)]
    [InlineData("accepted-requests", "1405-Q3", 7L, null, 7.0)]
    [InlineData("accepted-requests", "1405-H2", 7L, null, 7.0)]
    [InlineData("accepted-requests", "1405", 7L, null, 7.0)]
    [InlineData("accepted-requests", "live", 7L, null, 7.0)]
    [InlineData("same-place-rate", "1405-Q3", 1L, 2L, .5)]
    [InlineData("accepted-requests", "1405-06", null, null, null)]
    public async Task Figures_of_an_agency_are_those_counted_by_hand(string slug, string period, long? part, long? whole, double? value)
    {
        var row = await fixture.RowAsync(slug, Own, period);
        Assert.Equal<(double?, long?)>((part, whole), (row.Part, row.Whole));
        Assert.Equal(value is null ? KpiStatus.NoData : KpiStatus.Value, row.Status);
        Assert.Equal(value, row.Value is { } shown ? Math.Round(shown, 9) : null, new Near());
    }

    [Fact]
    public async Task A_share_has_its_Wilson_interval_and_a_count_or_mean_has_none()
    {
        var (lo, hi) = Wilson.Interval(3, 5);
        Assert.Equal(new Interval(lo, hi), (await fixture.RowAsync("on-time-rate", Own)).Interval);
        Assert.Null((await fixture.RowAsync("accepted-requests", Own)).Interval);
        Assert.Null((await fixture.RowAsync("mean-answer-time", Own)).Interval);
    }

    [Fact]
    [Clause("edesk-1397/I10")]
    public async Task The_mean_comes_with_median_and_p90_on_both_clocks()
    {
        var extra = (await fixture.RowAsync("mean-answer-time", Own)).Extra!;
        Assert.InRange(extra["median"]!.Value, 1440 / 1.2, 1440 * 1.2);
        Assert.InRange(extra["p90"]!.Value, 5760 / 1.2, 5760 * 1.2);
        // B: Aban 4 08:00 to Aban 8 08:00 holds one Friday; E: Aban 29 (a Friday) to 08:00 next day; G: three minutes.
        Assert.NotNull(extra["workMean"]);
        Assert.True(extra["workMean"] < (5760 + 1440 + 3) / 3.0 && extra["workMedian"] <= extra["workP90"]);
        Assert.Equal(2.0 * 1440 / 2, (await fixture.RowAsync("receipt-range-accuracy", Own, by: KpiBy.Place, key: "headquarters")).Extra!["meanWidth"]!.Value, 6);
    }

    [Theory]
    [InlineData(KpiBy.Province, "23", 6L)]
    [InlineData(KpiBy.Province, "08", 1L)]
    [InlineData(KpiBy.County, "2301", 6L)]
    [InlineData(KpiBy.County, "0801", 1L)]
    [InlineData(KpiBy.Agency, "1001", 7L)]
    [InlineData(KpiBy.Office, "23-0001", 6L)]
    [InlineData(KpiBy.Office, "08-0001", 1L)]
    [InlineData(KpiBy.Service, "99100100001", 7L)]
    [InlineData(KpiBy.Channel, "in-person", 6L)]
    [InlineData(KpiBy.Channel, "electronic", 1L)]
    [InlineData(KpiBy.Channel, "counter-office", null)]
    [InlineData(KpiBy.Place, "headquarters", 1L)]
    [InlineData(KpiBy.Place, "line", 6L)]
    [InlineData(KpiBy.Month, "1405-08", 6L)]
    [InlineData(KpiBy.Month, "1405-07", 1L)]
    public async Task A_breakdown_adds_up_to_the_whole(KpiBy by, string key, long? accepted)
    {
        Assert.Equal(accepted, (await fixture.RowAsync("accepted-requests", Own, "1405-Q3", by, key)).Part);
        var table = await fixture.Board.ReadAsync(Scope.National, new(Own, KpiCentre.Period("1405-Q3"), by), default);
        Assert.Equal(7, table!.Rows.Where(r => r.Indicator == "accepted-requests").Sum(r => r.Part ?? 0));
        Assert.Equal(4, table.Rows.Where(r => r.Indicator == "answered-requests").Sum(r => r.Part ?? 0));
        Assert.Equal(5, table.Rows.Where(r => r.Indicator == "on-time-rate").Sum(r => r.Whole ?? 0));
    }

    [Fact]
    public async Task The_nation_a_province_and_a_county_hold_every_agency_of_theirs()
    {
        Assert.Equal(8, (await fixture.RowAsync("accepted-requests", Scope.National, "1405-Q3")).Part);
        Assert.Equal(7, (await fixture.RowAsync("accepted-requests", Tehran, "1405-Q3")).Part);
        Assert.Equal(7, (await fixture.RowAsync("accepted-requests", Scope.OfCounty(new("2301")), "1405-Q3")).Part);
        Assert.Equal(1, (await fixture.RowAsync("accepted-requests", Scope.OfAgency(new("1002")), "1405-Q3")).Part);
        Assert.Equal(6, (await fixture.RowAsync("accepted-requests", Scope.OfOffice(new("1001"), "23-0001"), "1405-Q3")).Part);
    }

    [Fact]
    public async Task Unknown_zero_and_not_applicable_are_kept_apart()
    {
        Assert.Equal(KpiStatus.NoData, (await fixture.RowAsync("on-time-rate", Scope.OfProvince(new("08")), "1405-06")).Status);
        var zero = await fixture.RowAsync("late-defect-rate", Scope.OfProvince(new("08")));
        Assert.Equal((0.0, 1L, 0.0, KpiStatus.Value), (zero.Part!.Value, zero.Whole!.Value, zero.Value!.Value, zero.Status));
        var none = await fixture.RowAsync("visits-per-request", Own, by: KpiBy.Channel, key: "electronic");
        Assert.Equal((KpiStatus.NotApplicable, null), (none.Status, none.Value));
        Assert.Equal(KpiStatus.NoData, (await fixture.RowAsync("same-place-rate", Scope.OfProvince(new("08")))).Status);
    }

    [Fact]
    public async Task An_indicator_says_the_same_alone_and_among_the_others()
    {
        foreach (var period in new[] { "1405-06", "1405-07", "1405-08", "1405-09", "live" })
        {
            var all = await fixture.Board.ReadAsync(Scope.National, new(Own, KpiCentre.Period(period)), default);
            foreach (var row in all!.Rows)
            {
                var alone = await fixture.RowAsync(row.Indicator, Own, period);
                Assert.Equal((row.Status, row.Value, row.Interval, row.Previous), (alone.Status, alone.Value, alone.Interval, alone.Previous));
            }
        }
    }

    [Fact]
    [Clause("1538588/3")]
    public async Task A_promise_of_today_counts_once_it_is_settled_and_an_open_one_when_its_day_is_over()
    {
        await using var centre = new Scratch();
        var (told, now) = (await centre.StartAsync(), KpiCentre.Noon);
        await KpiCentre.PushAsync(centre.Http, told.Accepted(now.AddDays(-1).AddHours(-1), 1));
        Assert.Equal((0L, 0L), await centre.OnTimeAsync());
        Assert.Equal((0L, 1L), await centre.OverdueAsync());
        centre.Clock.Advance(TimeSpan.FromHours(14));
        Assert.Equal((0L, 1L), await centre.OnTimeAsync());
        Assert.Equal((1L, 1L), await centre.OverdueAsync());
        await centre.SignInAsync();
        await KpiCentre.PushAsync(centre.Http, told.Answered(now.AddMinutes(-90)));
        Assert.Equal((1L, 1L), await centre.OnTimeAsync());
        Assert.Equal((0L, 0L), await centre.OverdueAsync());
    }

    [Fact]
    public async Task A_correction_moves_the_figures_and_leaves_nothing_behind()
    {
        await using var centre = new Scratch();
        var (told, now) = (await centre.StartAsync(), KpiCentre.Noon);
        await KpiCentre.PushAsync(centre.Http, told.Accepted(now.AddDays(-5), 2), told.Answered(now.AddDays(-1), "E-A"));
        Assert.Equal((0L, 1L), await centre.OnTimeAsync());
        await KpiCentre.PushAsync(centre.Http, Told.With(told.Answered(now.AddDays(-4)), new() { ["supersedes"] = "E-A" }));
        Assert.Equal((1L, 1L), await centre.OnTimeAsync());
        Assert.Equal((1440L, 1L), await centre.PairAsync("mean-answer-time"));
        await KpiCentre.PushAsync(centre.Http, told.Other("reopened", now.AddDays(-1), new() { ["reason"] = "اعتراض" }));
        Assert.Equal((0L, 1L), await centre.OnTimeAsync());
        Assert.Equal((0L, null), await centre.PairAsync("answered-requests"));
        Assert.Equal((1L, 1L), await centre.OverdueAsync());
    }

    [Fact]
    public async Task Today_and_former_period_are_told_by_previous()
    {
        Assert.Equal(1, (await fixture.RowAsync("accepted-requests", Own)).Previous);
        Assert.Null((await fixture.RowAsync("accepted-requests", Own, "1405-07")).Previous);
        Assert.Null((await fixture.RowAsync("overdue-open", Own)).Previous);
    }

    private sealed class Near : IEqualityComparer<double?>
    {
        public bool Equals(double? x, double? y) => x is null || y is null ? x is null && y is null : Math.Abs(x.Value - y.Value) < 1e-6;

        public int GetHashCode(double? obj) => 0;
    }

    /// <summary>A centre of its own for one agency, whose clock the test moves.</summary>
    private sealed class Scratch : IAsyncDisposable
    {
        private Centre? centre;
        private TestClient? client;

        public StillClock Clock { get; } = new(KpiCentre.Noon);

        public HttpClient Http { get; private set; } = null!;

        public async Task<Told> StartAsync()
        {
            centre = await Centre.StartAsync(new() { Clock = Clock });
            client = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
            await SignInAsync();
            return new(client.Agency, "S");
        }

        public async Task SignInAsync() => Http = await centre!.CallerAsync(client!);

        public Task<(long?, long?)> OnTimeAsync() => PairAsync("on-time-rate");

        public Task<(long?, long?)> OverdueAsync() => PairAsync("overdue-open");

        public async Task<(long?, long?)> PairAsync(string slug)
        {
            var board = (KpiBoard)centre!.Services.GetService(typeof(KpiBoard))!;
            var today = DateOnly.FromDateTime(Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(3.5)).Date);
            var row = (await board.ReadAsync(Scope.National, new(Own, JalaliPeriod.Live(today), Indicators: [slug]), default))!.Find(slug)!;
            return ((long?)row.Part, row.Whole);
        }

        public async ValueTask DisposeAsync()
        {
            Http?.Dispose();
            await (centre?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
