using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>PUT /api/v1/registry/{kind}/{code} as API.md section 5 promises it.</summary>
public sealed class PutRecordTests(RegisterCentre fixture) : IClassFixture<RegisterCentre>
{
    [Fact]
    public async Task A_record_is_created_then_unchanged_then_changed()
    {
        var (code, body) = (RegisterCentre.New("23-P"), RegisterCentre.Office());
        var created = await fixture.PutAsync("offices/" + code, body);
        Assert.Equal((HttpStatusCode.Created, "created", "\"1\""), (created.Status, created.Word, created.ETag));
        Assert.Equal(1, created.Json.GetProperty("revision").GetInt32());
        var again = await fixture.PutAsync("offices/" + code, body);
        Assert.Equal((HttpStatusCode.OK, "unchanged", "\"1\""), (again.Status, again.Word, again.ETag));
        body["staff"] = 13;
        var changed = await fixture.PutAsync("offices/" + code, body);
        Assert.Equal((HttpStatusCode.OK, "changed", "\"2\""), (changed.Status, changed.Word, changed.ETag));
    }

    [Fact]
    public async Task A_record_sent_back_as_it_was_read_is_unchanged()
    {
        await fixture.TakenAsync("offices/23-READ", Without(RegisterCentre.Office(), "validFrom"));
        await fixture.TakenAsync("representatives/R-READ", RegisterCentre.Representative());
        foreach (var address in new[] { "offices/23-READ", "representatives/R-READ" })
        {
            var read = JsonNode.Parse((await fixture.GetAsync("registry/" + address)).Bytes)!.AsObject();
            await fixture.TakenAsync(address, read, "unchanged");
            read["status"] = "closed";
            await fixture.TakenAsync(address, read, "unchanged");
            await fixture.TakenAsync(address, Without(read, "code", "status", "revision", "changedAt", "spells"), "unchanged");
            read["code"] = "23-OTHER";
            await fixture.RefusedAsync(address, read, HttpStatusCode.UnprocessableEntity, "code-of-other-record /code");
        }
    }

    [Fact]
    public async Task If_Match_with_a_star_changes_what_stands_and_creates_nothing()
    {
        var (code, body) = (RegisterCentre.New("23-M"), RegisterCentre.Office());
        Assert.Equal((HttpStatusCode.PreconditionFailed, "record-missing"), Pair(await StarAsync()));
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.GetAsync("registry/offices/" + code)).Status);
        await fixture.TakenAsync("offices/" + code, body);
        body["staff"] = 77;
        Assert.Equal((HttpStatusCode.OK, "changed"), await StarAsync() is var changed ? (changed.Status, changed.Word) : default);

        async Task<Answered> StarAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, "api/v1/registry/offices/" + code) { Content = IntakeCentre.Json(Encoding.UTF8.GetBytes(body.ToJsonString())) };
            request.Headers.Add("If-Match", "*");
            return await fixture.SendAsync(request, fixture.Http);
        }
    }

    [Fact]
    public async Task A_service_without_national_id_is_read_with_the_id_null()
    {
        await fixture.TakenAsync("services/S-NULL", Told.With(RegisterCentre.Service(), new() { ["serviceCode"] = null }));
        Assert.Equal(JsonValueKind.Null, (await fixture.GetAsync("registry/services/S-NULL")).Json.GetProperty("serviceCode").ValueKind);
    }

    [Fact]
    [Clause("1538588/1b-n")]
    public async Task A_request_that_waits_for_approval_is_unchanged_when_it_is_put_again_and_new_when_it_asks_for_more()
    {
        var office = RegisterCentre.New("23-W");
        await fixture.TakenAsync("offices/" + office, RegisterCentre.Office());
        await fixture.TakenAsync("desks/W-D", RegisterCentre.Desk(office));
        var body = Told.With(RegisterCentre.Operator("W-D"), new() { ["hardshipPoints"] = 40 });
        await fixture.TakenAsync("operators/W-O", body, "warned");
        Assert.Equal(["change-awaits-approval /hardshipPoints"], (await fixture.TakenAsync("operators/W-O", body, "unchanged")).Warnings);
        body["hardshipPoints"] = 50;
        await fixture.TakenAsync("operators/W-O", body, "warned");
        await fixture.TakenAsync("operators/W-O", body, "unchanged");
    }

    [Fact]
    public async Task Every_kind_of_an_agency_is_taken_with_all_its_members_and_read_back()
    {
        var office = RegisterCentre.New("23-K");
        await fixture.TakenAsync("offices/" + office, RegisterCentre.Office());
        await fixture.TakenAsync("services/K-S", Told.With(RegisterCentre.Service(), new()
        {
            ["standardMinutes"] = 120, ["baselineMinutes"] = null, ["declared"] = new JsonObject { ["E01"] = true, ["E10"] = false }, ["subServices"] = new JsonArray("بخش نخست", new JsonObject { ["title"] = "بخش دوم", ["code"] = "2" }),
            ["places"] = new JsonArray(
                new JsonObject { ["office"] = office, ["place"] = "electronic" }, new JsonObject { ["office"] = office, ["place"] = "in-person" },
                new JsonObject { ["office"] = "*", ["place"] = "counter-office" }),
        }));
        await fixture.TakenAsync("desks/K-D", Told.With(RegisterCentre.Desk(office), new()
        {
            ["hours"] = new JsonArray("شنبه تا چهارشنبه", new JsonObject { ["days"] = "پنجشنبه", ["from"] = "07:30", ["to"] = "12:00" }),
            ["checklist"] = new JsonObject { ["H01"] = true }, ["services"] = new JsonArray("K-S", fixture.Client.Agency.Service),
        }));
        await fixture.TakenAsync("information-sheets/K-I", new JsonObject
        {
            ["service"] = "K-S", ["steps"] = new JsonArray("گام نخست"), ["questions"] = new JsonArray(new JsonObject { ["question"] = "چرا؟", ["answer"] = "زیرا" }), ["reviewOnJalali"] = "1406/08/30",
        });
        await fixture.TakenAsync("operators/K-O", Told.With(RegisterCentre.Operator("K-D"), new()
        {
            ["trainings"] = new JsonArray(new JsonObject { ["course"] = "تکریم", ["onJalali"] = "1404/05/06", ["hours"] = 8 }), ["hardshipPoints"] = 40,
        }), "warned");
        await fixture.TakenAsync("counter-offices/K-C", new JsonObject { ["title"] = "پیشخوان نخست", ["province"] = "23", ["county"] = "2301", ["contractor"] = "شرکت", ["services"] = new JsonArray("K-S") });
        await fixture.TakenAsync("exemptions/K-E", Told.With(RegisterCentre.Exemption("ST-TIME"), new() { ["service"] = "K-S" }));
        var desk = (await fixture.GetAsync("registry/desks/K-D")).Json;
        Assert.Equal(["K-S", "S-1"], desk.GetProperty("services").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal("شنبه تا چهارشنبه", desk.GetProperty("hours")[0].GetProperty("days").GetString());
        Assert.Equal("2025-07-28", (await fixture.GetAsync("registry/operators/K-O")).Json.GetProperty("trainings")[0].GetProperty("on").GetString());
    }

    public static TheoryData<string, string, string, string> BadShapes => new()
    {
        { "offices/23-X", """{"title":"x","province":"23","county":"2301"}""", "member-missing", "/level" },
        { "offices/23-X", """{"title":"x","province":"23","county":"2301","level":"line","color":1}""", "member-unknown", "/color" },
        { "offices/23-X", """{"title":"x","province":"23","county":"2301","level":"line","agency":"1002"}""", "member-unknown", "/agency" },
        { "offices/23-X", """{"title":"x","title":"y","province":"23","county":"2301","level":"line"}""", "member-twice", "/title" },
        { "offices/23-X", """{"title":"x","province":23,"county":"2301","level":"line"}""", "wrong-type", "/province" },
        { "offices/23-X", """{"title":null,"province":"23","county":"2301","level":"line"}""", "wrong-type", "/title" },
        { "offices/23-X", """{"title":"x","province":"23","county":"2301","level":"line","staff":1.5}""", "wrong-type", "/staff" },
        { "offices/23-X", """{"title":"x","province":"23","county":"2301","level":"line","validFrom":"2020-01-01","validFromJalali":"1398/10/11"}""", "member-twice", "/validFromJalali" },
        { "offices/23-X", """{"title":"x","province":"23","county":"2301","level":"line",}""", "not-strict-json", "" },
        { "offices/23-X", """{"title":"x\u0000","province":"23","county":"2301","level":"line"}""", "null-character", "/title" },
        { "offices/23-X", "[]", "wrong-type", "" },
        { "services/X", """{"title":"x","audience":"citizen","places":[{"office":"23-0001"}]}""", "member-missing", "/places/0/place" },
        { "services/X", """{"title":"x","audience":"citizen","places":[{"office":"23-0001","place":"electronic","at":1}]}""", "member-unknown", "/places/0/at" },
        { "services/X", """{"title":"x","audience":"citizen","places":{}}""", "wrong-type", "/places" },
        { "services/X", """{"title":"x","audience":"citizen","subServices":["a",5]}""", "wrong-type", "/subServices/1" },
        { "services/X", """{"title":"x","audience":"citizen","declared":{"E11":true}}""", "member-unknown", "/declared/E11" },
        { "services/X", """{"title":"x","audience":"citizen","declared":{"E01":"yes"}}""", "wrong-type", "/declared/E01" },
        { "desks/X", """{"office":"23-0001","kind":"in-person","services":["a",1]}""", "wrong-type", "/services" },
    };

    [Theory]
    [MemberData(nameof(BadShapes))]
    public async Task A_body_that_is_not_the_agreed_JSON_is_400_with_its_pointer(string address, string body, string code, string pointer)
    {
        var before = await IntakeCentre.StockAsync(fixture.Centre);
        var answer = await fixture.PutTextAsync(address, body);
        Assert.True(answer.Status == HttpStatusCode.BadRequest, answer.Text);
        Assert.Equal([$"{code} {pointer}"], answer.Faults);
        Assert.Equal(before, await IntakeCentre.StockAsync(fixture.Centre));
    }

    [Fact]
    public async Task All_faults_of_a_record_come_at_once_in_both_languages_with_the_clause()
    {
        var body = Told.With(RegisterCentre.Representative(), new() { ["nationalId"] = "0499370898", ["mobile"] = "0912", ["letterOn"] = "1405-08-30" });
        var answer = await fixture.RefusedAsync(
            "representatives/R-BAD", body, HttpStatusCode.UnprocessableEntity, "national-id-invalid /nationalId", "mobile-malformed /mobile", "jalali-sent-as-gregorian /letterOn");
        var message = answer.Json.GetProperty("errors")[0].GetProperty("message");
        Assert.Equal((RefusalTexts.Of("national-id-invalid").Fa, RefusalTexts.Of("national-id-invalid").En), (message.GetProperty("fa").GetString(), message.GetProperty("en").GetString()));
        var clause = await fixture.RefusedAsync("exemptions/X", RegisterCentre.Exemption("high-volume"), HttpStatusCode.UnprocessableEntity, "exemption-refused /exemption");
        Assert.Equal("faq-1397/Q45", clause.Json.GetProperty("clause").GetString());
    }

    [Fact]
    public async Task Of_two_editors_the_second_hears_that_the_record_changed_meanwhile()
    {
        var (code, body) = (RegisterCentre.New("23-E"), RegisterCentre.Office());
        Assert.Equal(HttpStatusCode.Created, (await fixture.PutAsync("offices/" + code, body, ifMatch: "*")).Status);
        Assert.Equal((HttpStatusCode.Conflict, "changed-meanwhile"), Pair(await fixture.PutAsync("offices/" + code, body, ifMatch: "*")));
        var seen = (await fixture.GetAsync("registry/offices/" + code)).ETag;
        Assert.Equal(HttpStatusCode.OK, (await fixture.PutAsync("offices/" + code, Told.With((JsonObject)body.DeepClone(), new() { ["staff"] = 20 }), ifMatch: seen)).Status);
        var second = await fixture.PutAsync("offices/" + code, Told.With((JsonObject)body.DeepClone(), new() { ["staff"] = 30 }), ifMatch: seen);
        Assert.Equal((HttpStatusCode.Conflict, "changed-meanwhile"), Pair(second));
        Assert.Equal("\"2\"", second.ETag);
        Assert.Equal(20, (await fixture.GetAsync("registry/offices/" + code)).Json.GetProperty("staff").GetInt32());
        Assert.Equal((HttpStatusCode.BadRequest, "precondition-malformed"), Pair(await fixture.PutAsync("offices/" + code, body, ifMatch: "W/\"2\"")));
    }

    [Fact]
    public async Task Validate_only_runs_every_check_and_stores_nothing_at_all()
    {
        var before = await IntakeCentre.StockAsync(fixture.Centre);
        Assert.Equal((HttpStatusCode.OK, "created"), Pair(await fixture.PutAsync("offices/23-VALID", RegisterCentre.Office(), "?validateOnly=true")));
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "county-of-other-province"),
            Pair(await fixture.PutAsync("offices/23-VALID", Told.With(RegisterCentre.Office(), new() { ["county"] = "0001" }), "?validateOnly=true")));
        Assert.Equal((HttpStatusCode.BadRequest, "option-unknown"), Pair(await fixture.PutAsync("offices/23-VALID", RegisterCentre.Office(), "?atomic=all")));
        Assert.Equal(before, await IntakeCentre.StockAsync(fixture.Centre));
    }

    [Fact]
    public async Task Personal_data_are_stored_hashed_and_sealed_and_shown_masked()
    {
        var answer = await fixture.TakenAsync("representatives/R-MASK", RegisterCentre.Representative());
        var read = await fixture.GetAsync("registry/representatives/R-MASK?history=true");
        Assert.Equal(("049***0899", "091***6789"), (read.Json.GetProperty("nationalId").GetString(), read.Json.GetProperty("mobile").GetString()));
        var stock = string.Join('\n', (await IntakeCentre.StockAsync(fixture.Centre)).Values);
        Assert.All(new[] { read.Text, answer.Text, stock }, text => Assert.DoesNotContain("0499370899", text, StringComparison.Ordinal));
        Assert.All(new[] { read.Text, answer.Text, stock }, text => Assert.DoesNotContain("09123456789", text, StringComparison.Ordinal));
        Assert.All(new[] { "hash", "sealed" }, word => Assert.DoesNotContain(word, read.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unknown_kinds_and_those_of_the_Organization_answer_404()
    {
        foreach (var address in new[] { "agencies/1001", "courses/C-1", "tables/1", "Offices/23-1" })
        {
            Assert.Equal((HttpStatusCode.NotFound, "not-found"), Pair(await fixture.PutAsync(address, RegisterCentre.Office())));
        }

        using var stranger = await fixture.Centre.CallerAsync(fixture.Client, "intake.write");
        Assert.Equal((HttpStatusCode.Forbidden, "scope-missing"), Pair(await fixture.PutAsync("offices/23-SCOPE", RegisterCentre.Office(), http: stranger)));
    }

    [Theory]
    [InlineData("POST", "registry/offices", "GET, HEAD")]
    [InlineData("GET", "registry/offices:batch", "POST")]
    [InlineData("DELETE", "registry/offices/23-0001", "GET, HEAD, PUT")]
    [InlineData("PUT", "codes/provinces", "GET, HEAD")]
    public async Task Another_method_is_405_and_names_what_is_allowed(string method, string address, string allow)
    {
        var answer = await fixture.SendAsync(new(new HttpMethod(method), "api/v1/" + address), fixture.Http);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, allow), (answer.Status, answer.Allow));
    }

    [Fact]
    public async Task Another_agency_neither_sees_nor_touches_the_record()
    {
        var code = RegisterCentre.New("23-A");
        await fixture.TakenAsync("offices/" + code, RegisterCentre.Office("واحد یگانه"));
        var missing = await fixture.GetAsync("registry/offices/23-NONE", fixture.OtherHttp);
        var foreign = await fixture.GetAsync("registry/offices/" + code, fixture.OtherHttp);
        Assert.Equal((HttpStatusCode.NotFound, missing.Text), (foreign.Status, foreign.Text));
        Assert.DoesNotContain(code, (await fixture.GetAsync("registry/offices?q=یگانه", fixture.OtherHttp)).Codes);
        var own = await fixture.PutAsync("offices/" + code, RegisterCentre.Office(), http: fixture.OtherHttp);
        Assert.Equal((HttpStatusCode.Created, 1), (own.Status, own.Json.GetProperty("revision").GetInt32()));
        Assert.Equal("واحد یگانه", (await fixture.GetAsync("registry/offices/" + code)).Json.GetProperty("title").GetString());
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "office-unknown"),
            Pair(await fixture.PutAsync("desks/D-F", RegisterCentre.Desk(await OwnOfficeAsync()), http: fixture.OtherHttp)));
    }

    [Fact]
    public async Task Twenty_puts_of_one_record_at_once_create_it_once()
    {
        var (code, body) = (RegisterCentre.New("23-X"), RegisterCentre.Office());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => fixture.PutTextAsync("offices/" + code, body.ToJsonString())));
        Assert.Equal((1, 19), (answers.Count(a => a.Word == "created"), answers.Count(a => a.Word == "unchanged")));
        Assert.Equal(1, await fixture.Centre.InDbAsync(db => db.RegisterRevisions.CountAsync(r => r.Code == code)));
    }

    [Fact]
    public async Task A_compressed_body_is_read_and_one_that_is_too_large_or_no_JSON_is_refused()
    {
        var body = new MemoryStream();
        using (var zip = new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(RegisterCentre.Office().ToJsonString()));
        }

        var content = IntakeCentre.Json(body.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        Assert.Equal((HttpStatusCode.Created, "created"), Pair(await PutAsync(content)));
        var big = IntakeCentre.Json(new byte[(8 * 1024 * 1024) + 1]);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body-too-large"), Pair(await PutAsync(big)));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "media-type-unsupported"), Pair(await PutAsync(IntakeCentre.Json("{}"u8.ToArray(), "text/plain"))));
    }

    private Task<Answered> PutAsync(HttpContent content) =>
        fixture.SendAsync(new(HttpMethod.Put, "api/v1/registry/offices/" + RegisterCentre.New("23-Z")) { Content = content }, fixture.Http);

    private async Task<string> OwnOfficeAsync()
    {
        var code = RegisterCentre.New("23-W");
        await fixture.TakenAsync("offices/" + code, RegisterCentre.Office());
        return code;
    }

    private static (HttpStatusCode, string) Pair(Answered answer) => (answer.Status, answer.Word);

    private static JsonObject Without(JsonObject body, params string[] names)
    {
        foreach (var name in names)
        {
            body.Remove(name);
        }

        return body;
    }
}
