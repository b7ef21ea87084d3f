using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;
using Xunit;
using static MizKhedmat.Central.Tests.Scoring.CellAgency;
using static MizKhedmat.Central.Tests.Scoring.KpiCentre;

namespace MizKhedmat.Central.Tests.Scoring;

/// <summary>Six statuses, and who sees which cells (SCORING.md 8).</summary>
public sealed class CellStatusTests(CellCentre fixture) : IClassFixture<CellCentre>
{
    private static readonly string[] OfRequests =
        ["P1.3", "P2.K03", "P2.K04", "P2.K05", "P2.K06", "P2.K07", "P3.1", "P3.2", "P3.3", "P3.4", "P3.5", "P4.4", "P5.1", "P6.4"];

    private static readonly string[] Waiting = ["P4.1", "P4.2", "P4.3", "P5.3", "P5.4", "P5.5", "P6.2", "P6.3"];

    [Fact]
    [Clause("386059/4-1")]
    public async Task An_agency_that_tells_nothing_at_all_is_missing_everywhere_and_not_unobserved()
    {
        var agency = await fixture.Home.AgencyAsync();
        foreach (var unit in new[] { agency.Code.Value, agency.Code + "/23", agency.Code + "/08-0001" })
        {
            foreach (var indicator in OfRequests.Concat(["P1.1", "P1.2", "P1.4", "P2.K01", "P2.K02", "P2.K08", "P2.K10"]))
            {
                Assert.Equal((unit, indicator, CellStatus.Missing), (unit, indicator, (await fixture.CellAsync(unit, indicator)).Status));
            }
        }
    }

    [Fact]
    public async Task Silence_in_a_quarter_is_not_mended_by_what_was_told_in_the_one_before()
    {
        var agency = await fixture.AgencyAsync();
        var old = agency.Told("OLD");
        await agency.PushAsync(old.Accepted(On(5, 8, 5), 2), old.Answered(On(6, 8, 5)));
        Assert.Equal((CellStatus.Missing, 0, 0), await agency.CellAsync("P2.K04"));
        Assert.Equal(CellStatus.Value, (await agency.CellAsync("P1.1")).Item1);
    }

    [Fact]
    public async Task The_part_of_an_agency_that_tells_nothing_is_missing_and_its_quiet_office_only_unobserved()
    {
        var agency = await fixture.AgencyAsync();
        await agency.PushAsync(agency.Told("A").Accepted(On(20, 8)));
        Assert.Equal(CellStatus.Value, (await agency.CellAsync("P2.K04", "23")).Item1);
        Assert.Equal(CellStatus.Missing, (await agency.CellAsync("P2.K04", "08")).Item1);
        Assert.Equal(CellStatus.NotObserved, (await agency.CellAsync("P2.K04", "08-0001")).Item1);
    }

    [Fact]
    public async Task What_did_not_happen_is_not_observed_and_no_zero()
    {
        var agency = await fixture.AgencyAsync();
        var told = agency.Told("A");
        await agency.PushAsync(told.Accepted(On(20, 8)), told.Answered(On(20, 9)));
        foreach (var indicator in new[] { "P2.K03", "P2.K05", "P2.K06", "P2.K07", "P3.4", "P4.4", "P5.1" })
        {
            Assert.Equal((indicator, CellStatus.NotObserved), (indicator, (await agency.CellAsync(indicator)).Item1));
        }

        Assert.Equal(Ratio(0, 1), await agency.CellAsync("P3.5"));
    }

    [Fact]
    public async Task Rooms_that_do_not_stand_yet_give_no_zero_and_say_why_with_formula_and_clauses()
    {
        var agency = await fixture.AgencyAsync();
        await agency.PushAsync(agency.Told("A").Accepted(On(20, 8)));
        var definitions = (await fixture.Board.DefinitionsAsync(default)).ToDictionary(d => d.Code);
        foreach (var indicator in Waiting)
        {
            Assert.Equal((indicator, CellStatus.NotObserved), (indicator, (await agency.CellAsync(indicator)).Item1));
            Assert.Equal("اتاق این داده هنوز برپا نشده", definitions[indicator].Waiting!.Fa);
        }

        foreach (var indicator in new[] { "P2.K09", "P5.2" })
        {
            Assert.Equal((indicator, CellStatus.NotObserved), (indicator, (await agency.CellAsync(indicator)).Item1));
            Assert.Contains("دعوت", definitions[indicator].Waiting!.Fa, StringComparison.Ordinal);
        }

        Assert.Equal(36, definitions.Count);
        Assert.All(definitions.Values, d => Assert.True(d.Clauses.Count > 0 && d.Formula.Fa.Length > 20 && d.Formula.En.Length > 20, d.Code));
        Assert.Equal(["386059/3-3", "386059/4-5"], definitions["P5.4"].Clauses);
        Assert.Null(definitions["P3.1"].Waiting);
        Assert.Equal((await fixture.TableAsync()).Codes.Concat((await fixture.TableAsync(CellLevel.Province)).Codes), definitions.Values.Select(d => d.Code));
    }

    [Fact]
    [Clause("faq-1397/Q3")]
    public async Task To_an_agency_that_the_directive_does_not_bind_nothing_applies()
    {
        var agency = await fixture.Home.AgencyAsync();
        await agency.ExemptAsync("X", "EX-NOCLIENT");
        var unit = (await fixture.TableAsync()).Find(agency.Code.Value)!;
        Assert.Equal(SubjectStatus.NoClient, unit.Unit.Subject);
        Assert.All(unit.Cells, cell => Assert.Equal(CellStatus.NotApplicable, cell.Status));
    }

    [Fact]
    [Clause("1538588/1b-2")]
    public async Task Desk_days_are_due_of_in_person_desks_only_and_missing_when_nobody_tells_them()
    {
        var agency = await fixture.AgencyAsync();
        await agency.PushAsync(agency.Told("A").Accepted(On(20, 8)));
        Assert.Equal(CellStatus.Missing, (await agency.CellAsync("P1.4")).Item1);
        Assert.Equal(CellStatus.NotApplicable, (await agency.CellAsync("P1.4", "08")).Item1);
        var day = new JalaliDate(1405, 8, 20).ToDateOnly();
        await agency.DeskDayAsync(day, 420);
        await agency.DeskDayAsync(day.AddDays(1), 419);
        await agency.DeskDayAsync(day.AddDays(2), 0, 0);
        Assert.Equal(Ratio(1, 2), await agency.CellAsync("P1.4"));
        Assert.Equal(Ratio(1, 2), await agency.CellAsync("P1.4", "23"));
        Assert.Equal(Ratio(1, 2), await agency.CellAsync("P1.4", "23-0001"));
        Assert.Equal(CellStatus.NotApplicable, (await agency.CellAsync("P1.4", "08-0001")).Item1);
    }

    [Fact]
    public async Task A_small_unit_is_judged_by_four_quarters_and_a_large_one_by_its_own()
    {
        var agency = await fixture.AgencyAsync();
        await agency.PushAsync(Elsewhere(agency.Told("S1").Accepted(On(5, 8, 5), 2)), Elsewhere(agency.Told("S2").Accepted(On(20, 8))));
        await agency.PushAsync([.. Enumerable.Range(0, 30).Select(i => agency.Told($"L{i}").Accepted(On(21, 8).AddMinutes(i)))]);
        await agency.PushAsync(agency.Told("L-OLD").Accepted(On(5, 8, 5), 2));
        Assert.Equal(Ratio(2, 2), await agency.CellAsync("P2.K04", "08"));
        Assert.Equal(Ratio(30, 30), await agency.CellAsync("P2.K04", "23"));
        Assert.Equal(Ratio(31, 31), await agency.CellAsync("P2.K04"));
        Assert.Equal(Ratio(1, 1), await agency.CellAsync("P2.K04", "08", "1405-08"));

        // More than a year ago is over.
        Assert.Equal((CellStatus.Value, 2, 2), await agency.CellAsync("P2.K04", "08", "live"));
    }

    [Fact]
    [Clause("386059/4-1")]
    public async Task Data_quality_is_the_geometric_mean_of_five_shares_of_what_was_pushed()
    {
        var agency = await fixture.AgencyAsync();
        var told = agency.Told("A");
        var accepted = told.Accepted(Noon.AddHours(-3));
        await agency.PushAsync(accepted, told.Step(Noon.AddHours(-2)), told.Step(Noon.AddHours(-1)));
        Assert.Equal((CellStatus.Value, 1, 0), await agency.CellAsync("P6.4"));

        // The acceptance again is no news: three of four records were new.
        await agency.PushAsync((System.Text.Json.Nodes.JsonObject)accepted.DeepClone());
        Assert.Equal((CellStatus.Value, Math.Round(Math.Pow(3 / 4.0, .2), 6), 0), await agency.CellAsync("P6.4"));

        // One that comes three days late: delivery is three of four, uniqueness four of five.
        var old = agency.Told("B");
        await agency.PushAsync(old.Accepted(Noon.AddDays(-3)));
        Assert.Equal((CellStatus.Value, Math.Round(Math.Pow(4 / 5.0 * 3 / 4.0, .2), 6), 0), await agency.CellAsync("P6.4"));
        Assert.Equal(await agency.CellAsync("P6.4"), await agency.CellAsync("P6.4", "08"));
    }

    [Fact]
    public async Task Where_most_requests_stay_open_beyond_the_worst_mark_the_time_is_at_least_that_long()
    {
        var agency = await fixture.AgencyAsync();
        await agency.PushAsync(agency.Told("A").Accepted(On(10, 8)), agency.Told("B").Accepted(On(11, 8)), Elsewhere(agency.Told("C").Accepted(On(30, 8))));
        Assert.Equal((CellStatus.Value, true), await agency.CellAsync("P3.3", "23") is var cell ? (cell.Item1, cell.Item2 > 10) : default);
        Assert.Equal(CellStatus.NotObserved, (await agency.CellAsync("P3.3", "08")).Item1);
    }

    [Theory]
    [InlineData("province:23", CellLevel.Agency, false)]
    [InlineData("county:2301", CellLevel.AgencyProvince, false)]
    [InlineData("agency:{0}", CellLevel.Province, false)]
    [InlineData("office:{0}/23-0001", CellLevel.Agency, false)]
    [InlineData("province:23", CellLevel.AgencyProvince, true)]
    [InlineData("province:23", CellLevel.Province, true)]
    [InlineData("province:23", CellLevel.Office, true)]
    [InlineData("county:2301", CellLevel.Office, true)]
    [InlineData("agency:{0}", CellLevel.Agency, true)]
    [InlineData("agency:{0}", CellLevel.AgencyProvince, true)]
    [InlineData("agency:{0}", CellLevel.Office, true)]
    [InlineData("office:{0}/23-0001", CellLevel.Office, true)]
    public async Task Nobody_gets_cells_outside_his_reach(string reach, CellLevel level, bool mayRead)
    {
        var (own, other) = (await fixture.Home.AgencyAsync(), await fixture.Home.AgencyAsync());
        var scope = Scope.Parse(string.Format(System.Globalization.CultureInfo.InvariantCulture, reach, own.Code), null);
        var table = await fixture.Board.ReadAsync(scope, level, fixture.Period(CellCentre.Quarter), default);
        Assert.Equal(mayRead, table is not null);
        Assert.All(table?.Units ?? [], unit =>
        {
            Assert.True(scope.Agency is null || unit.Unit.Agency == scope.Agency, unit.Unit.Code);
            Assert.True(scope.Province is null || unit.Unit.Province == scope.Province, unit.Unit.Code);
            Assert.True(scope.Office is null || unit.Unit.Office == scope.Office, unit.Unit.Code);
        });
        Assert.Equal(mayRead && level != CellLevel.Province, table?.Units.Any(u => u.Unit.Agency == own.Code) ?? false);
        Assert.Equal(mayRead && level != CellLevel.Province && scope.Agency is null, table?.Units.Any(u => u.Unit.Agency == other.Code) ?? false);
    }
}
