using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Registration;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Scoring;

/// <summary>The cells that the register fills: coverage, capabilities, information, what is declared and what was seen.</summary>
public sealed class CellRegisterTests(CellCentre fixture) : IClassFixture<CellCentre>
{
    [Fact]
    [Clause("1538588/1")]
    [Clause("1538588/1b-0")]
    [Clause("faq-1397/Q12")]
    [Clause("faq-1397/Q14")]
    [Clause("faq-1397/Q57")]
    public async Task Verified_desks_count_whole_declared_ones_by_tau_and_counter_only_services_need_no_electronic_desk()
    {
        var agency = await fixture.Home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "electronic"), ("23-0001", "in-person"));
        await agency.ServiceAsync("2", ("08-0001", "electronic"));
        await agency.ServiceAsync("3", ("23-0001", "counter-office"));
        await agency.ServiceAsync("4", ("23-0001", "in-person"));
        await agency.VerifiedDeskAsync("E", "23-0001", "electronic");

        // 1 stands on the verified desk, 2 on a declared one: eight of ten declarations are believed without inspections.
        await EqualAsync(agency, "P1.1", Ratio(1.8, 3));
        await EqualAsync(agency, "P1.2", Ratio(1 + (3 * .8), 4));
        await EqualAsync(agency, "P1.1", Ratio(1, 2), "/23");
        await EqualAsync(agency, "P1.1", Ratio(.8, 1), "/08");
        await EqualAsync(agency, "P1.2", Ratio(.8, 1), "/08-0001");
        await agency.CountedRightAsync();
    }

    [Fact]
    [Clause("faq-1397/Q15")]
    public async Task An_accepted_reason_takes_the_service_out_and_where_all_are_out_the_share_is_not_applicable()
    {
        var agency = await fixture.Home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "electronic"));
        await agency.ServiceAsync("2", ("23-0001", "outside"));
        await EqualAsync(agency, "P1.1", Ratio(.8, 2));
        await agency.AcceptAsync(await agency.PendingAsync(ReviewKind.OutsideDesk, "2"));
        await EqualAsync(agency, "P1.1", Ratio(.8, 1));
        await agency.ServiceAsync("1", ("23-0001", "outside"));
        await EqualAsync(agency, "P1.2", Ratio(0, 1));
        await agency.AcceptAsync(await agency.PendingAsync(ReviewKind.OutsideDesk, "1"));
        foreach (var indicator in new[] { "P1.1", "P1.2", "P2.K01", "P2.K08" })
        {
            await EqualAsync(agency, indicator, (CellStatus.NotApplicable, 0, 0));
        }
    }

    [Theory]
    [Clause("faq-1397/Q13")]
    [Clause("faq-1397/Q18")]
    [InlineData("bank", "DM-BANK")]
    [InlineData("post", "DM-POST")]
    public async Task An_agency_whose_units_are_desks_themselves_offers_every_service_on_a_desk(string type, string exemption)
    {
        var agency = await fixture.Home.AgencyAsync(type);
        await agency.ServiceAsync("1", ("23-0001", "in-person"));
        await agency.ServiceAsync("2");
        await EqualAsync(agency, "P1.2", Ratio(.8, 2));
        await agency.ExemptAsync("X", exemption);
        await EqualAsync(agency, "P1.2", Ratio(2, 2));
        await EqualAsync(agency, "P1.1", Ratio(0, 2));

        // No desk duty is left to it; the representative is.
        await OpenSince2015Async(agency);
        await EqualAsync(agency, "P6.1", (CellStatus.Value, 0, 0));
        await agency.OkAsync(RegisterKind.Representative, "R", Representative("2017-12-20"));
        await EqualAsync(agency, "P6.1", (CellStatus.Value, 1, 0));
    }

    [Fact]
    [Clause("edesk-1397/I1")]
    [Clause("edesk-1397/I2")]
    [Clause("edesk-1397/I10")]
    public async Task What_the_electronic_desk_declares_counts_by_tau_until_it_is_looked_at_and_tau_follows_what_was_found()
    {
        var agency = await fixture.Home.AgencyAsync();
        await agency.ServiceAsync("1", ("*", "electronic"));
        await agency.ServiceAsync("2", ("23-0001", "in-person"));
        await agency.OkAsync(RegisterKind.Desk, "E", Desk("23-0000", """{"E01":true,"E02":true,"E10":true}"""));
        await EqualAsync(agency, "P2.K01", Ratio(.8, 2));
        await EqualAsync(agency, "P2.K02", Ratio(.8, 1));
        await EqualAsync(agency, "P2.K10", Ratio(4, 5));

        // Of three declared items two were found: tau is (2 + 8) / (3 + 10) from now on, for what nobody looked at.
        await agency.DecideAsync(await agency.PendingAsync(ReviewKind.DeskVerification, "E"), new(ReviewState.Accepted) { Found = ["E01", "E10"] });
        await EqualAsync(agency, "P2.K01", Ratio(1, 2));
        await EqualAsync(agency, "P2.K02", Ratio(0, 1));
        await EqualAsync(agency, "P2.K10", Ratio(5, 5));
        await EqualAsync(agency, "P1.2", Ratio(1 + (10 / 13.0), 2));

        // They exist at headquarters: every part of the agency has the same.
        await EqualAsync(agency, "P2.K01", Ratio(1, 2), "/08");
        await EqualAsync(agency, "P2.K10", Ratio(5, 5), "/08-0001");
        await agency.CountedRightAsync();
    }

    [Fact]
    [Clause("edesk-1397/I2")]
    public async Task What_a_service_declares_itself_counts_where_its_desk_says_nothing_of_it()
    {
        var agency = await fixture.Home.AgencyAsync();
        var body = RegisterAgency.Body("1", ("*", "electronic"));
        body["declared"] = new { E02 = true };
        await agency.OkAsync(RegisterKind.Service, "1", body);
        await EqualAsync(agency, "P2.K02", Ratio(.8, 1));
        await agency.OkAsync(RegisterKind.Desk, "E", Desk("23-0000", """{"E02":true}"""));
        await agency.DecideAsync(await agency.PendingAsync(ReviewKind.DeskVerification, "E"), new(ReviewState.Accepted) { Found = [] });
        await EqualAsync(agency, "P2.K02", Ratio(0, 1));
    }

    [Fact]
    [Clause("edesk-1397/I8")]
    [Clause("1538588/1a-1")]
    public async Task The_information_package_counts_its_told_items_of_eight_for_every_service()
    {
        var agency = await fixture.Home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "electronic"));
        await agency.ServiceAsync("2", ("08-0001", "electronic"));
        await EqualAsync(agency, "P2.K08", Ratio(0, 16));
        await agency.OkAsync(RegisterKind.InformationSheet, "1", new { service = "1", steps = new[] { "ثبت" }, laws = new[] { "قانون" }, fee = "رایگان" });
        await EqualAsync(agency, "P2.K08", Ratio(3, 16));
        await EqualAsync(agency, "P2.K08", Ratio(3, 8), "/23");
        await EqualAsync(agency, "P2.K08", Ratio(0, 8), "/08");
        await agency.CountedRightAsync();
    }

    [Fact]
    [Clause("1538588/1")]
    [Clause("1538588/5-n")]
    public async Task Duties_that_are_due_are_marked_by_the_days_that_they_came_late()
    {
        var agency = await fixture.Home.AgencyAsync();
        await OpenSince2015Async(agency);
        await agency.ServiceAsync("1", ("*", "electronic"), ("23-0001", "in-person"));
        await EqualAsync(agency, "P6.1", (CellStatus.Value, 0, 0));

        // The letter is of the last day; the in-person desk stood 45 days after 1397/03/31, with 180 days of grace; no electronic one.
        await agency.OkAsync(RegisterKind.Representative, "R", Representative("2017-12-28"));
        await agency.OkAsync(RegisterKind.Desk, "D", new { office = "23-0001", kind = "in-person", validFrom = "2018-08-05" });
        await EqualAsync(agency, "P6.1", (CellStatus.Value, Math.Round((1 + .75 + 0) / 3, 6), 0));
        await EqualAsync(agency, "P6.1", (CellStatus.Value, Math.Round((1 + .75 + 0) / 3, 6), 0), "/08");
        await agency.OkAsync(RegisterKind.Desk, "E", Desk("23-0000", "{}", "2018-12-21"));
        await EqualAsync(agency, "P6.1", (CellStatus.Value, Math.Round((1 + .75 + 1) / 3, 6), 0));
    }

    [Fact]
    [Clause("1538588/5-n")]
    public async Task An_agency_that_is_younger_than_the_duty_has_the_time_of_the_law_from_its_own_first_day()
    {
        var agency = await fixture.Home.AgencyAsync();
        await EqualAsync(agency, "P6.1", (CellStatus.NotObserved, 0, 0));
    }

    [Fact]
    [Clause("1538588/C-7")]
    public async Task A_province_has_its_offices_with_clients_and_those_of_them_with_a_verified_or_deemed_desk()
    {
        var before = await fixture.CellAsync("08", "G.4", "live");
        var agency = await fixture.Home.AgencyAsync();
        Assert.Equal((before.X, before.N + 1), await fixture.CellAsync("08", "G.4", "live") is var cell ? (cell.X, cell.N) : default);
        await agency.VerifiedDeskAsync("D", "08-0001", "in-person");
        Assert.Equal((before.X + 1, before.N + 1), await fixture.CellAsync("08", "G.4", "live") is var now ? (now.X, now.N) : default);
        Assert.Equal(CellStatus.NotObserved, (await fixture.CellAsync("00", "G.4", "live")).Status);
        foreach (var waiting in new[] { "G.1", "G.2", "G.3" })
        {
            Assert.Equal(CellStatus.NotObserved, (await fixture.CellAsync("08", waiting)).Status);
        }
    }

    [Fact]
    public async Task A_period_that_ended_is_told_by_the_register_as_it_stood_at_its_end()
    {
        var agency = await fixture.Home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "electronic"));
        var month = JalaliDate.Of(fixture.Home.Today);
        fixture.Home.Clock.Advance(TimeSpan.FromDays(40));
        await agency.ServiceAsync("1", ("23-0001", "in-person"));
        var period = JalaliPeriod.Month(month.Year, month.Month).Key;
        await EqualAsync(agency, "P1.1", Ratio(.8, 1), period: period);
        await EqualAsync(agency, "P1.1", Ratio(0, 1), period: "live");
    }

    private static Task OpenSince2015Async(RegisterAgency agency) => agency.OkAsync(
        RegisterKind.Office, "23-0001", new { title = "شعبه تهران", province = "23", county = "2301", level = "line", validFrom = "2015-03-21" });

    private static (CellStatus, double, double) Ratio(double x, double n) => CellAgency.Ratio(x, n);

    private static object Representative(string letterOn) => new
    {
        name = "ر. کریمی", nationalId = "0499370899", post = "معاون", mobile = "09123456789", letterNumber = "12/3", letterOn,
    };

    private static object Desk(string office, string declared, string validFrom = "2020-01-01") => new
    {
        office, kind = "electronic", url = "https://example.ir/desk", declared = System.Text.Json.Nodes.JsonNode.Parse(declared), validFrom,
    };

    private async Task EqualAsync(RegisterAgency agency, string indicator, (CellStatus, double, double) expected, string area = "", string period = "live")
    {
        var cell = await fixture.CellAsync(agency.Code + area, indicator, period);
        Assert.Equal(expected, (cell.Status, Math.Round(cell.X, 6), Math.Round(cell.N, 6)));
    }
}
