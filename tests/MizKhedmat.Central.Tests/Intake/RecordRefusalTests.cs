using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>Values and rules that reject one record inside a 200: attacks I04–I07 of SECURITY section 10.</summary>
public sealed class RecordRefusalTests(IntakeCentre fixture) : IClassFixture<IntakeCentre>
{
    private static int serial;

    private DateTimeOffset Start { get; } = fixture.Now.AddDays(-2);

    public static TheoryData<string, string, string> BadTimes => new()
    {
        { "at", "2026-11-18T09:15:00", "time-without-offset" },
        { "at", "2026-11-18", "time-without-offset" },
        { "at", "tomorrow", "time-malformed" },
        { "at", "2026-02-30T09:15:00+03:30", "time-malformed" },
        { "at", "1405-08-20T09:15:00+03:30", "jalali-sent-as-gregorian" },
        { "at", "2017-11-27T23:59:00+03:30", "before-the-directive" },
        { "atJalali", "1404/12/30 09:15", "jalali-day-unknown" },
        { "atJalali", "2026/11/20 09:15", "jalali-day-unknown" },
        { "atJalali", "1405/13/01 09:15", "jalali-day-unknown" },
        { "atJalali", "1405/08/20 25:15", "time-malformed" },
        { "atJalali", "1396/09/06 12:00", "before-the-directive" },
    };

    [Theory]
    [MemberData(nameof(BadTimes))]
    public async Task I04_a_time_that_cannot_be_believed_rejects_its_record(string member, string text, string code)
    {
        var record = New().Step(Start);
        record.Remove("at");
        record[member] = text;
        await RejectedAsync(record, code, "/" + member);
    }

    [Fact]
    public async Task I04_five_minutes_of_a_fast_clock_are_forgiven_and_more_are_not()
    {
        await TakenAsync(New().Step(fixture.Now.AddMinutes(4)));
        await RejectedAsync(New().Step(fixture.Now.AddMinutes(7)), "time-in-future", "/at");
    }

    [Theory]
    [InlineData("atJalali", "1403/12/30 09:15", "2025-03-20T05:45:00Z")]
    [InlineData("atJalali", "۱۴۰۵/۰۸/۲۰ ۰۹:۱۵", "2026-11-11T05:45:00Z")]
    [InlineData("atJalali", "1396/09/07", "2017-11-27T20:30:00Z")]
    [InlineData("at", "۲۰۲۶-۱۱-۱۱T۰۹:۱۵:۰۰+۰۳:۳۰", "2026-11-11T05:45:00Z")]
    [InlineData("at", "2026-11-11T05:45:00Z", "2026-11-11T05:45:00Z")]
    [InlineData("at", "2026-11-11T05:45:00.123456789Z", "2026-11-11T05:45:00.123Z")]
    [InlineData("at", "2026-11-11T00:45-05:00", "2026-11-11T05:45:00Z")]
    public async Task I04_a_good_time_is_the_instant_that_it_names(string member, string text, string instant)
    {
        var told = New();
        var record = told.Step(Start);
        record.Remove("at");
        record[member] = text;
        await TakenAsync(record);
        var at = (await fixture.RequestAsync(told.Code)).GetProperty("events")[0].GetProperty("at").GetDateTimeOffset();
        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), at);
    }

    [Theory]
    [InlineData("SHZ-۲۲۹۱", "SHZ-2291")]
    [InlineData("SHZ-٢٢٩١", "SHZ-2291")]
    [InlineData("ＳＨＺ-２２９１", "SHZ-2291")]
    [InlineData("SHZ-٢۲9１", "SHZ-2291")]
    [InlineData("كي-۱", "کی-1")]
    [InlineData("ک\u200cی-1", "کی-1")]
    [InlineData("ک\u0640ی-1", "کی-1")]
    public async Task I05_I06_writings_of_one_code_are_one_request_and_one_event(string written, string canonical)
    {
        var mark = "I05-" + Interlocked.Increment(ref serial) + "-";
        var first = new Told(fixture.Agency, mark + canonical).Step(Start, "E-" + canonical);
        var again = new Told(fixture.Agency, mark + written).Step(Start, "E-" + written);
        await TakenAsync(first);
        Assert.Equal(["0 unchanged event-known /records/0"], (await fixture.PushAsync(again)).Results);
        Assert.Equal(1, await fixture.Centre.InDbAsync(db => db.ServiceRequests.CountAsync(r => r.TrackingCode.StartsWith(mark))));
        Assert.Equal(mark + canonical, (await fixture.RequestAsync(mark + written)).GetProperty("trackingCode").GetString());
    }

    [Fact]
    public async Task I05_digits_of_office_service_and_person_are_folded()
    {
        var record = New().Accepted(Start);
        record["office"] = "۲۳-۰۰۰۱";
        record["service"] = "٩٩١٠٠١٠٠٠٠١";
        record["applicant"]!["nationalId"] = "۰۴۹۹۳۷۰۸۹۹";
        record["applicant"]!["mobile"] = "۰۹۱۲۳۴۵۶۷۸۹";
        await TakenAsync(record);
    }

    public static TheoryData<string, string, string, string, string> BadValues => new()
    {
        { "accepted", "type", "\"acepted\"", "event-type-unknown", "/type" },
        { "accepted", "office", "\"23-9999\"", "office-unknown", "/office" },
        { "accepted", "service", "\"99100200001\"", "service-unknown", "/service" },
        { "accepted", "desk", "\"D-2\"", "desk-unknown", "/desk" },
        { "accepted", "channel", "\"Electronic\"", "value-not-allowed", "/channel" },
        { "accepted", "place", "\"branch\"", "value-not-allowed", "/place" },
        { "accepted", "visits", "-1", "number-out-of-range", "/visits" },
        { "accepted", "visits", "1001", "number-out-of-range", "/visits" },
        { "accepted", "notified", "\"fax\"", "value-not-allowed", "/notified" },
        { "accepted", "eventId", "\"  \"", "id-malformed", "/eventId" },
        { "accepted", "trackingCode", "\"ء\"", "id-malformed", "/trackingCode" },
        { "accepted", "trackingCode", "\"a\\u202eb\"", "id-malformed", "/trackingCode" },
        { "accepted", "supersedes", "\"E-1\"", "supersedes-itself", "/supersedes" },
        { "accepted", "applicant", "{\"kind\":\"natural\",\"nationalId\":\"0499370898\"}", "national-id-invalid", "/applicant/nationalId" },
        { "accepted", "applicant", "{\"kind\":\"legal\",\"nationalId\":\"10380284791\"}", "legal-id-invalid", "/applicant/nationalId" },
        { "accepted", "applicant", "{\"kind\":\"person\"}", "value-not-allowed", "/applicant/kind" },
        { "accepted", "applicant", "{\"kind\":\"foreign\",\"mobile\":\"12345\"}", "mobile-malformed", "/applicant/mobile" },
        { "accepted", "responsible", "{\"post\":\"a\\u202eb\"}", "text-malformed", "/responsible/post" },
        { "step", "title", "\" \"", "text-malformed", "/title" },
        { "answered", "outcome", "\"refused\"", "refusal-without-reason", "/reason" },
        { "answered", "outcome", "\"maybe\"", "value-not-allowed", "/outcome" },
        { "answered", "answerChannel", "\"post\"", "value-not-allowed", "/answerChannel" },
    };

    [Theory]
    [MemberData(nameof(BadValues))]
    public async Task A_value_outside_the_contract_rejects_its_record_alone(string type, string member, string value, string code, string pointer)
    {
        var told = New();
        var record = type switch { "accepted" => told.Accepted(Start, id: "E-1"), "step" => told.Step(Start), _ => told.Answered(Start) };
        record[member] = JsonNode.Parse(value);
        await RejectedAsync(record, code, pointer);
    }

    [Fact]
    [Clause("386059/4-6b")]
    [Clause("faq-1397/Q60")]
    public async Task A_promise_lies_after_the_acceptance_and_its_range_is_in_order()
    {
        await RejectedAsync(Told.With(New().Accepted(Start), new() { ["promisedFrom"] = Told.Iso(Start.AddMinutes(-1)) }), "promise-before-acceptance", "/promisedFrom");
        await RejectedAsync(Told.With(New().Accepted(Start), new() { ["promisedUntil"] = Told.Iso(Start.AddDays(1)), ["promisedFrom"] = Told.Iso(Start.AddDays(2)) }), "promise-range-inverted", "/promisedUntil");
        var record = New().Accepted(Start);
        record["receipt"]!["issuedAt"] = Told.Iso(Start.AddSeconds(-1));
        await RejectedAsync(record, "receipt-before-acceptance", "/receipt/issuedAt");
    }

    [Fact]
    public async Task Scores_inquiries_and_lengths_are_checked()
    {
        JsonObject scores = new() { ["information"] = 5, ["behaviour"] = 4, ["timeKept"] = 6, ["overall"] = 3 };
        await RejectedAsync(New().Other("surveyed", Start, new() { ["scores"] = scores, ["instrument"] = "link" }), "score-out-of-range", "/scores");
        JsonObject inquiry = new() { ["inquiry"] = "Q", ["toAgency"] = "1002", ["title"] = "ت", ["electronic"] = false };
        await RejectedAsync(New().Other("inquiry-sent", Start, inquiry), "not-electronic-without-reason", "/notElectronicReason");
        await RejectedAsync(Told.With(New().Step(Start), new() { ["title"] = new string('ا', 301) }), "text-too-long", "/title");
        await RejectedAsync(Told.With(New().Step(Start), new() { ["eventId"] = new string('x', 65) }), "id-malformed", "/eventId");
        await TakenAsync(Told.With(New().Step(Start), new() { ["title"] = new string('ا', 300), ["eventId"] = new string('x', 64) }));
    }

    [Fact]
    public async Task I07_direction_controls_are_stripped_from_free_text()
    {
        var told = New();
        await TakenAsync(Told.With(told.Step(Start), new() { ["note"] = "a\u202eb\u200fc" }));
        var details = await fixture.Centre.InDbAsync(db => db.RequestEvents.OrderByDescending(e => e.PushId).Select(e => e.Details).FirstAsync());
        Assert.Equal("abc", EventDetails.Parse(details).Note);
    }

    [Fact]
    public async Task I12_the_same_event_with_other_content_is_rejected_and_changes_nothing()
    {
        var told = New();
        await TakenAsync(told.Step(Start, "E-1"));
        var before = await fixture.StockAsync();
        Assert.Equal(["0 rejected event-changed /records/0/eventId"], (await fixture.PushAsync(told.Step(Start.AddHours(1), "E-1"))).Results);
        var after = await fixture.StockAsync();
        Assert.Equal(before["RequestEvent"], after["RequestEvent"]);
        Assert.Equal(before["ServiceRequest"], after["ServiceRequest"]);
    }

    /// <summary>Later than all that was told, so that nothing but its id stands in its way; alone, in a batch and only checked.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public async Task I12_another_event_under_a_stored_id_is_rejected_however_late_it_is_dated(int others)
    {
        Told told = New(), sound = New();
        await TakenAsync(told.Accepted(Start));
        await TakenAsync(told.Step(Start.AddHours(1), "E-same"));
        var body = IntakeCentre.Batch([told.Step(Start.AddHours(9), "E-same"), sound.Accepted(Start), .. Enumerable.Range(0, others).Select(i => sound.Step(Start.AddHours(1 + i)))]);
        Assert.Equal(["0 rejected event-changed /records/0/eventId"], (await fixture.PushAsync(body, "?validateOnly=true")).Results);
        Assert.Equal(["0 rejected event-changed /records/0/eventId"], (await fixture.PushAsync(body)).Results);
        Assert.Equal("accepted", (await fixture.RequestAsync(told.Code)).GetProperty("events")[0].GetProperty("type").GetString());
        Assert.Equal(2, (await fixture.RequestAsync(told.Code)).GetProperty("events").GetArrayLength());
        Assert.Equal(1 + others, (await fixture.RequestAsync(sound.Code)).GetProperty("events").GetArrayLength());
    }

    [Fact]
    [Clause("386059/4-6a")]
    public async Task A_tracking_code_is_used_once_for_ever()
    {
        var told = New();
        await TakenAsync(told.Accepted(Start));
        Assert.Equal(["0 rejected tracking-code-used /records/0/trackingCode"], (await fixture.PushAsync(told.Accepted(Start.AddDays(1)))).Results);
        Assert.Equal(Start, (await fixture.RequestAsync(told.Code)).GetProperty("acceptedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task I15_a_poison_record_in_the_middle_leaves_the_others_their_places()
    {
        var told = New();
        var pushed = await fixture.PushAsync(IntakeCentre.Batch(
            told.Accepted(Start), Told.With(told.Step(Start.AddHours(1)), new() { ["at"] = "x" }), told.Answered(Start.AddHours(2))), "?results=all");
        Assert.Equal(["0 created", "1 rejected time-malformed /records/1/at", "2 created"], pushed.Results);
    }

    private Told New() => new(fixture.Agency, "REC-" + Interlocked.Increment(ref serial));

    private async Task TakenAsync(JsonObject record)
    {
        var pushed = await fixture.PushAsync(record);
        Assert.True(pushed.Status == HttpStatusCode.OK && pushed.Count("created") == 1, System.Text.Encoding.UTF8.GetString(pushed.Bytes));
    }

    private async Task RejectedAsync(JsonObject record, string code, string pointer)
    {
        var before = await fixture.StockAsync();
        var pushed = await fixture.PushAsync(record);
        Assert.True(pushed.Status == HttpStatusCode.OK, System.Text.Encoding.UTF8.GetString(pushed.Bytes));
        Assert.Equal([$"0 rejected {code} /records/0{pointer}"], pushed.Results);
        Assert.Equal((1, 0, 1), (pushed.Count("received"), pushed.Count("created"), pushed.Count("rejected")));
        var after = await fixture.StockAsync();
        foreach (var table in new[] { "ServiceRequest", "RequestEvent", "Counter", "DayTotal", "JournalEntry" })
        {
            Assert.Equal(before[table], after[table]);
        }
    }
}
