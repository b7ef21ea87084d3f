using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Scoring;

/// <summary>The first ranking (1538588/4) over counters written by hand: five agencies of 23, one of them also in 08.</summary>
[Clause("1538588/4")]
public sealed class StandingBoardTests : IAsyncLifetime
{
    private static readonly Scope Governor = Scope.OfProvince(new("23"));

    private readonly StillClock clock = new(KpiCentre.Noon);
    private Centre centre = null!;

    private StandingBoard Board => centre.Services.GetRequiredService<StandingBoard>();

    public async ValueTask InitializeAsync()
    {
        centre = await Centre.StartAsync(new() { Clock = clock });
        await AddAsync("1001", "23", 95, 100);
        await AddAsync("1002", "23", 36, 40);
        await AddAsync("1003", "23", 90, 100);
        await AddAsync("1004", "23", 5, 10);
        await AddAsync("1005", "23", 9, 9);
        await centre.AddAgencyAsync("1006");
        await AddAsync("1007", "08", 100, 100);
    }

    public ValueTask DisposeAsync() => centre.DisposeAsync();

    [Fact]
    public async Task Equal_shares_share_a_rank_and_the_next_one_skips() => Assert.Equal(
        [("1001", 1), ("1003", 2), ("1002", 2), ("1004", 4)],
        (await RowsAsync(Governor)).Where(r => r.Rank is not null).Select(r => (r.Code, r.Rank!.Value)));

    [Fact]
    public async Task Fewer_than_ten_cases_and_none_are_listed_apart_and_a_few_get_the_badge()
    {
        var rows = (await RowsAsync(Governor)).ToDictionary(r => r.Code);
        Assert.Equal((null, null, true), (rows["1005"].Rank, rows["1005"].RankLow, rows["1005"].FewCases));
        Assert.Equal((null, KpiStatus.NoData, false), (rows["1006"].Rank, rows["1006"].Status, rows["1006"].FewCases));
        Assert.Equal((4, true), (rows["1004"].Rank, rows["1004"].FewCases));
        Assert.False(rows["1002"].FewCases);
        Assert.Equal(["1005", "1006"], (await RowsAsync(Governor)).Skip(4).Select(r => r.Code));
    }

    [Fact]
    public async Task The_span_of_ranks_is_what_the_intervals_leave_open()
    {
        var rows = (await RowsAsync(Governor)).ToDictionary(r => r.Code);
        Assert.Equal((1, 3), (rows["1001"].RankLow, rows["1001"].RankHigh));
        Assert.Equal((4, 4), (rows["1004"].RankLow, rows["1004"].RankHigh));
        Assert.All(rows.Values.Where(r => r.Rank is not null), r => Assert.InRange(r.Rank!.Value, r.RankLow!.Value, r.RankHigh!.Value));
        Assert.Equal(12, rows["1001"].Trend.Count);
        Assert.Equal(95 / 100.0, rows["1001"].Trend.OfType<double>().Single(), 9);
    }

    [Fact]
    public async Task A_governor_ranks_his_own_province_and_sees_no_other()
    {
        Assert.DoesNotContain(await RowsAsync(Governor), r => r.Code == "1007");
        Assert.Equal(["23"], (await Board.ReadAsync(Governor, StandingOf.Provinces, KpiCentre.Period("live"), null, default)).Rows.Select(r => r.Code));
        Assert.Empty((await Board.ReadAsync(Governor, StandingOf.Agencies, KpiCentre.Period("live"), new("08"), default)).Rows);
        Assert.Equal(["1007"], (await Board.ReadAsync(Scope.National, StandingOf.Agencies, KpiCentre.Period("live"), new("08"), default)).Rows.Select(r => r.Code));
        var provinces = (await Board.ReadAsync(Scope.National, StandingOf.Provinces, KpiCentre.Period("live"), null, default)).Rows;
        Assert.Equal([("08", 1), ("23", 2)], provinces.Where(r => r.Rank is not null).Select(r => (r.Code, r.Rank!.Value)));
        Assert.Equal(29, provinces.Count(r => r is { Rank: null, Status: KpiStatus.NoData }));
    }

    private async Task<IReadOnlyList<Standing>> RowsAsync(Scope scope) =>
        (await Board.ReadAsync(scope, StandingOf.Agencies, KpiCentre.Period("live"), null, default)).Rows;

    private async Task AddAsync(string code, string province, int onTime, int due)
    {
        var agency = await centre.AddAgencyAsync(code, province);
        await centre.InDbAsync(async db =>
        {
            db.Add(new DayTotal
            {
                AgencyId = agency.Id, Province = new(province), Day = DateOnly.FromDateTime(KpiCentre.Noon.Date).AddDays(-10), Channel = Channel.InPerson, Place = Place.Line,
                Accepted = due, Due = due, OnTime = onTime, Settled = due,
            });
            return await db.SaveChangesAsync();
        });
    }
}
