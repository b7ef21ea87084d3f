using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Tests.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>POST /api/v1/registry/{kind}:batch: the rules of every batch, for records of the register.</summary>
public sealed class PushRecordsTests(RegisterCentre fixture) : IClassFixture<RegisterCentre>
{
    [Fact]
    public async Task Every_record_has_exactly_one_fate_and_the_rest_of_the_batch_is_stored()
    {
        var (known, changed, body, other) = (RegisterCentre.New("23-B"), RegisterCentre.New("23-B"), RegisterCentre.Office(), RegisterCentre.Office());
        await fixture.TakenAsync("offices/" + known, body);
        await fixture.TakenAsync("offices/" + changed, other);
        other["staff"] = 99;
        JsonNode[] records =
        [
            Coded(known, body), Coded(changed, other), Coded("23-NEW", RegisterCentre.Office()), Coded("23-NEW", RegisterCentre.Office()),
            Coded("07-NEW", RegisterCentre.Office()), Coded("23-NEWER", Told.With(RegisterCentre.Office(), new() { ["county"] = "2399", ["validTo"] = "2019-01-01" })),
        ];
        var pushed = await fixture.PushAsync("offices", IntakeCentre.Batch(records), "?results=all");
        Assert.Equal(HttpStatusCode.OK, pushed.Status);
        Assert.Equal(
            [
                "0 unchanged record-known /records/0", "1 changed", "2 created", "3 rejected code-twice /records/3/code",
                "4 rejected office-code-of-other-province /records/4/province", "5 rejected county-unknown /records/5/county",
            ],
            pushed.Results);
        Assert.Equal((6, 1, 1, 1, 3, 0), (pushed.Count("received"), pushed.Count("created"), pushed.Count("changed"), pushed.Count("unchanged"), pushed.Count("rejected"), pushed.Count("warned")));
        var last = pushed.Json.GetProperty("results")[5];
        Assert.Equal("23-NEWER", last.GetProperty("record").GetString());
        Assert.Equal(["county-unknown", "spell-reversed"], last.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString()));
        Assert.Equal(RefusalTexts.Of("county-unknown").Fa, last.GetProperty("message").GetProperty("fa").GetString());
        Assert.Equal(pushed.Bytes, (await fixture.GetAsync("receipts/" + pushed.Json.GetProperty("receipt").GetString())).Bytes);
        var plain = await fixture.PushAsync("offices", IntakeCentre.Batch(Coded("23-PLAIN", RegisterCentre.Office())));
        Assert.Empty(plain.Results);
    }

    [Fact]
    public async Task The_same_key_and_body_give_the_same_bytes_and_change_nothing()
    {
        var (body, key) = (IntakeCentre.Batch(Coded(RegisterCentre.New("23-R"), RegisterCentre.Office())), IntakeCentre.NewKey());
        var first = await fixture.PushAsync("offices", body, key: key);
        var before = Stock(await IntakeCentre.StockAsync(fixture.Centre));
        var again = await fixture.PushAsync("offices", body, key: key);
        Assert.Equal((false, true), (first.Replayed, again.Replayed));
        Assert.Equal(first.Bytes, again.Bytes);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency-key-reused"), Pair(await fixture.PushAsync("offices", body + " ", key: key)));
        Assert.Equal(before, Stock(await IntakeCentre.StockAsync(fixture.Centre)));
        Assert.Equal(1, (await fixture.PushAsync("offices", body)).Count("unchanged"));
        var services = IntakeCentre.Batch(Coded(RegisterCentre.New("S-R"), RegisterCentre.Service()));
        Assert.Equal((false, 1), (await fixture.PushAsync("services", services, key: key) is var other ? other.Replayed : true, other.Count("created")));
    }

    [Fact]
    public async Task Atomic_all_stores_nothing_of_a_batch_with_one_fault()
    {
        var before = Stock(await IntakeCentre.StockAsync(fixture.Centre));
        var body = IntakeCentre.Batch(Coded("23-AT1", RegisterCentre.Office()), Coded("23-AT2", Told.With(RegisterCentre.Office(), new() { ["level"] = "branch" })));
        var pushed = await fixture.PushAsync("offices", body, "?atomic=all");
        Assert.Equal(["0 rejected batch-not-stored /records/0", "1 rejected value-not-allowed /records/1/level"], pushed.Results);
        var after = Stock(await IntakeCentre.StockAsync(fixture.Centre));
        Assert.Equal(before.Where(t => t.Key != "PushReceipt"), after.Where(t => t.Key != "PushReceipt"));
    }

    [Fact]
    public async Task Validate_only_needs_no_key_and_stores_nothing_at_all()
    {
        var before = await IntakeCentre.StockAsync(fixture.Centre);
        var body = IntakeCentre.Batch(Coded("23-V1", RegisterCentre.Office()), Coded("23-V2", Told.With(RegisterCentre.Office(), new() { ["county"] = "0001" })));
        var pushed = await fixture.PushAsync("offices", body, "?validateOnly=true");
        Assert.Equal(["1 rejected county-of-other-province /records/1/county"], pushed.Results);
        Assert.Equal((1, JsonValueKind.Null), (pushed.Count("created"), pushed.Json.GetProperty("receipt").ValueKind));
        Assert.Equal(before, await IntakeCentre.StockAsync(fixture.Centre));
    }

    [Fact]
    public async Task Later_records_of_a_batch_meet_the_earlier_ones()
    {
        var title = RegisterCentre.New("خدمت خرم‌آباد ");
        var twice = await fixture.PushAsync("services", IntakeCentre.Batch(
            Coded(RegisterCentre.New("S-L"), RegisterCentre.Service(title)), Coded(RegisterCentre.New("S-L"), RegisterCentre.Service(title.Replace('‌', ' ')))));
        Assert.Equal(["1 rejected title-taken /records/1/title"], twice.Results);
        var (parent, child) = (RegisterCentre.New("23-L"), RegisterCentre.New("23-L"));
        var offices = await fixture.PushAsync("offices", IntakeCentre.Batch(
            Coded(parent, RegisterCentre.Office()), Coded(child, Told.With(RegisterCentre.Office(), new() { ["parent"] = parent }))));
        Assert.Equal(2, offices.Count("created"));
    }

    [Fact]
    public async Task A_body_that_is_not_the_agreed_JSON_is_400_as_a_whole()
    {
        var before = await IntakeCentre.StockAsync(fixture.Centre);
        var office = RegisterCentre.Office();
        foreach (var (body, fault) in new[]
        {
            (IntakeCentre.Batch(office.DeepClone()), "member-missing /records/0/code"),
            (IntakeCentre.Batch(Coded("23-J", office), Coded("23-J2", Told.With((JsonObject)office.DeepClone(), new() { ["agency"] = "1002" }))), "member-unknown /records/1/agency"),
            ("""{"records":[],"agency":"1002"}""", "member-unknown /agency"),
        })
        {
            var pushed = await fixture.PushAsync("offices", body);
            Assert.Equal(HttpStatusCode.BadRequest, pushed.Status);
            var only = Assert.Single(pushed.Json.GetProperty("errors").EnumerateArray());
            Assert.Equal(fault, $"{only.GetProperty("code").GetString()} {only.GetProperty("pointer").GetString()}");
        }

        Assert.Equal(HttpStatusCode.NotFound, (await fixture.PushAsync("agencies", """{"records":[]}""")).Status);
        Assert.Equal(before, await IntakeCentre.StockAsync(fixture.Centre));
        var many = new JsonObject { ["records"] = new JsonArray([.. Enumerable.Range(0, 5001).Select(i => Coded("S-" + i, new() { ["title"] = "x", ["audience"] = "citizen" }))]) };
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too-many-records"), Pair(await fixture.PushAsync("services", many.ToJsonString())));
    }

    [Fact]
    public async Task A_batch_touches_no_other_agency()
    {
        var code = RegisterCentre.New("23-O");
        await fixture.PushAsync("offices", IntakeCentre.Batch(Coded(code, RegisterCentre.Office())), http: fixture.OtherHttp);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.GetAsync("registry/offices/" + code)).Status);
        var desk = await fixture.PushAsync("desks", IntakeCentre.Batch(Coded(RegisterCentre.New("D-O"), RegisterCentre.Desk(code))));
        Assert.Equal(["0 rejected office-unknown /records/0/office"], desk.Results);
    }

    private static JsonObject Coded(string code, JsonObject body) => Told.With(new() { ["code"] = code }, body);

    private static (HttpStatusCode, string) Pair(Pushed pushed) => (pushed.Status, pushed.Code);

    private static Dictionary<string, string> Stock(Dictionary<string, string> stock)
    {
        stock.Remove("IdSequence");
        return stock;
    }
}
