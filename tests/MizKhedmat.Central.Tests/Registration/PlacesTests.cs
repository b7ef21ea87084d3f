using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>Places of delivery, and how the e-share and coverage follow them.</summary>
public sealed class PlacesTests(ReviewCentre home) : IClassFixture<ReviewCentre>
{
    [Fact]
    [Clause("faq-1397/Q14")]
    public async Task A_service_given_both_ways_is_one_electronic_row_and_counts_once()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "in-person"), ("23-0001", "electronic"));
        var row = Assert.Single(await agency.PlacesAsync("1"));
        Assert.Equal((DeliveryPlace.Electronic, true), (row.Place, row.AlsoInPerson));
        Assert.Equal((1, 1), await agency.TallyAsync("e-desk-share"));
        Assert.Equal((.5, 1), await agency.TallyAsync("desk-coverage"));
    }

    [Theory]
    [InlineData("1410", KpiBy.Total, "")]
    [InlineData("1410", KpiBy.Province, "23")]
    public async Task What_will_be_registered_in_days_to_come_is_no_data(string period, KpiBy by, string key)
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "in-person"), ("23-0001", "electronic"));
        Assert.Equal(KpiStatus.Value, (await agency.KpiAsync("e-desk-share", by: by, key: key)).Status);
        var row = await agency.KpiAsync("e-desk-share", period: period, by: by, key: key);
        Assert.Equal((KpiStatus.NoData, null), (row.Status, row.Value));
    }

    [Fact]
    public async Task Unchanged_rows_stay_and_changed_ones_end_today_where_the_next_begins()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "in-person"), ("08-0001", "in-person"));
        var first = home.Today;
        home.Clock.Advance(TimeSpan.FromDays(3));
        await agency.ServiceAsync("1", ("23-0001", "electronic"), ("08-0001", "in-person"));
        Assert.Equal(
            [("08-0001", first, null, DeliveryPlace.InPerson), ("23-0001", first, home.Today, DeliveryPlace.InPerson), ("23-0001", home.Today, null, DeliveryPlace.Electronic)],
            (await agency.PlacesAsync("1")).Select(p => (p.Office, p.From, p.To, p.Place)));

        // A second thought on the same day leaves no trace of the first.
        await agency.ServiceAsync("1", ("23-0001", "counter-office"), ("08-0001", "in-person"));
        await agency.ServiceAsync("1", ("08-0001", "in-person"));
        await agency.ServiceAsync("1", ("23-0001", "in-person"), ("08-0001", "in-person"));
        Assert.All(await agency.PlacesAsync("1"), p => Assert.Equal((first, (DateOnly?)null, DeliveryPlace.InPerson), (p.From, p.To, p.Place)));
        await agency.CountedRightAsync();
    }

    [Fact]
    public async Task Every_office_stands_for_open_offices_with_clients_that_have_no_row_of_their_own()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("*", "electronic"), ("08-0001", "in-person"));
        Assert.Equal((1, 1), await agency.TallyAsync("e-desk-share"));
        Assert.Equal((0, 1), await agency.TallyAsync("e-desk-share", Scope.OfOffice(agency.Code, "08-0001")));
        Assert.Equal((1, 1), await agency.TallyAsync("e-desk-share", Scope.OfOffice(agency.Code, "23-0001")));
        await agency.OkAsync(RegisterKind.Office, "23-0001", new { title = "ادارهٔ تهران", province = "23", county = "2301", level = "line", hasClients = false });
        Assert.Equal(KpiStatus.NoData, (await agency.KpiAsync("e-desk-share", Scope.OfOffice(agency.Code, "23-0001"))).Status);
        await agency.CountedRightAsync();
    }

    [Fact]
    [Clause("faq-1397/Q12")]
    [Clause("faq-1397/Q16")]
    [Clause("faq-1397/Q17")]
    public async Task Counter_only_services_need_no_desk_and_government_ones_and_those_no_client_starts_are_out()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "electronic"));
        await agency.ServiceAsync("2", ("23-0001", "counter-office"));
        await agency.OkAsync(RegisterKind.Service, "3", new { title = "میان دستگاه‌ها", audience = "government", places = new[] { new { office = "23-0001", place = "in-person" } } });
        await agency.OkAsync(RegisterKind.Service, "4", new { title = "نظارت", audience = "citizen", trigger = "agency", places = new[] { new { office = "23-0001", place = "in-person" } } });
        Assert.Equal((1, 2), await agency.TallyAsync("e-desk-share"));
        Assert.Equal((.5, 1), await agency.TallyAsync("desk-coverage"));
        Assert.Equal((0, 4), await agency.TallyAsync("coded-services"));
    }

    [Fact]
    [Clause("386059/4-3")]
    public async Task A_declared_desk_counts_half_a_verified_one_whole_and_a_rejected_one_nothing()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "in-person"));
        Assert.Equal((.5, 1), await agency.TallyAsync("desk-coverage"));
        await agency.DeskAsync("D", "23-0001", "in-person");
        var review = await agency.PendingAsync(ReviewKind.DeskVerification, "D");
        Assert.Equal(new ProvinceCode("23"), review.Province);
        await agency.AcceptAsync(review);
        Assert.Equal(RegisterStatus.Verified, await agency.StatusAsync(RegisterKind.Desk, "D"));
        Assert.Equal((1, 1), await agency.TallyAsync("desk-coverage"));

        // Another title is no reason to look again, another building is.
        await agency.OkAsync(RegisterKind.Desk, "D", new { office = "23-0001", kind = "in-person", title = "میز همکف" });
        Assert.Equal(RegisterStatus.Verified, await agency.StatusAsync(RegisterKind.Desk, "D"));
        await agency.OkAsync(RegisterKind.Desk, "D", new { office = "23-0001", kind = "in-person", building = "ساختمان دو" });
        Assert.Equal(RegisterStatus.Declared, await agency.StatusAsync(RegisterKind.Desk, "D"));
        Assert.Equal((.5, 1), await agency.TallyAsync("desk-coverage"));
        await agency.DecideAsync(await agency.PendingAsync(ReviewKind.DeskVerification, "D"), new(MizKhedmat.Central.Registry.ReviewState.Rejected, "میز دیده نشد"));
        Assert.Equal((0, 1), await agency.TallyAsync("desk-coverage"));
        await agency.OkAsync(RegisterKind.Desk, "D", new { office = "23-0001", kind = "in-person", building = "ساختمان دو" });
        Assert.Equal(RegisterStatus.Declared, await agency.StatusAsync(RegisterKind.Desk, "D"));
        await agency.PendingAsync(ReviewKind.DeskVerification, "D");
        await agency.CountedRightAsync();
    }

    [Fact]
    public async Task The_electronic_desk_of_headquarters_carries_every_office()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("*", "electronic"));
        await agency.VerifiedDeskAsync("E", "23-0000", "electronic");
        Assert.Equal((1, 1), await agency.TallyAsync("desk-coverage", Scope.OfOffice(agency.Code, "08-0001")));
        await agency.OkAsync(RegisterKind.Desk, "E", new { office = "23-0000", kind = "electronic", url = "https://example.ir/desk", state = "suspended" });
        Assert.Equal((0, 1), await agency.TallyAsync("desk-coverage", Scope.OfOffice(agency.Code, "08-0001")));
    }

    [Fact]
    public async Task The_past_does_not_change_when_the_present_does()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "electronic"));
        await agency.ServiceAsync("2", ("23-0001", "in-person"));
        var month = JalaliPeriod.Month(JalaliDate.Of(home.Today).Year, JalaliDate.Of(home.Today).Month);
        var then = await agency.KpiAsync("e-desk-share", period: month.Key);
        Assert.Equal((1d, 2L), (then.Part!.Value, then.Whole!.Value));
        home.Clock.Advance(TimeSpan.FromDays(40));
        await agency.ServiceAsync("2", ("23-0001", "electronic"));
        await agency.OkAsync(RegisterKind.Service, "3", RegisterAgency.Body("3"));
        var still = await agency.KpiAsync("e-desk-share", period: month.Key);
        Assert.Equal((then.Part, then.Whole, then.Value), (still.Part, still.Whole, still.Value));
        var now = JalaliPeriod.Month(JalaliDate.Of(home.Today).Year, JalaliDate.Of(home.Today).Month);
        Assert.Equal((2d, 3L, .5), await agency.KpiAsync("e-desk-share", period: now.Key) is var row ? (row.Part!.Value, row.Whole!.Value, row.Previous!.Value) : default);
        var year = JalaliDate.Of(home.Today).Year.ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(.5, (await agency.KpiAsync("e-desk-share", period: year, by: KpiBy.Month, key: month.Key)).Value);
        Assert.Equal(2 / 3.0, (await agency.KpiAsync("e-desk-share", period: year, by: KpiBy.Month, key: now.Key)).Value);
        Assert.Null((await agency.KpiAsync("e-desk-share", period: "1404")).Value);
    }

    [Fact]
    public async Task The_figures_break_down_by_place_and_add_up_to_the_nation()
    {
        var agency = await home.AgencyAsync();
        var before = await agency.TallyAsync("e-desk-share", Scope.National);
        await agency.ServiceAsync("1", ("23-0001", "electronic"), ("08-0001", "in-person"));
        await agency.ServiceAsync("2", ("08-0001", "in-person"));
        Assert.Equal((before.Part.GetValueOrDefault() + 1, before.Whole.GetValueOrDefault() + 2), await agency.TallyAsync("e-desk-share", Scope.National));
        Assert.Equal((1d, 1L), Pair(await agency.KpiAsync("e-desk-share", by: KpiBy.Province, key: "23")));
        Assert.Equal((0d, 2L), Pair(await agency.KpiAsync("e-desk-share", by: KpiBy.Province, key: "08")));
        Assert.Equal((0d, 2L), Pair(await agency.KpiAsync("e-desk-share", by: KpiBy.County, key: "0801")));
        Assert.Equal((0d, 2L), Pair(await agency.KpiAsync("e-desk-share", by: KpiBy.Office, key: "08-0001")));
        Assert.Equal((1d, 2L), Pair(await agency.KpiAsync("e-desk-share", of: Scope.National, by: KpiBy.Agency, key: agency.Code.Value)));
        Assert.Equal((0d, 2L), Pair(await agency.KpiAsync("e-desk-share", scope: Scope.OfProvince(new("08")))));
        Assert.Equal(KpiStatus.NotApplicable, (await agency.KpiAsync("e-desk-share", by: KpiBy.Channel, key: "electronic")).Status);
        Assert.Equal(KpiStatus.NoData, (await (await home.AgencyAsync()).KpiAsync("e-desk-share")).Status);
        Assert.Null((await agency.KpiAsync("e-desk-share")).Interval);

        static (double, long) Pair(KpiRow row) => (row.Part!.Value, row.Whole!.Value);
    }
}
