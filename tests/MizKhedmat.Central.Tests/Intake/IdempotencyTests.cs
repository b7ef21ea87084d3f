using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>A push may be repeated without harm: attacks I08–I10 of SECURITY section 10, validateOnly and atomic.</summary>
public sealed class IdempotencyTests(IntakeCentre fixture) : IClassFixture<IntakeCentre>
{
    private static int serial;

    private Told New() => new(fixture.Agency, "IDEM-" + Interlocked.Increment(ref serial));

    private string Body() => IntakeCentre.Batch(New().Accepted(fixture.Now.AddDays(-1)));

    [Fact]
    public async Task I08_the_same_key_and_body_give_the_same_bytes_and_change_nothing()
    {
        var (body, key) = (Body(), IntakeCentre.NewKey());
        var first = await fixture.PushAsync(body, key: key);
        var before = await fixture.StockAsync();
        var again = await fixture.PushAsync(body, key: key);
        Assert.Equal((HttpStatusCode.OK, false, true), (first.Status, first.Replayed, again.Replayed));
        Assert.Equal(first.Bytes, again.Bytes);
        before.Remove("IdSequence");
        var after = await fixture.StockAsync();
        after.Remove("IdSequence");
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task I08_the_natural_keys_stop_a_double_under_a_new_key()
    {
        var body = Body();
        await fixture.PushAsync(body);
        var before = await fixture.StockAsync();
        Assert.Equal(1, (await fixture.PushAsync(body)).Count("unchanged"));
        var after = await fixture.StockAsync();
        Assert.All(new[] { "ServiceRequest", "RequestEvent", "Counter", "DayTotal", "DurationCounter", "JournalEntry" }, table => Assert.Equal(before[table], after[table]));
    }

    [Fact]
    public async Task I09_the_same_key_with_one_byte_more_is_422()
    {
        var (body, key) = (Body(), IntakeCentre.NewKey());
        await fixture.PushAsync(body, key: key);
        var before = await fixture.StockAsync();
        var other = await fixture.PushAsync(body + " ", key: key);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency-key-reused", false), (other.Status, other.Code, other.Replayed));
        var after = await fixture.StockAsync();
        Assert.Equal((before["PushReceipt"], before["RequestEvent"]), (after["PushReceipt"], after["RequestEvent"]));
    }

    [Fact]
    public async Task I09_the_same_key_of_another_client_is_another_key()
    {
        var key = IntakeCentre.NewKey();
        await fixture.PushAsync(Body(), key: key);
        var other = await fixture.PushAsync(IntakeCentre.Batch(new Told(fixture.Other.Agency, "IDEM-OTHER").Accepted(fixture.Now.AddDays(-1))), key: key, http: fixture.OtherHttp);
        Assert.Equal((HttpStatusCode.OK, false, 1), (other.Status, other.Replayed, other.Count("created")));
        var desk = await fixture.SendAsync(IntakeCentre.Json("""{"records":[]}"""u8.ToArray()), keys: [key], route: "desk-days");
        Assert.Equal((HttpStatusCode.OK, false), (desk.Status, desk.Replayed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("123456789012345")]
    [InlineData("kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk")]
    [InlineData("key with a blank 1")]
    [InlineData("first-key-000000000|second-key-00000000")]
    public async Task I09_a_key_that_is_missing_short_long_strange_or_double_is_400(string header)
    {
        var keys = header.Split('|', StringSplitOptions.RemoveEmptyEntries);
        var before = await fixture.StockAsync();
        var pushed = await fixture.SendAsync(IntakeCentre.Json(Encoding.UTF8.GetBytes(Body())), keys: keys);
        Assert.Equal(HttpStatusCode.BadRequest, pushed.Status);
        Assert.True(pushed.Bytes.Length == 0 || pushed.Code == "idempotency-key-missing");
        Assert.Equal(before, await fixture.StockAsync());
    }

    [Fact]
    public async Task I09_a_key_outside_ASCII_is_400()
    {
        using var http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = fixture.Centre.BaseAddress };
        http.DefaultRequestHeaders.Authorization = fixture.Http.DefaultRequestHeaders.Authorization;
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.PushAsync(Body(), key: "کلید-۱۲۳۴۵۶۷۸۹۰۱۲۳", http: http)).Status);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    public async Task I09_the_shortest_and_the_longest_key_are_good(int length) =>
        Assert.Equal(HttpStatusCode.OK, (await fixture.PushAsync(Body(), key: new string('k', length))).Status);

    [Fact]
    public async Task I10_fifty_pushes_of_one_key_at_once_have_one_effect()
    {
        var (body, key, code) = (Body(), IntakeCentre.NewKey(), "IDEM-" + serial);
        var before = await fixture.StockAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => fixture.PushAsync(body, key: key)));
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.OK or HttpStatusCode.Conflict));
        Assert.Equal(1, answers.Count(a => a is { Status: HttpStatusCode.OK, Replayed: false }));
        Assert.Single(answers.Where(a => a.Status == HttpStatusCode.OK).Select(a => Convert.ToHexString(a.Bytes)).Distinct());
        Assert.All(answers.Where(a => a.Status == HttpStatusCode.Conflict), a => Assert.Equal("push-in-flight", a.Code));
        var after = await fixture.StockAsync();
        Assert.Equal(1, Lines(after["PushReceipt"]) - Lines(before["PushReceipt"]));
        Assert.Equal(1, Lines(after["JournalEntry"]) - Lines(before["JournalEntry"]));
        Assert.Equal(1, (await fixture.RequestAsync(code)).GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task An_answer_survives_a_restart_of_the_centre()
    {
        var directory = Directory.CreateTempSubdirectory("centre-restart-").FullName;
        try
        {
            var (body, key, first) = ("", IntakeCentre.NewKey(), (Pushed)null!);
            TestClient client;
            await using (var centre = await Centre.StartAsync(new() { DataDirectory = directory }))
            {
                client = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
                body = IntakeCentre.Batch(new Told(client.Agency, "RESTART").Accepted(fixture.Now.AddDays(-1)));
                using var http = await centre.CallerAsync(client);
                first = await fixture.PushAsync(body, key: key, http: http);
            }

            await using (var centre = await Centre.StartAsync(new() { DataDirectory = directory }))
            {
                using var http = await centre.CallerAsync(client);
                var again = await fixture.PushAsync(body, key: key, http: http);
                Assert.True(again.Replayed);
                Assert.Equal(first.Bytes, again.Bytes);
                Assert.Equal(HttpStatusCode.UnprocessableEntity, (await fixture.PushAsync(body + "\n", key: key, http: http)).Status);
                Assert.Equal(1, (await fixture.PushAsync(body, http: http)).Count("unchanged"));
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task Validate_only_runs_every_check_and_stores_nothing_at_all()
    {
        await using var centre = await Centre.StartAsync(new());
        var agency = await centre.AddAgencyAsync("1001");
        using var http = await centre.CallerAsync(await centre.AddClientAsync(agency));
        var told = new Told(agency, "VALID-1");
        var body = IntakeCentre.Batch(told.Accepted(fixture.Now.AddDays(-1)), told.Answered(fixture.Now.AddDays(-2)), Told.With(told.Step(fixture.Now), new() { ["at"] = "x" }));
        var before = await IntakeCentre.StockAsync(centre);
        var checkedOnly = await fixture.PushAsync(body, "?validateOnly=true", http: http);
        Assert.Equal(["1 rejected answer-before-acceptance /records/1/at", "2 rejected time-malformed /records/2/at"], checkedOnly.Results);
        Assert.Equal((3, 1, 2), (checkedOnly.Count("received"), checkedOnly.Count("created"), checkedOnly.Count("rejected")));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, checkedOnly.Json.GetProperty("receipt").ValueKind);
        Assert.Equal(HttpStatusCode.OK, (await fixture.SendAsync(IntakeCentre.Json(Encoding.UTF8.GetBytes(body)), "?validateOnly=true", [], http)).Status);
        var day = """{"records":[{"office":"23-0001","desk":"D-1","on":"2026-11-01","openMinutes":1,"dueMinutes":2}]}"""u8.ToArray();
        Assert.Equal(1, (await fixture.SendAsync(IntakeCentre.Json(day), "?validateOnly=true", http: http, route: "desk-days")).Count("created"));
        Assert.Equal(before, await IntakeCentre.StockAsync(centre));
    }

    [Fact]
    public async Task I15_atomic_all_stores_nothing_of_a_batch_with_one_fault_and_all_of_a_good_one()
    {
        var told = New();
        JsonObject[] records = [told.Accepted(fixture.Now.AddDays(-1)), Told.With(told.Step(fixture.Now), new() { ["at"] = "x" }), told.Answered(fixture.Now.AddHours(-1))];
        var before = await fixture.StockAsync();
        var refused = await fixture.PushAsync(IntakeCentre.Batch(records.Select(r => r.DeepClone())), "?atomic=all");
        Assert.Equal(
            ["0 rejected batch-not-stored /records/0", "1 rejected time-malformed /records/1/at", "2 rejected batch-not-stored /records/2"], refused.Results);
        Assert.Equal((0, 3), (refused.Count("created"), refused.Count("rejected")));
        Assert.Equal(0, refused.Json.GetProperty("requests").GetArrayLength());
        var after = await fixture.StockAsync();
        Assert.Equal(WithoutFeedback(before), WithoutFeedback(after));
        Assert.Equal(2, (await fixture.PushAsync(IntakeCentre.Batch(records[0].DeepClone(), records[2].DeepClone()), "?atomic=all")).Count("created"));
    }

    private static int Lines(string table) => table.Count(c => c == '\n');

    /// <summary>That it was refused is counted for its agency.</summary>
    private static IEnumerable<KeyValuePair<string, string>> WithoutFeedback(Dictionary<string, string> stock) => Without(stock).Where(t => t.Key is not "PushCount" and not "PushSample");

    private static IEnumerable<KeyValuePair<string, string>> Without(Dictionary<string, string> stock) => stock.Where(t => t.Key is not "PushReceipt" and not "IdSequence");
}
