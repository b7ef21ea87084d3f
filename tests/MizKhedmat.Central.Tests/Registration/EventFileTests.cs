using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Tests.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>Events by file (API.md sections 4 and 5): the same check, the same answer and the same effect as a push.</summary>
public sealed class EventFileTests(RegisterCentre register) : IClassFixture<RegisterCentre>
{
    private readonly DateTimeOffset now = register.Clock.GetUtcNow();

    private Told Request() => new(register.Client.Agency, RegisterCentre.New("FILE-"));

    [Fact]
    public async Task The_template_is_empty_but_for_examples_and_offers_what_the_agency_has()
    {
        var file = (await register.GetAsync("templates/events.xlsx")).Bytes;
        Workbook.IsValid(file);
        var scanned = Workbook.Open(file);
        Assert.Equal(["رویدادهای درخواست‌ها", "راهنما", "انواع رویداد", "lists"], scanned.Sheets.Select(s => s.Name));
        Assert.Equal(("1001", "events", "1"), (scanned.Properties["mk-agency"], scanned.Properties["mk-kind"], scanned.Properties["mk-schema"]));
        var rows = Workbook.Rows(file);
        Assert.Equal(["کد رهگیری دستگاه *", "نوع رویداد *", "شناسهٔ رویداد *", "زمان رویداد *"], rows[1].Take(4));
        Assert.Equal(["پذیرش", "گام", "پاسخ"], rows.Skip(2).Select(r => r[1]));
        Assert.All(rows.Skip(2), r => Assert.Equal("نمونه", r[0]));
        var help = Workbook.Rows(file, 2).ToDictionary(r => r[8]!, r => r);
        Assert.Equal(RecordSchema.All.Select(t => t.Name).Order(), help.Keys.Where(k => k != "Name in the API").Order());
        Assert.Contains("سمت مسئول", help["step"][2]!.Split("، "));
        var lists = string.Join('|', Workbook.Rows(file, 3).SelectMany(r => r));
        Assert.Contains(register.Client.Agency.Service, lists, StringComparison.Ordinal);
        Assert.DoesNotContain(register.Other.Agency.Service, lists, StringComparison.Ordinal);
        var job = await register.DoneAsync(await register.SendFileAsync("events", file));
        Assert.Equal(("done", 0), (job.GetProperty("state").GetString(), job.GetProperty("rows").GetInt32()));
    }

    [Fact]
    [Clause("386059/4-6")]
    public async Task Rows_in_Persian_words_and_days_become_events_and_the_bad_one_comes_back_to_be_corrected()
    {
        var (code, agency) = (RegisterCentre.New("FILE-"), register.Client.Agency);
        var template = (await register.GetAsync("templates/events.xlsx")).Bytes;
        var before = await KpiAsync();
        Dictionary<string, string> Row(string id, string type, string at) => new() { ["کد رهگیری دستگاه"] = code, ["شناسهٔ رویداد"] = id, ["نوع رویداد"] = type, ["زمان رویداد"] = at };
        var accepted = new Dictionary<string, string>(Row("E-1", "پذیرش", "۱۴۰۵/۰۸/۲۵ ۰۹:۱۵"))
        {
            ["شناسهٔ خدمت"] = agency.Service + " – خدمت", ["واحد"] = agency.Office + " – واحد", ["شیوهٔ پذیرش"] = "حضوری", ["ستاد یا صف"] = "صف", ["گونهٔ متقاضی"] = "حقیقی",
            ["کد یا شناسهٔ ملی متقاضی"] = "۰۴۹۹۳۷۰۸۹۹", ["زمان اعلام‌شدهٔ پاسخ"] = "1405/08/29 14:00", ["شمارهٔ رسید"] = "R-1", ["زمان صدور رسید"] = "1405/08/25 09:16", ["مدارک در رسید"] = "کپی شناسنامه؛ عکس",
        };
        var step = new Dictionary<string, string>(Row("E-2", "گام", "1405/08/26 10:00")) { ["عنوان گام یا استعلام"] = "بررسی" };
        var answer = new Dictionary<string, string>(Row("E-3", "پاسخ", "2026-11-19T11:30:00+03:30")) { ["نتیجه"] = "موافقت", ["شیوهٔ پاسخ"] = "الکترونیکی", ["سمت مسئول"] = "رئیس" };
        var file = Workbook.Typed(template, accepted, step, answer);

        var preview = await register.DoneAsync(await register.SendFileAsync("events", file, "?validateOnly=true"));
        Assert.Equal(("previewed", 2, 1), (preview.GetProperty("state").GetString(), Count(preview, "created"), Count(preview, "rejected")));
        Assert.Equal(HttpStatusCode.NotFound, (await register.GetAsync("requests/" + code)).Status);
        Assert.Equal(before, await KpiAsync());

        var sent = await register.SendFileAsync("events", file);
        var job = await register.DoneAsync(sent);
        Assert.Equal(("done", 2, 1), (job.GetProperty("state").GetString(), Count(job, "created"), Count(job, "rejected")));
        Assert.Equal(["7 E-2 responsible.post member-missing 386059/4-6c"], Errors(job, withRow: true));
        var request = (await register.GetAsync("requests/" + code)).Json;
        Assert.Equal(("answered", true), (request.GetProperty("state").GetString(), request.GetProperty("onTime").GetBoolean()));
        Assert.Equal(DateTimeOffset.Parse("2026-11-16T09:15:00+03:30", null), request.GetProperty("acceptedAt").GetDateTimeOffset());
        var receipt = Assert.Single(job.GetProperty("receipts").EnumerateArray()).GetString();
        Assert.Equal(request.GetProperty("centralTrackingId").GetString(), (await register.GetAsync("receipts/" + receipt)).Json.GetProperty("requests")[0].GetProperty("centralTrackingId").GetString());
        Assert.Equal(before + 1, await KpiAsync());

        var returned = (await register.GetAsync($"imports/{sent.Json.GetProperty("id").GetString()}/errors.xlsx")).Bytes;
        Workbook.IsValid(returned);
        Assert.StartsWith("سمت مسئول: ", Assert.Single(Workbook.Rows(returned).Skip(2))[^1], StringComparison.Ordinal);
        var again = await register.DoneAsync(await register.SendFileAsync("events", Workbook.Corrected(returned, code, "سمت مسئول", "کارشناس")));
        Assert.Equal((1, 0), (Count(again, "created"), Count(again, "rejected")));
        var duplicate = await register.SendFileAsync("events", file);
        Assert.Equal((true, sent.Json.GetProperty("id").GetString()), (duplicate.Json.GetProperty("duplicate").GetBoolean(), duplicate.Json.GetProperty("id").GetString()));
        Assert.Equal(3, (await register.GetAsync("requests/" + code)).Json.GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task Every_record_is_judged_as_the_API_judges_it()
    {
        var at = now.AddDays(-3);
        List<JsonObject> records = [];
        void Add(Func<Told, JsonObject> make, Action<JsonObject>? bend = null)
        {
            var record = make(Request());
            bend?.Invoke(record);
            records.Add(record);
        }

        Add(t => t.Accepted(at));
        Add(t => t.Accepted(at), r => r["type"] = "accepted?");
        Add(t => t.Accepted(at), r => r["at"] = "2026-11-18T09:00:00");
        Add(t => t.Accepted(at), r => r["office"] = "23-NONE");
        Add(t => t.Accepted(at), r => r["desk"] = "D-NONE");
        Add(t => t.Accepted(at), r => r["channel"] = "pigeon");
        Add(t => t.Accepted(at), r => r["applicant"]!["nationalId"] = "0000000001");
        Add(t => t.Accepted(at), r => r["promisedUntil"] = Told.Iso(at.AddDays(-1)));
        Add(t => t.Accepted(at), r => r["receipt"]!["issuedAt"] = Told.Iso(at.AddDays(-1)));
        Add(t => t.Accepted(at), r => r["visits"] = 5000);
        Add(t => t.Accepted(now.AddDays(1)));
        Add(t => t.Other("referred", at, new() { ["toOffice"] = register.Client.Agency.Office, ["reason"] = "د", ["coordinated"] = false, ["presenceDemanded"] = true }));
        Add(t => t.Other("surveyed", at, new() { ["scores"] = new JsonObject { ["information"] = 9, ["behaviour"] = 1, ["timeKept"] = 1, ["overall"] = 1 }, ["instrument"] = "sms" }));
        Add(t => t.Other("answered", at, new() { ["outcome"] = "refused", ["answerChannel"] = "electronic" }));
        Add(t => t.Step(at), r => r["supersedes"] = r["eventId"]!.GetValue<string>());
        var told = Request();
        records.AddRange([told.Accepted(at), told.Answered(at.AddDays(-1))]);

        var push = await register.PushEventsAsync(records, "?validateOnly=true");
        var api = push.Json.GetProperty("results").EnumerateArray().Select(r => $"{r.GetProperty("index").GetInt32()} {r.GetProperty("status").GetString()} {r.GetProperty("code").GetString()} {(r.TryGetProperty("clause", out var c) ? c.GetString() : "")}").ToList();
        Assert.Equal(15, api.Count);
        var job = await register.DoneAsync(await register.SendFileAsync("events", EventFile.Csv(records), "?validateOnly=true", "a.csv"));
        Assert.Equal(api, job.GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("row").GetInt32() - 2} {e.GetProperty("status").GetString()} {e.GetProperty("code").GetString()} {e.GetProperty("clause").GetString()}"));
        Assert.All(new[] { "created", "rejected", "warned", "unchanged" }, count => Assert.Equal(push.Count(count), Count(job, count)));
        Assert.Contains("applicant.nationalId national-id-invalid", Errors(job).Select(e => e[(e.IndexOf(' ') + 1)..].TrimEnd()));
    }

    [Fact]
    public async Task Rows_of_one_request_are_judged_together_wherever_they_stand_and_the_check_foretells_the_storing()
    {
        var far = Request();
        var many = Enumerable.Range(0, 1_200).Select(_ => Request().Accepted(now.AddDays(-3)));
        var file = EventFile.Csv([far.Accepted(now.AddDays(-3)), .. many, far.Answered(now.AddDays(-5))]);
        foreach (var (options, state) in new[] { ("?validateOnly=true", "previewed"), ("?atomic=all", "failed"), ("", "done") })
        {
            var job = await register.DoneAsync(await register.SendFileAsync("events", file, options, "far.csv"));
            Assert.Equal((state, 1_201, 1), (job.GetProperty("state").GetString(), Count(job, "created"), Count(job, "rejected")));
            Assert.Equal("answer-before-acceptance", Assert.Single(job.GetProperty("errors").EnumerateArray()).GetProperty("code").GetString());
            Assert.Equal(state == "done" ? 2 : 0, job.GetProperty("receipts").GetArrayLength());
            Assert.Equal(state == "done", (await register.GetAsync("requests/" + far.Code)).Status == HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_chunk_whose_progress_mark_was_lost_is_answered_from_its_receipt_and_counts_once()
    {
        var file = EventFile.Csv([.. Enumerable.Range(0, 30).Select(_ => Request().Accepted(now.AddDays(-2))), Request().Step(now.AddDays(40))]);
        var sent = await register.SendFileAsync("events", file, name: "lost.csv");
        var first = await register.DoneAsync(sent);
        var before = await IntakeCentre.StockAsync(register.Centre);
        await ReopenAsync(sent, ImportMode.GoodRows);
        var second = await register.DoneAsync(sent);
        Assert.Equal(first.GetProperty("counts").GetRawText(), second.GetProperty("counts").GetRawText());
        Assert.Equal((30, 1), (Count(second, "created"), Count(second, "rejected")));
        Assert.Equal(first.GetProperty("receipts").GetRawText(), second.GetProperty("receipts").GetRawText());
        var after = await IntakeCentre.StockAsync(register.Centre);
        Assert.Equal(before.Where(t => t.Key != "JournalEntry"), after.Where(t => t.Key != "JournalEntry"));
    }

    [Fact]
    public async Task All_or_none_stops_where_something_changed_after_the_check_and_says_so()
    {
        var told = Enumerable.Range(0, 1_500).Select(_ => Request()).ToList();
        var sent = await register.SendFileAsync("events", EventFile.Csv(told.Select(t => t.Accepted(now.AddDays(-2), id: "E"))), "?validateOnly=true", "half.csv");
        Assert.Equal(0, Count(await register.DoneAsync(sent), "rejected"));
        Assert.Empty(await register.TellAsync(told[1_400].Accepted(now.AddDays(-1), id: "E")));
        await ReopenAsync(sent, ImportMode.AllOrNothing);
        var job = await register.DoneAsync(sent);
        Assert.Equal(("failed", "import-stopped-halfway", 1_000), (job.GetProperty("state").GetString(), job.GetProperty("fault").GetProperty("code").GetString(), Count(job, "created")));
        Assert.Contains($"eventId event-changed ", Errors(job).Select(e => e[(e.IndexOf(' ') + 1)..]));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), ((await register.GetAsync("requests/" + told[999].Code)).Status, (await register.GetAsync("requests/" + told[1_001].Code)).Status));
    }

    [Fact]
    public async Task Two_agencies_may_send_the_very_same_file_and_neither_sees_the_others()
    {
        var file = EventFile.Csv(new Told(register.Client.Agency, RegisterCentre.New("SAME-")).Step(now.AddDays(-1)));
        var own = await register.SendFileAsync("events", file, name: "same.csv");
        var theirs = await register.SendFileAsync("events", file, name: "same.csv", http: register.OtherHttp);
        Assert.Equal((1, 1), (Count(await register.DoneAsync(own), "created"), Count(await register.DoneAsync(theirs, register.OtherHttp), "created")));
        Assert.Equal(HttpStatusCode.NotFound, (await register.GetAsync("imports/" + own.Json.GetProperty("id").GetString(), register.OtherHttp)).Status);
    }

    [Fact]
    [Clause("1538588/1b-2")]
    public async Task Days_of_desks_come_by_file_too()
    {
        var file = System.Text.Encoding.UTF8.GetBytes("میز خدمت,واحد,روز,دقیقهٔ باز بودن,دقیقهٔ موظف\nD-1,23-0001,۱۴۰۵/۰۸/۲۷,۴۲۰,۴۸۰\nD-1,23-0001,1405/08/28,2000,480\n");
        var job = await register.DoneAsync(await register.SendFileAsync("desk-days", file, name: "d.csv"));
        Assert.Equal((1, 1), (Count(job, "created"), Count(job, "rejected")));
        Assert.Equal(["D-1 openMinutes number-out-of-range 1538588/1b-2"], Errors(job));
        var day = await register.Centre.InDbAsync(db => db.DeskDays.SingleAsync());
        Assert.Equal((new DateOnly(2026, 11, 18), 420), (day.On, day.OpenMinutes));
        Assert.EndsWith("agency-1001", await register.Centre.InDbAsync(db => db.Set<JournalEntry>().Where(e => e.Kind == "desk-days-received").Select(e => e.Actor).SingleAsync()), StringComparison.Ordinal);
    }

    /// <summary>A job as a centre that stopped leaves it: to be stored, without any progress marked.</summary>
    private async Task ReopenAsync(Answered sent, ImportMode mode)
    {
        var id = sent.Json.GetProperty("id").GetString();
        await register.Centre.InDbAsync(async db =>
        {
            await db.ImportRows.Where(r => r.ImportId == id).ExecuteDeleteAsync();
            return await db.ImportJobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set.SetProperty(j => j.State, ImportState.Storing).SetProperty(j => j.Mode, mode)
                .SetProperty(j => j.Progress, 0).SetProperty(j => j.Created, 0).SetProperty(j => j.Unchanged, 0).SetProperty(j => j.Rejected, 0).SetProperty(j => j.Warned, 0));
        });
        register.Centre.Services.GetRequiredService<ImportQueue>().Ring();
    }

    private async Task<int> KpiAsync() =>
        (await register.GetAsync("kpis?scope=agency:1001&period=1405-08&indicator=accepted-requests")).Json.GetProperty("rows")[0].GetProperty("part") is { ValueKind: JsonValueKind.Number } part
            ? part.GetInt32()
            : 0; // nothing was told yet

    private static int Count(JsonElement job, string name) => job.GetProperty("counts").GetProperty(name).GetInt32();

    private static string[] Errors(JsonElement job, bool withRow = false) => [.. job.GetProperty("errors").EnumerateArray().Select(e =>
        $"{(withRow ? e.GetProperty("row").GetInt32() + " " : "")}{e.GetProperty("record").GetString()} {e.GetProperty("field").GetString()} {e.GetProperty("code").GetString()} {e.GetProperty("clause").GetString()}")];
}
