using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.Intake;
using MizKhedmat.Scoring;
using Xunit;
using static MizKhedmat.Central.Tests.Scoring.KpiCentre;

namespace MizKhedmat.Central.Tests.Scoring;

/// <summary>What an official run of a closed period reads otherwise than the live ranking.</summary>
[Clause("1538588/3")]
public sealed class OfficialCellTests(CellCentre fixture) : IClassFixture<CellCentre>
{
    [Fact]
    public async Task What_was_open_when_the_period_ended_counts_however_much_of_it_was_answered_since()
    {
        var agency = await fixture.AgencyAsync();
        Told late = agency.Told("LATE"), running = agency.Told("RUNNING"), done = agency.Told("DONE"), next = agency.Told("NEXT");
        await agency.PushAsync(
            late.Accepted(On(27, 9, month: 7), promisedDays: 1), late.Answered(On(10, 9)),
            CellAgency.Elsewhere(running.Accepted(On(29, 9, month: 7))), running.Answered(On(1, 10)),
            done.Accepted(On(10, 9, month: 7)), done.Answered(On(11, 9, month: 7)),
            next.Accepted(On(3, 9)));

        var month = JalaliPeriod.Month(1405, 7);
        await using var db = await fixture.Centre.Services.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var rules = await CellRules.ReadAsync(db, TestContext.Current.CancellationToken);
        var (agencies, parts, _) = await fixture.Board.OfficialAsync(db, month, rules, On(29, 9).UtcDateTime, TestContext.Current.CancellationToken);

        Assert.Equal(Cell.Ratio(1, 2), agencies.Find(agency.Code, "P3.4"));
        Assert.Equal(Cell.Ratio(1, 1), parts.Find(agency.Code + "/23", "P3.4"));
        Assert.Equal(Cell.Ratio(0, 1), parts.Find(agency.Code + "/08", "P3.4"));

        // The live reading knows only what is open today: of that month nothing.
        Assert.Equal(CellStatus.NotObserved, (await fixture.CellAsync(agency.Code, "P3.4", "1405-07")).Status);
    }
}
