using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;
using Xunit;
using static MizKhedmat.Central.Tests.Scoring.CellAgency;
using static MizKhedmat.Central.Tests.Scoring.KpiCentre;

namespace MizKhedmat.Central.Tests.Scoring;

/// <summary>The live ranking by the index (1538588/4), over agencies that register and push through the real doors.</summary>
[Clause("1538588/4")]
public sealed class StandingBoardTests(CellCentre fixture) : IClassFixture<CellCentre>
{
    private static readonly JalaliPeriod Quarter = JalaliPeriod.Quarter(1405, 3);

    private StandingBoard? board;

    /// <summary>One board for each test: what another test's board keeps may not know the agencies of this one for a moment.</summary>
    private StandingBoard Board => board ??= Fresh();

    [Fact]
    public async Task An_agency_that_tells_nothing_has_the_score_zero_and_stands_last_it_does_not_vanish()
    {
        var silent = await fixture.Home.AgencyAsync();
        await silent.OkAsync(RegisterKind.Office, "23-0000", new { title = "ستاد", province = "23", county = "2301", level = "headquarters", validFrom = "2019-01-01" });
        var rows = await FreshAsync(Scope.National, StandingOf.Agencies);
        var last = rows.Rows.First(r => r.Code == silent.Code.Value);
        Assert.Equal((StandingStatus.Ranked, 0m, "E"), (last.Status, last.Score, last.Tier));
        Assert.Equal(rows.Ranked, rows.Rows.Count(r => r.Rank <= last.Rank));
        Assert.All(rows.Rows.Where(r => r.Rank is not null), r => Assert.InRange(r.Rank!.Value, r.RankLow!.Value, r.RankHigh!.Value));
        Assert.All(rows.Rows.Where(r => r.PeerRank is not null), r => Assert.InRange(r.PeerRank!.Value, r.PeerLow!.Value, r.PeerHigh!.Value));
    }

    [Fact]
    public async Task What_one_agency_pushes_moves_its_own_score_and_nobody_elses_and_is_what_a_whole_reading_says()
    {
        var (one, other) = (await TellingAsync(onTime: 2, late: 2), await TellingAsync(onTime: 4, late: 0));
        var (before, beside) = (await IndexAsync(Board, one), await IndexAsync(Board, other));
        var part = await IndexAsync(Board, one, new("23"));
        for (var i = 0; i < 3; i++)
        {
            var told = one.Told("NEW" + i);
            await one.PushAsync(told.Accepted(On(10, 8)), told.Answered(On(10, 9)));
        }

        await EventuallyAsync(async () => await IndexAsync(Board, one) > before);
        Assert.Equal(beside, await IndexAsync(Board, other));
        Assert.NotEqual(part, await IndexAsync(Board, one, new("23")));
        foreach (var province in new ProvinceCode?[] { null, new("23"), new("08") })
        {
            Assert.Equal(await CellsAsync(Fresh(), one, province), await CellsAsync(Board, one, province));
        }
    }

    [Fact]
    public async Task Only_agencies_of_which_something_new_was_told_are_read_again()
    {
        var (one, other) = (await TellingAsync(onTime: 2, late: 2), await TellingAsync(onTime: 2, late: 2));
        await one.PushAsync(one.Told("BEFORE").Accepted(On(10, 8)));
        var before = await RequestsAsync(one, other);

        // Nobody told of it, so nobody looks, though a line of this agency is a few seconds old only.
        await fixture.Centre.InDbAsync(db => db.DayTotals.Where(t => t.AgencyId == one.Register.Id && t.Accepted == 1).ExecuteUpdateAsync(set => set.SetProperty(t => t.Accepted, 50)));
        await other.PushAsync(other.Told("AFTER").Accepted(On(10, 8)));
        await EventuallyAsync(async () => await RequestsAsync(one, other) == (before.One, before.Other + 1));
        await one.PushAsync(one.Told("AFTER").Accepted(On(10, 8)));
        await EventuallyAsync(async () => (await RequestsAsync(one, other)).One > before.One + 40);
    }

    [Fact]
    public async Task A_line_of_the_journal_that_is_committed_after_a_later_one_is_not_missed()
    {
        var (one, other) = (await TellingAsync(onTime: 2, late: 2), await TellingAsync(onTime: 2, late: 2));
        var before = await RequestsAsync(one, other);
        await one.PushAsync(one.Told("EARLIER").Accepted(On(10, 8)));
        var held = await fixture.Centre.InDbAsync(db => db.Journal.AsNoTracking().Where(e => e.Agency == new AgencyCode(one.Code)).OrderBy(e => e.Id).LastAsync());
        await fixture.Centre.InDbAsync(db => db.Journal.Where(e => e.Id == held.Id).ExecuteDeleteAsync());
        fixture.Home.Clock.Advance(TimeSpan.FromSeconds(10));
        await other.PushAsync(other.Told("LATER").Accepted(On(10, 8)));
        await EventuallyAsync(async () => await RequestsAsync(one, other) == (before.One, before.Other + 1));
        await fixture.Centre.InDbAsync(db =>
        {
            db.Add(held);
            return db.SaveChangesAsync();
        });
        await EventuallyAsync(async () => await RequestsAsync(one, other) == (before.One + 1, before.Other + 1));
    }

    [Fact]
    public async Task A_change_of_the_register_moves_the_governors_own_part_too()
    {
        var agency = await TellingAsync(onTime: 3, late: 1);
        var before = await OwnPartAsync(Board);
        await agency.Register.OkAsync(RegisterKind.Office, "23-0002", new { title = "بی‌میز", province = "23", county = "2301", level = "line", validFrom = "2019-01-01" });
        var whole = await OwnPartAsync(Fresh());
        Assert.NotEqual(before, whole);
        await EventuallyAsync(async () => await OwnPartAsync(Board) == whole);

        static async Task<double?> OwnPartAsync(StandingBoard board) =>
            (await board.ReadAsync(Scope.National, StandingOf.Provinces, Quarter, null, default)).Rows.First(r => r.Code == "23").Pillars.Single(p => p is not null);
    }

    [Fact]
    public async Task Everyone_sees_the_places_inside_his_own_scope_and_no_other()
    {
        var (one, other) = (await TellingAsync(onTime: 3, late: 1), await TellingAsync(onTime: 1, late: 3));
        var governor = Scope.OfProvince(new("08"));
        Assert.Equal(["08"], (await Board.ReadAsync(governor, StandingOf.Provinces, Quarter, null, default)).Rows.Select(r => r.Code));
        Assert.Empty((await Board.ReadAsync(governor, StandingOf.Agencies, Quarter, null, default)).Rows);
        Assert.Empty((await Board.ReadAsync(governor, StandingOf.Agencies, Quarter, new("23"), default)).Rows);
        var inProvince = (await Board.ReadAsync(governor, StandingOf.Agencies, Quarter, new("08"), default)).Rows.Select(r => r.Code).ToList();
        Assert.Contains(one.Code, inProvince);
        Assert.Equal([one.Code], (await Board.ReadAsync(Scope.OfAgency(new(one.Code)), StandingOf.Agencies, Quarter, null, default)).Rows.Select(r => r.Code));
        Assert.Null(await Board.PlaceOfAsync(Scope.OfAgency(new(one.Code)), Scope.OfAgency(new(other.Code)), Quarter, default));
        Assert.Null(await Board.PlaceOfAsync(governor, Scope.OfProvince(new("23")), Quarter, default));
        Assert.NotNull(await Board.ExplainAsync(governor, new(one.Code), new("08"), Quarter, default));
        Assert.Null(await Board.ExplainAsync(governor, new(one.Code), new("23"), Quarter, default));
        Assert.Null(await Board.ExplainAsync(governor, new(one.Code), null, Quarter, default));
        Assert.Null(await Board.ExplainAsync(Scope.OfAgency(new(one.Code)), new(other.Code), null, Quarter, default));
        var own = Assert.IsType<ProvinceSheet>(await Board.ExplainAsync(governor, new ProvinceCode("08"), Quarter, default));
        Assert.Equal(inProvince.Order(), own.Parts.Select(p => p.Code).Order());
        Assert.Null(await Board.ExplainAsync(governor, new ProvinceCode("23"), Quarter, default));
        Assert.Null(await Board.ExplainAsync(Scope.OfAgency(new(one.Code)), new ProvinceCode("08"), Quarter, default));
    }

    [Fact]
    public async Task Why_this_score_names_every_indicator_with_its_clause_and_the_weights_that_count_make_a_whole()
    {
        var agency = await TellingAsync(onTime: 3, late: 2);
        var sheet = Assert.IsType<ScoreSheet>(await Board.ExplainAsync(Scope.OfAgency(new(agency.Code)), new(agency.Code), null, Quarter, default));
        Assert.Equal(32, sheet.Indicators.Count);
        Assert.Equal(1, sheet.Indicators.Sum(i => i.EffectiveWeight), 9);
        Assert.All(sheet.Indicators, i => Assert.NotEmpty(sheet.Definitions[i.Rule.Code].Clauses));
        var onTime = sheet.Indicators.First(i => i.Rule.Code == "P3.1");
        Assert.Equal((3, 5), (onTime.Cell.X, onTime.Cell.N));
        Assert.Equal(CellStatus.NotObserved, sheet.Indicators.First(i => i.Rule.Code == "P5.4").Status);
        Assert.InRange(sheet.Index!.Value, 1, 99);

        // Five requests are too few kinds of facts for a place: it stands apart, and the sheet still says why.
        Assert.Equal((StandingStatus.InsufficientData, null), (sheet.Own.Status, sheet.Own.Rank));
    }

    /// <summary>A board that keeps nothing yet.</summary>
    private StandingBoard Fresh() => ActivatorUtilities.CreateInstance<StandingBoard>(fixture.Centre.Services);

    private Task<StandingTable> FreshAsync(Scope scope, StandingOf of) => Fresh().ReadAsync(scope, of, Quarter, null, default);

    /// <summary>A kept reading may be waited for as long as the one before took.</summary>
    private static async Task EventuallyAsync(Func<Task<bool>> isTrue)
    {
        for (var start = Stopwatch.GetTimestamp(); !await isTrue();)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), "It did not come true.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private async Task<(long One, long Other)> RequestsAsync(CellAgency one, CellAgency other)
    {
        var rows = (await Board.ReadAsync(Scope.National, StandingOf.Agencies, Quarter, null, default)).Rows;
        return (rows.First(r => r.Code == one.Code).Requests, rows.First(r => r.Code == other.Code).Requests);
    }

    private static async Task<double> IndexAsync(StandingBoard of, CellAgency agency, ProvinceCode? province = null) =>
        (await of.ExplainAsync(Scope.National, new(agency.Code), province, Quarter, default))!.Index!.Value;

    private static async Task<List<Cell>> CellsAsync(StandingBoard of, CellAgency agency, ProvinceCode? province) =>
        [.. (await of.ExplainAsync(Scope.National, new(agency.Code), province, Quarter, default))!.Indicators.Select(i => i.Cell)];

    /// <summary>An agency of the country with so many answers before and after the promise, at its offices in both provinces.</summary>
    private async Task<CellAgency> TellingAsync(int onTime, int late)
    {
        var agency = await fixture.AgencyAsync();
        for (var i = 0; i < onTime + late; i++)
        {
            var told = agency.Told("T" + i);
            await agency.PushAsync(told.Accepted(On(12, 8), 2), told.Answered(On(i < onTime ? 12 : 16, 10)));
        }

        var there = agency.Told("THERE");
        await agency.PushAsync(Elsewhere(there.Accepted(On(26, 8))), there.Step(On(26, 9)));
        return agency;
    }
}
