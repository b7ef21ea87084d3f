using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;
using Xunit;
using static MizKhedmat.Central.Tests.Scoring.KpiCentre;

namespace MizKhedmat.Central.Tests.Scoring;

/// <summary>The two statuses that a person sets: the centre's own fault, and an adjudicated finding (SCORING.md 8, 17).</summary>
public sealed class CellOverrideTests(CellCentre fixture) : IClassFixture<CellCentre>
{
    private OverrideCells Verb => fixture.Centre.Services.GetRequiredService<OverrideCells>();

    [Fact]
    [Clause("1538588/4")]
    public async Task A_finding_holds_for_its_agency_indicator_and_period_until_it_is_lifted()
    {
        var (agency, other) = (await TellingAsync(), await TellingAsync());
        var id = await SetAsync(new(CellStatus.Quarantined, agency.Register.Code, null, "P2.K04", CellCentre.Quarter, "F-12", "رسیدها ساختگی بود"));
        Assert.Equal((CellStatus.Quarantined, 0, 0), await agency.CellAsync("P2.K04"));
        Assert.Equal((CellStatus.Quarantined, 0, 0), await agency.CellAsync("P2.K04", "23"));
        Assert.Equal(CellStatus.Value, (await agency.CellAsync("P3.5")).Item1);
        Assert.Equal(CellStatus.Value, (await agency.CellAsync("P2.K04", period: "live")).Item1);
        Assert.Equal(CellStatus.Value, (await other.CellAsync("P2.K04")).Item1);
        Assert.True(await Verb.LiftAsync(id, "official:1", default));
        Assert.False(await Verb.LiftAsync(id, "official:1", default));
        Assert.Equal(CellAgency.Ratio(1, 1), await agency.CellAsync("P2.K04"));
        var lines = await fixture.Centre.InDbAsync(db => db.Journal.Where(j => j.Agency == agency.Register.Code && j.Kind.StartsWith("cells-")).OrderBy(j => j.Id).Select(j => j.Kind + " " + j.Subject + " " + j.Actor).ToListAsync());
        Assert.Equal(["cells-quarantined 1405-Q3/P2.K04/F-12 official:1", "cells-override-lifted 1405-Q3/P2.K04/F-12 official:1"], lines);
    }

    [Fact]
    public async Task A_part_in_a_province_is_not_the_whole_and_a_finding_is_not_escaped_by_an_outage()
    {
        var agency = await TellingAsync();
        await SetAsync(new(CellStatus.Quarantined, agency.Register.Code, new("23"), null, "1405-08", "F-1", "یافته"));
        await SetAsync(new(CellStatus.CentralOutage, null, null, "P2.K04", "1405-08", "I-1", "مرکز در دسترس نبود"));
        Assert.Equal(CellStatus.Quarantined, (await agency.CellAsync("P2.K04", "23", "1405-08")).Item1);
        Assert.Equal(CellStatus.Quarantined, (await agency.CellAsync("P3.5", "23-0001", "1405-08")).Item1);
        Assert.Equal(CellStatus.CentralOutage, (await agency.CellAsync("P2.K04", period: "1405-08")).Item1);
        Assert.Equal(CellStatus.CentralOutage, (await agency.CellAsync("P2.K04", "08", "1405-08")).Item1);
        Assert.Equal(CellStatus.Value, (await agency.CellAsync("P3.5", period: "1405-08")).Item1);
    }

    [Theory]
    [InlineData(CellStatus.Value, "2001", "P3.1", "1405-Q3", "F", "r", "override-status-unfit")]
    [InlineData(CellStatus.Quarantined, null, "P3.1", "1405-Q3", "F", "r", "override-without-agency")]
    [InlineData(CellStatus.Quarantined, "2001", "P3.1", "1405-Q3", " ", "r", "override-without-reference")]
    [InlineData(CellStatus.Quarantined, "2001", "P3.1", "1405-Q3", "F", "", "decision-without-reason")]
    [InlineData(CellStatus.CentralOutage, null, "P9.1", "1405-Q3", "F", "r", "indicator-unknown")]
    [InlineData(CellStatus.CentralOutage, null, null, "live", "F", "r", "period-unknown")]
    [InlineData(CellStatus.CentralOutage, "9998", null, "1405-Q3", "F", "r", "agency-unknown")]
    public async Task What_cannot_be_is_refused_and_writes_nothing(CellStatus status, string? agency, string? indicator, string period, string reference, string reason, string code)
    {
        var before = await fixture.Centre.InDbAsync(db => db.CellOverrides.CountAsync());
        var (id, refusal) = await Verb.RunAsync(new(status, agency is null ? null : new(agency), null, indicator, period, reference, reason), "official:1", default);
        Assert.Equal((null, code), (id, refusal?.Code));
        Assert.Equal(before, await fixture.Centre.InDbAsync(db => db.CellOverrides.CountAsync()));
    }

    private async Task<CellAgency> TellingAsync()
    {
        var agency = await fixture.AgencyAsync();
        await agency.PushAsync(agency.Told("A").Accepted(On(20, 8)));
        return agency;
    }

    private async Task<int> SetAsync(OverrideCells.Body body)
    {
        var (id, refusal) = await Verb.RunAsync(body, "official:1", default);
        Assert.Null(refusal);
        return id!.Value;
    }
}
