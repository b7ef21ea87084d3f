using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>The one validator of the register: each rule of law and of plain sense, over the API.</summary>
public sealed class RegisterRulesTests(RegisterCentre fixture) : IClassFixture<RegisterCentre>
{
    [Theory]
    [InlineData("province", "99", "province-unknown /province", "county-of-other-province /county", "office-code-of-other-province /province")]
    [InlineData("county", "2399", "county-unknown /county")]
    [InlineData("county", "0001", "county-of-other-province /county")]
    [InlineData("level", "branch", "value-not-allowed /level")]
    [InlineData("parent", "23-NONE", "office-unknown /parent")]
    [InlineData("parent", "23-SELF", "office-unknown /parent", "parent-itself /parent")]
    [InlineData("mergedInto", "23-0001", "merged-without-end /mergedInto")]
    [InlineData("mergedInto", "23-NONE", "merged-into-unknown /mergedInto")]
    [InlineData("validFrom", "2026-13-01", "day-malformed /validFrom")]
    [InlineData("address", "\u200e", "text-malformed /address")]
    public async Task An_office_that_does_not_fit_is_refused(string member, string value, params string[] faults)
    {
        var body = Told.With(RegisterCentre.Office(), new() { [member] = value });
        await fixture.RefusedAsync("offices/23-SELF", body, HttpStatusCode.UnprocessableEntity, faults);
    }

    [Theory]
    [InlineData("0007")]
    [InlineData("23_0007")]
    [InlineData("23-")]
    [InlineData("23-واحد")]
    [InlineData("23-000000000000000000")]
    [InlineData("*")]
    public async Task An_office_code_is_its_province_and_a_serial(string code) =>
        await fixture.RefusedAsync("offices/" + Uri.EscapeDataString(code), RegisterCentre.Office(), HttpStatusCode.UnprocessableEntity, "office-code-malformed /code");

    [Fact]
    public async Task An_office_of_another_province_and_a_chain_of_offices_that_bites_its_tail_are_refused()
    {
        await fixture.RefusedAsync("offices/07-0001", RegisterCentre.Office(), HttpStatusCode.UnprocessableEntity, "office-code-of-other-province /province");
        await fixture.TakenAsync("offices/23-TOP", RegisterCentre.Office());
        await fixture.TakenAsync("offices/23-MID", Told.With(RegisterCentre.Office(), new() { ["parent"] = "23-TOP" }));
        await fixture.RefusedAsync(
            "offices/23-TOP", Told.With(RegisterCentre.Office(), new() { ["parent"] = "23-MID" }), HttpStatusCode.UnprocessableEntity, "parent-itself /parent");
    }

    [Theory]
    [InlineData("نمایندگی خرم آباد", "نمایندگی خرم‌آباد")]
    [InlineData("پشتيباني كل", "پشتیبانی کل")]
    public async Task A_name_that_folds_to_one_that_stands_is_refused_in_one_county(string first, string second)
    {
        await fixture.TakenAsync("offices/" + RegisterCentre.New("23-N"), RegisterCentre.Office(first));
        await fixture.RefusedAsync("offices/23-DOUBLE", RegisterCentre.Office(second), HttpStatusCode.UnprocessableEntity, "title-taken /title");
        await fixture.TakenAsync("offices/" + RegisterCentre.New("23-N"), Told.With(RegisterCentre.Office(second), new() { ["county"] = "2302" }));
    }

    [Theory]
    [Clause("386059/1-c")]
    [InlineData("9906269700", "service-code-malformed /serviceCode")]
    [InlineData("9906269700A", "service-code-malformed /serviceCode")]
    [InlineData("990626970000", "service-code-malformed /serviceCode")]
    [InlineData("99100100001", "service-code-taken /serviceCode")]
    [InlineData("۹۹۱۰۰۱۰۰۰۰۱", "service-code-taken /serviceCode")]
    public async Task A_national_service_id_has_eleven_digits_and_belongs_to_one_service(string id, string fault) => await fixture.RefusedAsync(
        "services/S-ID", Told.With(RegisterCentre.Service(), new() { ["serviceCode"] = id }), HttpStatusCode.UnprocessableEntity, fault);

    [Fact]
    [Clause("faq-1397/Q15")]
    public async Task A_place_outside_the_desk_needs_reason_and_reason_code()
    {
        async Task RefusedAsync(JsonObject place, string fault) => await fixture.RefusedAsync(
            "services/S-OUT", Told.With(RegisterCentre.Service(), new() { ["places"] = new JsonArray(place) }), HttpStatusCode.UnprocessableEntity, fault);
        JsonObject Outside() => new() { ["office"] = "23-0001", ["place"] = "outside" };
        await RefusedAsync(Outside(), "outside-without-reason /places/0/reason");
        await RefusedAsync(Told.With(Outside(), new() { ["reason"] = "آزمایش در محل" }), "outside-without-reason /places/0/reasonCode");
        await RefusedAsync(Told.With(Outside(), new() { ["reason"] = "آزمایش در محل", ["reasonCode"] = "because" }), "value-not-allowed /places/0/reasonCode");
        await RefusedAsync(Told.With(Outside(), new() { ["office"] = "23-NONE", ["reason"] = "آزمایش", ["reasonCode"] = "nature" }), "office-unknown /places/0/office");
    }

    [Fact]
    public async Task A_place_is_named_once_and_a_service_for_government_is_warned_of()
    {
        JsonObject Place(string place) => new() { ["office"] = "23-0001", ["place"] = place };
        await fixture.RefusedAsync(
            "services/S-TWICE", Told.With(RegisterCentre.Service(), new() { ["places"] = new JsonArray(Place("electronic"), Place("in-person"), Place("electronic")) }),
            HttpStatusCode.UnprocessableEntity, "place-twice /places/2");
        var code = RegisterCentre.New("S-G");
        var body = Told.With(RegisterCentre.Service(), new() { ["audience"] = "government", ["places"] = new JsonArray(Place("in-person")) });
        var warned = await fixture.TakenAsync("services/" + code, body, "warned");
        Assert.Equal(HttpStatusCode.Created, warned.Status);
        Assert.Contains("government-service-at-desk /audience", warned.Warnings);
        var again = await fixture.PutAsync("services/" + code, body);
        Assert.Contains("government-service-at-desk /audience", again.Warnings);
        Assert.Equal(1, again.Json.GetProperty("revision").GetInt32());
    }

    [Fact]
    [Clause("faq-1397/Q64")]
    public async Task An_electronic_desk_needs_its_address_once_it_is_open()
    {
        JsonObject Desk(string? state, string? url)
        {
            var desk = new JsonObject { ["office"] = "23-0001", ["kind"] = "electronic" };
            return Told.With(desk, state is null ? new() { ["url"] = url } : new() { ["state"] = state });
        }

        await fixture.RefusedAsync("desks/D-URL", new JsonObject { ["office"] = "23-0001", ["kind"] = "electronic" }, HttpStatusCode.UnprocessableEntity, "electronic-desk-without-url /url");
        foreach (var bad in new[] { "example.ir", "ftp://example.ir", "javascript:alert(1)", "https://user@example.ir/", "https://example.ir/\u202eabc" })
        {
            await fixture.RefusedAsync("desks/D-URL", Desk(null, bad), HttpStatusCode.UnprocessableEntity, "url-malformed /url");
        }

        await fixture.TakenAsync("desks/D-URL", Desk("planned", null));
        await fixture.RefusedAsync("desks/D-URL", Desk("declared", null), HttpStatusCode.UnprocessableEntity, "electronic-desk-without-url /url");
        await fixture.TakenAsync("desks/D-URL", Desk(null, "https://example.ir/میز"), "changed");
        await fixture.TakenAsync("desks/D-1", new JsonObject { ["office"] = "23-0001", ["kind"] = "electronic", ["title"] = "میز نخست", ["validFrom"] = "2018-06-22" }, "changed");
    }

    [Fact]
    [Clause("faq-1397/Q47")]
    [Clause("faq-1397/Q2")]
    public async Task A_second_desk_in_a_building_and_a_desk_that_nobody_finds_are_stored_with_a_warning()
    {
        var office = RegisterCentre.New("23-Q");
        await fixture.TakenAsync("offices/" + office, RegisterCentre.Office());
        JsonObject Desk(string building) => Told.With(RegisterCentre.Desk(office), new() { ["building"] = building });
        await fixture.TakenAsync("desks/Q-1", Desk("ساختمان یک"));
        Assert.Equal(["second-desk-in-building /office"], (await fixture.TakenAsync("desks/Q-2", Desk("ساختمان يك"), "warned")).Warnings);
        await fixture.TakenAsync("desks/Q-3", Desk("ساختمان دو"));
        var lost = await fixture.TakenAsync("desks/Q-4", new JsonObject { ["office"] = office, ["kind"] = "assisted" }, "warned");
        Assert.Equal(["desk-place-unstated /floor"], lost.Warnings);
    }

    [Fact]
    [Clause("1538588/1a-1")]
    public async Task A_service_has_one_information_sheet_by_whichever_code_it_is_named()
    {
        await fixture.TakenAsync("information-sheets/I-1", new JsonObject { ["service"] = fixture.Client.Agency.Service });
        await fixture.RefusedAsync("information-sheets/I-2", new JsonObject { ["service"] = "S-1" }, HttpStatusCode.UnprocessableEntity, "sheet-exists /service");
        await fixture.RefusedAsync("information-sheets/I-2", new JsonObject { ["service"] = "99100200001" }, HttpStatusCode.UnprocessableEntity, "service-unknown /service");
        await fixture.TakenAsync("information-sheets/I-1", new JsonObject { ["service"] = "S-1" }, "unchanged");
    }

    [Fact]
    [Clause("1538588/C-2")]
    public async Task An_operator_has_begun_has_been_trained_and_sits_once_at_a_desk()
    {
        async Task RefusedAsync(JsonObject more, string fault) => await fixture.RefusedAsync(
            "operators/O-X", Told.With(RegisterCentre.Operator(), more), HttpStatusCode.UnprocessableEntity, fault);
        await RefusedAsync(new() { ["since"] = "2026-11-22" }, "since-in-future /since");
        await RefusedAsync(new() { ["until"] = "2024-12-31" }, "until-before-since /until");
        await RefusedAsync(new() { ["trainings"] = new JsonArray(new JsonObject { ["course"] = "دوره", ["on"] = "2026-11-22" }) }, "training-in-future /trainings/0/on");
        await RefusedAsync(new() { ["desk"] = "D-NONE" }, "desk-unknown /desk");
        await RefusedAsync(new() { ["nationalId"] = "0499370898" }, "national-id-invalid /nationalId");
        await fixture.TakenAsync("operators/O-1", Told.With(RegisterCentre.Operator(), new() { ["until"] = "2025-06-30" }));
        await RefusedAsync(new() { ["since"] = "2025-06-30", ["nationalId"] = "۰۴۹۹۳۷۰۸۹۹" }, "operator-twice-at-desk /nationalId");
        await fixture.TakenAsync("operators/O-2", Told.With(RegisterCentre.Operator(), new() { ["since"] = "2025-07-01" }));
    }

    [Fact]
    [Clause("1538588/5-n")]
    public async Task The_letter_of_a_representative_bears_no_future_date() => await fixture.RefusedAsync(
        "representatives/R-L", Told.With(RegisterCentre.Representative(), new() { ["letterOn"] = "2026-11-22" }), HttpStatusCode.UnprocessableEntity, "letter-in-future /letterOn");

    [Theory]
    [InlineData("support-agency", "faq-1397/Q8")]
    [InlineData("taazirat", "faq-1397/Q9")]
    [InlineData("high-volume", "faq-1397/Q45")]
    [InlineData("smooth-service", "faq-1397/Q59")]
    [InlineData("investment", "faq-1397/Q48")]
    [InlineData("contractor", "faq-1397/Q49")]
    [InlineData("university", "faq-1397/Q25")]
    [InlineData("outside-executive", "faq-1397/Q27")]
    [InlineData("guild-chamber", "faq-1397/Q55")]
    [InlineData("veterinary", "faq-1397/Q54")]
    [InlineData("slow-service", "faq-1397/Q56")]
    public async Task What_was_refused_in_an_answer_is_refused_with_its_number(string kind, string clause)
    {
        var answer = await fixture.RefusedAsync("exemptions/E-NO", RegisterCentre.Exemption(kind), HttpStatusCode.UnprocessableEntity, "exemption-refused /exemption");
        Assert.Equal(clause, answer.Json.GetProperty("clause").GetString());
    }

    [Theory]
    [InlineData("EX-G2G", "exemption-needs-service /service", "faq-1397/Q16")]
    [InlineData("EX-STEER", "exemption-needs-service /service", "faq-1397/Q17")]
    [InlineData("PT-COUNTER", "exemption-needs-service /service", "faq-1397/Q12")]
    [InlineData("ST-TIME", "exemption-needs-service /service", "386059/4-n5")]
    [InlineData("DM-SMALL", "exemption-needs-office /office", "faq-1397/Q38")]
    [InlineData("DM-BANK", "exemption-of-other-agency /exemption", "faq-1397/Q13")]
    [InlineData("DM-POST", "exemption-of-other-agency /exemption", "faq-1397/Q13")]
    public async Task An_exemption_names_what_its_basis_speaks_of(string kind, string fault, string clause)
    {
        var answer = await fixture.RefusedAsync("exemptions/E-BARE", RegisterCentre.Exemption(kind), HttpStatusCode.UnprocessableEntity, fault);
        Assert.Equal(clause, answer.Json.GetProperty("clause").GetString());
    }

    [Fact]
    [Clause("faq-1397/Q38")]
    public async Task A_small_unit_has_ten_staff_at_most()
    {
        var office = RegisterCentre.New("23-S");
        var (body, claim) = (RegisterCentre.Office(), Told.With(RegisterCentre.Exemption("DM-SMALL"), new() { ["office"] = office }));
        await fixture.TakenAsync("offices/" + office, Told.With(body, new() { ["staff"] = 11 }));
        await fixture.RefusedAsync("exemptions/E-SMALL", claim, HttpStatusCode.UnprocessableEntity, "unit-not-small /office");
        await fixture.TakenAsync("offices/" + office, Told.With(body, new() { ["staff"] = 10 }), "changed");
        await fixture.TakenAsync("exemptions/E-SMALL", claim);
    }

    [Theory]
    [InlineData("""{"level":"provincial"}""", "agency-without-province /province")]
    [InlineData("""{"subject":"exempt"}""", "subject-without-basis /subjectBasis")]
    [InlineData("""{"parent":"1009"}""", "agency-unknown /parent", "parent-itself /parent")]
    [InlineData("""{"parent":"9999"}""", "agency-unknown /parent")]
    [InlineData("""{"legalId":"10380284791"}""", "legal-id-invalid /legalId")]
    [InlineData("""{"legalId":"10380284790"}""", "legal-id-taken /legalId")]
    [InlineData("""{"title":"دستگاه ۱۰۰۲"}""", "title-taken /title")]
    public async Task An_agency_that_does_not_fit_is_refused(string more, params string[] faults)
    {
        await RunAsync("1008", new() { ["legalId"] = "10380284790" });
        var result = await RunAsync("1009", JsonNode.Parse(more)!.AsObject());
        Assert.Equal((ChangeFate.Rejected, string.Join('|', faults)), (result.Fate, string.Join('|', result.Reasons.Select(r => $"{r.Code} {r.Pointer}"))));
    }

    [Fact]
    public async Task Nothing_new_comes_into_an_abolished_county_and_what_stands_there_may_be_corrected()
    {
        var (office, body) = (RegisterCentre.New("23-V"), Told.With(RegisterCentre.Office(), new() { ["county"] = "2303" }));
        await fixture.TakenAsync("offices/" + office, body);
        await fixture.Centre.InDbAsync(db => db.Counties.Where(c => c.Code == new CountyCode("2303")).ExecuteUpdateAsync(c => c.SetProperty(x => x.ValidTo, new DateOnly(2026, 11, 21))));
        await fixture.RefusedAsync("offices/23-VNEW", Told.With(RegisterCentre.Office(), new() { ["county"] = "2303" }), HttpStatusCode.UnprocessableEntity, "county-abolished /county");
        await fixture.TakenAsync("offices/" + office, Told.With(body, new() { ["address"] = "خیابان دوم" }), "changed");
    }

    [Fact]
    public async Task A_closed_office_takes_no_new_desk_and_its_former_desk_may_be_corrected()
    {
        var (office, body) = (RegisterCentre.New("23-C"), RegisterCentre.Office());
        await fixture.TakenAsync("offices/" + office, body);
        await fixture.TakenAsync("desks/C-1", RegisterCentre.Desk(office));
        var desk = Told.With(RegisterCentre.Desk(office), new() { ["validTo"] = "2026-11-21" });
        await fixture.TakenAsync("desks/C-1", desk, "changed");
        await fixture.TakenAsync("offices/" + office, Told.With(body, new() { ["validTo"] = "2026-11-21" }), "changed");
        await fixture.RefusedAsync("desks/C-2", RegisterCentre.Desk(office), HttpStatusCode.UnprocessableEntity, "office-closed /office");
        await fixture.TakenAsync("desks/C-1", Told.With(desk, new() { ["floor"] = "دوم" }), "changed");
    }

    private async Task<ChangeResult> RunAsync(string code, JsonObject more)
    {
        var body = Told.With(new() { ["title"] = "سازمان " + code, ["titleEn"] = "Body " + code, ["type"] = "institution", ["level"] = "national" }, more);
        var change = new RecordChange(0, code, JsonSerializer.SerializeToElement(body));
        return (await fixture.Centre.Services.GetRequiredService<ChangeRegister>().RunAsync(new(0, RegisterKind.Agency, "official:1", "form"), [change], CancellationToken.None))[0];
    }
}
