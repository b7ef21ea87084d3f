using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>POST /api/v1/intake/events and desk-days as API.md section 4 promises them.</summary>
public sealed class PushContractTests(IntakeCentre fixture) : IClassFixture<IntakeCentre>
{
    private DateTimeOffset Start { get; } = fixture.Now.AddDays(-5);

    [Fact]
    [Clause("386059/4-6a")]
    public async Task The_sample_batch_is_stored_and_the_request_gets_its_central_id()
    {
        var told = new Told(fixture.Agency, "SHZ-2291");
        var pushed = await fixture.PushAsync(told.Accepted(Start), told.Step(Start.AddDays(1)), told.Answered(Start.AddDays(3)));
        Assert.Equal(HttpStatusCode.OK, pushed.Status);
        Assert.Equal((3, 3, 0, 0, 0), (pushed.Count("received"), pushed.Count("created"), pushed.Count("unchanged"), pushed.Count("rejected"), pushed.Count("warned")));
        Assert.Empty(pushed.Results);
        Assert.Equal(26, pushed.Json.GetProperty("receipt").GetString()!.Length);
        var request = Assert.Single(pushed.Json.GetProperty("requests").EnumerateArray());
        var id = request.GetProperty("centralTrackingId").GetString()!;
        Assert.Equal("SHZ-2291", request.GetProperty("trackingCode").GetString());
        Assert.True(Damm.IsValid(id) && id.Length == 16, id);
        var year = JalaliDate.Of(TehranTime.DayOf(Start.UtcDateTime)).Year % 100;
        Assert.Equal($"{year:00}1001", id[..6]);
        Assert.Equal(JsonValueKind.String, pushed.Json.GetProperty("receivedAt").ValueKind);
    }

    [Fact]
    public async Task An_answer_before_the_acceptance_is_the_one_result_listed()
    {
        var told = new Told(fixture.Agency, "SHZ-EARLY");
        var pushed = await fixture.PushAsync(told.Accepted(Start), told.Step(Start.AddDays(1)), told.Answered(Start.AddMinutes(-1)));
        Assert.Equal((3, 2, 1), (pushed.Count("received"), pushed.Count("created"), pushed.Count("rejected")));
        Assert.Equal(["2 rejected answer-before-acceptance /records/2/at"], pushed.Results);
        var result = pushed.Json.GetProperty("results")[0];
        Assert.Equal("E-3", result.GetProperty("eventId").GetString());
        Assert.Equal(RefusalTexts.Of("answer-before-acceptance").Fa, result.GetProperty("message").GetProperty("fa").GetString());
        Assert.Equal(RefusalTexts.Of("answer-before-acceptance").En, result.GetProperty("message").GetProperty("en").GetString());
    }

    [Fact]
    public async Task All_results_are_listed_in_input_order_when_asked_for()
    {
        var told = new Told(fixture.Agency, "SHZ-ALL");
        var accepted = told.Accepted(Start);
        var defect = told.Other("defect-told", Start.AddHours(2), new() { ["service"] = fixture.Agency.Service, ["office"] = fixture.Agency.Office, ["items"] = new JsonArray("عکس") });
        var late = told.Step(Start.AddDays(-1));
        var pushed = await fixture.PushAsync(IntakeCentre.Batch(late, accepted, accepted.DeepClone(), defect, told.Step(Start.AddDays(-2))), "?results=all");
        Assert.Equal(
            ["0 created", "1 created", "2 unchanged event-known /records/2", "3 warned defect-after-acceptance /records/3", "4 rejected event-before-acceptance /records/4/at"],
            pushed.Results);
        Assert.Equal((5, 2, 1, 1, 1), (pushed.Count("received"), pushed.Count("created"), pushed.Count("unchanged"), pushed.Count("rejected"), pushed.Count("warned")));
    }

    [Fact]
    public async Task Every_type_of_event_is_taken_with_its_members()
    {
        var told = new Told(fixture.Agency, "SHZ-TYPES");
        var (office, at) = (fixture.Agency.Office, Start);
        JsonObject Inquiry(bool electronic) => new() { ["inquiry"] = "Q-1", ["toAgency"] = "1002", ["title"] = "استعلام", ["electronic"] = electronic, ["notElectronicReason"] = "ندارد" };
        JsonObject[] records =
        [
            told.Other("defect-told", at.AddHours(-3), new() { ["serviceTitle"] = "خدمت بی‌کد", ["office"] = office, ["items"] = new JsonArray("عکس", "کپی") }),
            told.Accepted(at),
            Told.With(told.Step(at.AddHours(1)), new() { ["notified"] = "sms", ["note"] = "یادداشت\nدو خط" }),
            told.Other("referred", at.AddHours(2), new() { ["toOffice"] = office, ["reason"] = "امضا", ["coordinated"] = true, ["presenceDemanded"] = true }),
            told.Other("inquiry-sent", at.AddHours(3), Inquiry(true)),
            told.Other("inquiry-answered", at.AddHours(4), Inquiry(false)),
            told.Other("presence-required", at.AddHours(5), new() { ["onJalali"] = "1405/09/01", ["reason"] = "اثر انگشت", ["documents"] = new JsonArray() }),
            told.Other("message", at.AddHours(6), new() { ["text"] = "سلام", ["direction"] = "from-applicant" }),
            told.Answered(at.AddHours(7)),
            told.Other("delivered", at.AddHours(8), new() { ["deliveryChannel"] = "in-person", ["deliveryPlace"] = office }),
            told.Other("reopened", at.AddHours(9), new() { ["reason"] = "اعتراض" }),
            Told.With(told.Answered(at.AddHours(10)), new() { ["outcome"] = "refused", ["reason"] = "مدارک ناقص" }),
            told.Other("closed", at.AddHours(11)),
            told.Other("surveyed", at.AddHours(12), new()
            {
                ["scores"] = new JsonObject { ["information"] = 5, ["behaviour"] = 4, ["timeKept"] = 1, ["overall"] = 3 }, ["comment"] = "خوب", ["instrument"] = "link",
            }),
            new Told(fixture.Agency, "SHZ-CANCEL").Other("cancelled", at, new() { ["byApplicant"] = true }),
        ];
        var pushed = await fixture.PushAsync(IntakeCentre.Batch(records));
        Assert.Empty(pushed.Results);
        Assert.Equal(records.Length, pushed.Count("created"));
        var request = await fixture.RequestAsync("SHZ-TYPES");
        Assert.Equal("closed", request.GetProperty("state").GetString());
        Assert.Equal("refused", request.GetProperty("outcome").GetString());
        Assert.Equal(
            ["defect-told", "accepted", "step", "referred", "inquiry-sent", "inquiry-answered", "presence-required", "message", "answered", "delivered", "reopened", "answered", "closed", "surveyed"],
            request.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_request_and_a_receipt_are_read_back_by_their_agency()
    {
        var told = new Told(fixture.Agency, "SHZ-BACK");
        var pushed = await fixture.PushAsync(told.Accepted(Start), told.Answered(Start.AddDays(1)), told.Step(Start.AddDays(-1)));
        var request = await fixture.RequestAsync("SHZ-BACK");
        Assert.Equal(("answered", "granted", true), (request.GetProperty("state").GetString(), request.GetProperty("outcome").GetString(), request.GetProperty("onTime").GetBoolean()));
        Assert.Equal(fixture.Agency.Service, request.GetProperty("service").GetString());
        Assert.Equal(fixture.Agency.Office, request.GetProperty("office").GetString());
        Assert.Equal(["E-1", "E-2"], request.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("eventId").GetString()));
        Assert.Equal(pushed.Json.GetProperty("requests")[0].GetProperty("centralTrackingId").GetString(), request.GetProperty("centralTrackingId").GetString());
        Assert.Equal(pushed.Bytes, await fixture.Http.GetByteArrayAsync($"api/v1/receipts/{pushed.Json.GetProperty("receipt").GetString()}"));
    }

    [Fact]
    public async Task A_follow_up_without_acceptance_is_an_orphan_until_it_arrives()
    {
        var told = new Told(fixture.Agency, "SHZ-ORPHAN");
        var accepted = told.Accepted(Start);
        var orphan = await fixture.PushAsync(told.Answered(Start.AddDays(1)));
        Assert.Equal((1, 0), (orphan.Count("created"), orphan.Json.GetProperty("requests").GetArrayLength()));
        Assert.Equal("orphan", (await fixture.RequestAsync("SHZ-ORPHAN")).GetProperty("state").GetString());
        Assert.Equal(1, (await fixture.PushAsync(accepted)).Json.GetProperty("requests").GetArrayLength());
        Assert.Equal("answered", (await fixture.RequestAsync("SHZ-ORPHAN")).GetProperty("state").GetString());
    }

    [Fact]
    [Clause("1538588/1b-2")]
    public async Task Desk_days_are_stored_replaced_and_known_again()
    {
        JsonObject Day(int open, DateTimeOffset on) => new()
        {
            ["office"] = fixture.Agency.Office, ["desk"] = "D-1", ["on"] = on.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), ["openMinutes"] = open, ["dueMinutes"] = 420,
        };
        Task<Pushed> Push(params JsonNode[] days) =>
            fixture.SendAsync(IntakeCentre.Json(Encoding.UTF8.GetBytes(IntakeCentre.Batch(days))), "?results=all", route: "desk-days");
        Assert.Equal(["0 created", "1 created"], (await Push(Day(400, Start), Day(420, Start.AddDays(1)))).Results);
        Assert.Equal(["0 unchanged event-known /records/0", "1 created"], (await Push(Day(400, Start), Day(10, Start.AddDays(1)))).Results);
        var refused = await Push(
            Day(1441, Start), Day(1, fixture.Now.AddDays(2)), Told.With(Day(1, Start), new() { ["desk"] = "D-9" }), Told.With(Day(1, Start), new() { ["office"] = "23-9999" }));
        Assert.Equal(
            ["0 rejected number-out-of-range /records/0/openMinutes", "1 rejected time-in-future /records/1/on", "2 rejected desk-unknown /records/2/desk", "3 rejected office-unknown /records/3/office"],
            refused.Results);
        var stored = await fixture.Centre.InDbAsync(db => db.DeskDays.OrderBy(d => d.On).Select(d => d.OpenMinutes).ToListAsync());
        Assert.Equal([400, 10], stored);
    }

    [Fact]
    public async Task A_rejected_event_may_be_sent_again_put_right_under_its_own_id()
    {
        var told = new Told(fixture.Agency, "SHZ-AGAIN");
        var early = told.Answered(Start.AddHours(-1), "E-A");
        await fixture.PushAsync(told.Accepted(Start));
        Assert.Equal(["0 rejected answer-before-acceptance /records/0/at"], (await fixture.PushAsync(early)).Results);
        Assert.Equal(["0 rejected answer-before-acceptance /records/0/at"], (await fixture.PushAsync(early.DeepClone())).Results);
        Assert.Empty((await fixture.PushAsync(told.Answered(Start.AddHours(1), "E-A"))).Results);
        Assert.Equal("answered", (await fixture.RequestAsync("SHZ-AGAIN")).GetProperty("state").GetString());
        Assert.Equal(["0 rejected event-changed /records/0/eventId"], (await fixture.PushAsync(told.Answered(Start.AddHours(2), "E-A"))).Results);
    }
}
