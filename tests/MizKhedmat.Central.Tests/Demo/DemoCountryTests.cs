using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Demo;

/// <summary>One demo centre of size small for all tests of the class; its live stream is off so that numbers stand still.</summary>
public sealed class DemoCentre : IAsyncLifetime
{
    public Centre Centre { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Centre = await Centre.StartAsync(new() { Demo = true, Settings = new Dictionary<string, string> { ["Demo:Simulate"] = "false" } });

    public ValueTask DisposeAsync() => Centre.DisposeAsync();
}

/// <summary>The demo country is whole, marked as fictional, and holds the stories that were planted in it.</summary>
public sealed class DemoCountryTests(DemoCentre demo) : IClassFixture<DemoCentre>
{
    private sealed record Cell(string Agency, string Province, long Accepted, long Due, long OnTime, long LateDefect);

    private Centre Centre => demo.Centre;

    [Fact]
    public async Task All_31_provinces_have_offices_and_requests()
    {
        Assert.Equal(31, await Centre.InDbAsync(db => db.Offices.Select(o => o.Province).Distinct().CountAsync()));
        Assert.Equal(31, (await CellsAsync()).Where(c => c.Accepted > 0).Select(c => c.Province).Distinct().Count());
    }

    [Fact]
    public async Task Every_agency_bears_the_mark_of_the_demo_country()
    {
        var agencies = await Centre.InDbAsync(db => db.Agencies.ToListAsync());
        Assert.All(agencies, agency => Assert.EndsWith("(نمونه)", agency.NameFa, StringComparison.Ordinal));
        Assert.All(agencies, agency => Assert.EndsWith("(sample)", agency.NameEn, StringComparison.Ordinal));
        Assert.All(agencies, agency => Assert.True(agency.IsDemo));
    }

    [Fact]
    public async Task Demo_service_codes_have_eleven_digits_and_start_with_99()
    {
        var codes = await Centre.InDbAsync(db => db.Services.Where(s => s.ServiceCode != null).Select(s => s.ServiceCode!).ToListAsync());
        Assert.All(codes, code => Assert.Matches(@"\A99[0-9]{9}\z", code));
        Assert.InRange(codes.Count, 120, 180);
    }

    [Fact]
    public async Task The_example_of_the_readme_names_things_that_exist()
    {
        var desk = await Centre.InDbAsync(async db =>
        {
            var agency = await db.Agencies.SingleAsync(a => a.Code == new AgencyCode("1001"));
            Assert.True(await db.Services.AnyAsync(s => s.AgencyId == agency.Id && s.ServiceCode == "99062697000"));
            var office = await db.Offices.SingleAsync(o => o.AgencyId == agency.Id && o.Code == "23-0007");
            return await db.Desks.SingleAsync(d => d.AgencyId == agency.Id && d.Code == "D-1" && d.OfficeId == office.Id);
        });
        Assert.Equal(DeskKind.InPerson, desk.Kind);
    }

    [Fact]
    public async Task Every_queue_of_the_reviewers_has_a_case_and_verified_desks_have_verified_items()
    {
        var cases = await Centre.InDbAsync(db => db.ReviewCases.Where(r => r.State == ReviewState.Pending).Select(r => new { r.Kind, r.ReasonCode, r.Province }).ToListAsync());
        Assert.Equal(Enum.GetValues<ReviewKind>(), cases.Select(c => c.Kind).Distinct().Order());
        Assert.Contains(cases, c => c.ReasonCode == "DM-SMALL" && c.Province == new ProvinceCode("23"));
        var desks = await Centre.InDbAsync(db => db.RegisterRevisions.Where(r => r.Kind == RegisterKind.Desk && r.Status == RegisterStatus.Verified).Select(r => r.State).ToListAsync());
        Assert.Contains(desks, d => d.Contains("\"verified\":{", StringComparison.Ordinal) && d.Contains(":false", StringComparison.Ordinal));
        Assert.Contains(desks, d => d.Contains("\"verifiedChecklist\":{", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Some_requests_are_overdue_and_many_are_promised_for_today_and_later()
    {
        var now = DateTime.SpecifyKind(TimeProvider.System.GetUtcNow().UtcDateTime, DateTimeKind.Utc);
        var open = await Centre.InDbAsync(db => db.ServiceRequests
            .Where(r => r.AcceptedAt != null && r.AnsweredAt == null && r.SettledAt == null).Select(r => r.PromisedUntil).ToListAsync());
        Assert.InRange(open.Count(p => p < now), 50, 1500);
        Assert.InRange(open.Count(p => p >= now), 300, 6000);
    }

    [Fact]
    public async Task Story_of_the_very_good_agency()
    {
        var rates = await RatesAsync();
        Assert.True(rates["1005"] >= .96);
        Assert.Equal("1005", rates.MaxBy(r => r.Value).Key);
    }

    [Fact]
    public async Task Story_of_the_bad_performer() => Assert.InRange((await RatesAsync())["1002"], .36, .46);

    [Fact]
    public async Task Story_of_the_tiny_agency() =>
        Assert.InRange((await CellsAsync()).Where(c => c.Agency == "1014").Sum(c => c.Accepted), 3, 8);

    [Fact]
    [Clause("1538588/2")]
    public async Task Story_of_late_defects()
    {
        var shares = (await CellsAsync()).GroupBy(c => c.Agency).Where(g => g.Sum(c => c.Accepted) > 100)
            .ToDictionary(g => g.Key, g => (double)g.Sum(c => c.LateDefect) / g.Sum(c => c.Accepted));
        Assert.InRange(shares["1003"], .14, .22);
        Assert.All(shares.Where(s => s.Key != "1003"), share => Assert.True(share.Value < .08));
    }

    [Fact]
    public async Task Story_of_the_silent_agency()
    {
        var last = await Centre.InDbAsync(async db =>
        {
            var agency = await db.Agencies.SingleAsync(a => a.Code == new AgencyCode("1012"));
            return await db.PushReceipts.Where(p => p.AgencyId == agency.Id).MaxAsync(p => p.ReceivedAt);
        });
        Assert.InRange((TimeProvider.System.GetUtcNow().UtcDateTime - last).TotalDays, 29, 34);
    }

    [Fact]
    public async Task Story_of_answers_bunched_just_before_the_promise()
    {
        var calendar = Centre.Services.GetRequiredService<CurrentCalendar>().Value;
        Assert.InRange(await LastTenthAsync("1013"), .7, 1);
        Assert.InRange(await LastTenthAsync("1011"), 0, .35);

        // The share of answers in time that came in the last tenth of the promised working time.
        async Task<double> LastTenthAsync(string code)
        {
            var answered = await Centre.InDbAsync(async db =>
            {
                var agency = await db.Agencies.SingleAsync(a => a.Code == new AgencyCode(code));
                return await db.ServiceRequests.Where(r => r.AgencyId == agency.Id && r.AnsweredAt <= r.PromisedUntil)
                    .Select(r => new { AcceptedAt = r.AcceptedAt!.Value, Worked = r.AnswerWorkMinutes!.Value, Promise = r.PromisedUntil!.Value }).ToListAsync();
            });
            return answered.Average(r => r.Worked >= calendar.WorkingMinutes(r.AcceptedAt, r.Promise) * .9 ? 1.0 : 0);
        }
    }

    [Fact]
    public async Task Story_of_the_Simpson_pair()
    {
        var cells = (await CellsAsync()).Where(c => c.Due > 0).ToList();
        var weights = cells.GroupBy(c => c.Agency).ToDictionary(g => g.Key, g => (double)g.Sum(c => c.Due));
        Assert.True(Crude("10") > Crude("09") + .03);
        Assert.True(Standardised("09") > Standardised("10") + .03);

        double Crude(string province) => Of(province).Sum(c => c.OnTime) / (double)Of(province).Sum(c => c.Due);

        double Standardised(string province)
        {
            var known = Of(province).ToList();
            return known.Sum(c => weights[c.Agency] * c.OnTime / c.Due) / known.Sum(c => weights[c.Agency]);
        }

        IEnumerable<Cell> Of(string province) => cells.Where(c => c.Province == province);
    }

    [Fact]
    [Clause("1538588/4")]
    public async Task The_bad_performer_comes_out_weak_where_it_is_bad_and_the_very_good_one_ahead_of_it()
    {
        var table = await RankingAsync(JalaliPeriod.Live(TimeProvider.System.TodayInTehran()));
        var (bad, good) = (table.Rows.Single(r => r.Code == "1002"), table.Rows.Single(r => r.Code == "1005"));
        var inTime = table.Pillars.Index().Single(p => p.Item.Code == "P3").Index;
        var told = table.Rows.Where(r => r is { Rank: not null, FewCases: false } && r.Pillars[inTime] is not null).ToList();
        Assert.Equal("1002", told.MinBy(r => r.Pillars[inTime])!.Code);
        Assert.True(bad.Rank > good.RankHigh, $"{bad.Rank} is not surely behind {good.RankLow}–{good.RankHigh}");
        Assert.Contains(bad.Tier, (string[])["D", "E"]);
    }

    [Fact]
    [Clause("1538588/4")]
    public async Task The_silent_agency_is_marked_down_for_everything_it_does_not_tell_and_stands_last()
    {
        var today = TimeProvider.System.TodayInTehran();
        var silence = JalaliPeriod.Live(today) with { From = today.AddDays(-25) };
        var cells = await Centre.Services.GetRequiredService<CellBoard>().ReadAsync(Scope.National, CellLevel.Agency, silence, TestContext.Current.CancellationToken);
        Assert.All(
            ["P1.3", "P2.K03", "P2.K04", "P2.K05", "P2.K06", "P2.K07", "P3.2", "P3.5", "P4.4", "P5.1", "P6.4"],
            code => Assert.Equal(CellStatus.Missing, cells!.Find("1012", code)!.Value.Status));
        var open = cells!.Find("1012", "P3.4")!.Value;
        Assert.True(open.X > 0 && open.X == open.N, $"{open.X} of {open.N} open ones are overdue");

        var table = await RankingAsync(silence);
        var silent = table.Rows.Single(r => r.Code == "1012");
        Assert.Equal((StandingStatus.Ranked, "E", table.Rows.Max(r => r.Rank)), (silent.Status, silent.Tier, silent.Rank));
        Assert.Equal(silent.Rank, silent.RankLow);
    }

    [Fact]
    [Clause("1538588/4")]
    public async Task The_tiny_agency_does_not_vanish_it_is_listed_apart_because_too_little_of_it_could_be_seen()
    {
        var today = TimeProvider.System.TodayInTehran();
        var table = await RankingAsync(JalaliPeriod.Live(today) with { From = today.AddDays(-300) }, StandingOf.ProvincialAgencies);
        var tiny = table.Rows.Single(r => r.Code == "1014");
        Assert.True(tiny is { Status: StandingStatus.InsufficientData, FewCases: true, Requests: >= 3 and <= 8, Rank: null, Score: null }, tiny.ToString());
        Assert.InRange(tiny.Observed, .3, .6666666);
        Assert.Equal(table.Ranked, table.Rows.TakeWhile(r => r.Rank is not null).Count());
        Assert.All(table.Rows.Where(r => r.Rank is not null), r => Assert.True(r.Observed >= .6666666, r.ToString()));
    }

    private Task<StandingTable> RankingAsync(JalaliPeriod period, StandingOf of = StandingOf.Agencies) =>
        ActivatorUtilities.CreateInstance<StandingBoard>(Centre.Services).ReadAsync(Scope.National, of, period, null, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Totals_are_the_fine_counters_added_up()
    {
        var (fine, coarse) = await Centre.InDbAsync(async db => (
            await db.Counters.GroupBy(_ => 1).Select(g => new { A = g.Sum(c => c.Accepted), D = g.Sum(c => c.Due), O = g.Sum(c => c.OnTime) }).SingleAsync(),
            await db.DayTotals.GroupBy(_ => 1).Select(g => new { A = g.Sum(c => c.Accepted), D = g.Sum(c => c.Due), O = g.Sum(c => c.OnTime) }).SingleAsync()));
        Assert.Equal(fine, coarse);
        Assert.Equal(fine.A, await Centre.InDbAsync(db => db.ServiceRequests.LongCountAsync(r => r.AcceptedAt != null)));
    }

    [Fact]
    public async Task Accounts_and_keys_are_for_the_owner_alone_and_open_the_centre()
    {
        var path = Path.Combine(Centre.DataDirectory, "demo", "accounts.json");
        using var accounts = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        var users = accounts.RootElement.EnumerateArray().Select(a => a.GetProperty("user").GetString()).ToList();
        Assert.Superset(
            new HashSet<string?> { "admin@demo", "national@demo", "council@demo", "auditor@demo", "inspector@demo", "governor-23@demo", "planning-00@demo", "head-1001@demo", "rep-1001@demo", "editor-1001@demo" },
            users.ToHashSet());
        Assert.Equal(users.Count, await Centre.InDbAsync(db => db.Officials.CountAsync()));
        var key = Path.Combine(Centre.DataDirectory, "demo", "clients", "agency-1001.jwk");
        Assert.True(await Centre.InDbAsync(db => db.ApiClients.AnyAsync(c => c.ClientId == "agency-1001")));
        Assert.All([path, key], file => Assert.True(
            OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)));
    }

    private async Task<Dictionary<string, double>> RatesAsync() => (await CellsAsync()).GroupBy(c => c.Agency)
        .Where(g => g.Sum(c => c.Accepted) > 100)
        .ToDictionary(g => g.Key, g => (double)g.Sum(c => c.OnTime) / g.Sum(c => c.Due));

    /// <summary>Promises up to today, per agency and province.</summary>
    private Task<List<Cell>> CellsAsync() => Centre.InDbAsync(async db =>
    {
        var agencies = await db.Agencies.ToDictionaryAsync(a => a.Id, a => a.Code.Value);
        var today = TimeProvider.System.TodayInTehran();
        var totals = await db.DayTotals.Where(t => t.Day <= today).ToListAsync();
        return totals.GroupBy(t => (t.AgencyId, t.Province)).Select(g => new Cell(
            agencies[g.Key.AgencyId], g.Key.Province.Value, g.Sum(t => t.Accepted), g.Sum(t => t.Due), g.Sum(t => t.OnTime), g.Sum(t => t.LateDefect))).ToList();
    });
}
