using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Tests.Intake;
using MizKhedmat.Central.Tests.Sheets;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>An agency fills in its template and sends it (API.md section 5, UX.md S7, SECURITY.md F4, U05–U07), over the real address.</summary>
public sealed class ImportTests(RegisterCentre register) : IClassFixture<RegisterCentre>
{
    private static Dictionary<string, string> Office(string code, string? title = null, string county = "2301 – شهرستان") => new()
    {
        ["کد"] = code, ["عنوان"] = title ?? RegisterCentre.New("واحد "), ["استان"] = "23 – استان 23", ["شهرستان"] = county, ["سطح"] = "صف", ["شمار کارکنان"] = "۱۲", ["مراجعه‌کننده دارد"] = "بله", ["معتبر از"] = "۱۳۹۹/۰۱/۰۱",
    };

    [Fact]
    public async Task A_template_holds_the_present_records_lists_help_and_hidden_marks()
    {
        var file = await TemplateAsync("offices");
        Workbook.IsValid(file);
        var scanned = Workbook.Open(file);
        Assert.Equal(("1001", "offices", "1"), (scanned.Properties["mk-agency"], scanned.Properties["mk-kind"], scanned.Properties["mk-schema"]));
        Assert.Equal(["واحدها", "راهنما", "lists"], scanned.Sheets.Select(s => s.Name));
        var rows = Workbook.Rows(file);
        Assert.Equal("کد *", rows[1][0]);
        Assert.Equal(ImportSheetExample, rows[2][0]);
        Assert.Contains(rows, r => r[0] == "23-0001" && r[3] == "23 – تهران" && r[4] == "2301 – تهران");
        Assert.Contains(Workbook.Rows(file, 1), r => r.Contains("faq-1397/Q38"));
        Assert.DoesNotContain("1002", string.Join('|', rows.SelectMany(r => r)), StringComparison.Ordinal);
    }

    [Fact]
    [Clause("edesk-1397/I1")]
    public async Task A_file_cannot_verify_items_its_column_is_told_and_not_read()
    {
        await register.TakenAsync("desks/D-VERIFY", RegisterCentre.Desk());
        var job = await register.DoneAsync(await register.SendFileAsync("desks", Encoding.UTF8.GetBytes("code,declared,verified\nD-VERIFY,E01=yes,E01=yes\n"), name: "v.csv"));
        Assert.Equal(("done", "column-unknown verified"), (job.GetProperty("state").GetString(), job.GetProperty("errors")[0] is var e ? $"{e.GetProperty("code").GetString()} {e.GetProperty("field").GetString()}" : null));
        var desk = (await register.GetAsync("registry/desks/D-VERIFY")).Json;
        Assert.Equal((true, false), (desk.GetProperty("declared").GetProperty("E01").GetBoolean(), desk.TryGetProperty("verified", out _)));
        var header = Workbook.Rows(await TemplateAsync("desks")).First(r => r[0] == "کد *");
        Assert.Contains("شاخص‌های خوداظهاری", header);
        Assert.DoesNotContain("شاخص‌های تأییدشده", header);
    }

    [Fact]
    public async Task An_option_that_files_do_not_have_is_refused_with_those_that_they_have()
    {
        var answer = await register.SendFileAsync("offices", Encoding.UTF8.GetBytes("code,title\n"), "?results=all", "a.csv");
        Assert.Equal((HttpStatusCode.BadRequest, "option-unknown"), (answer.Status, answer.Word));
        Assert.Matches(@"a file \(imports\) .*atomic=record\|all; for batches .*results=all", answer.Json.GetProperty("detail").GetString()!);
    }

    [Theory]
    [InlineData("services")]
    [InlineData("desks")]
    [InlineData("information-sheets")]
    [InlineData("operators")]
    [InlineData("counter-offices")]
    [InlineData("representatives")]
    [InlineData("exemptions")]
    [InlineData("places")]
    public async Task Every_kind_has_a_template_that_can_be_sent_back_as_it_is_and_changes_nothing(string kind)
    {
        var file = await TemplateAsync(kind);
        Workbook.IsValid(file);
        var job = await DoneAsync(await SendAsync(kind, file));
        Assert.Equal((0, 0, 0), (Count(job, "created"), Count(job, "changed"), Count(job, "rejected")));
    }

    [Fact]
    public async Task Rows_of_a_template_become_records_and_the_bad_ones_come_back_with_their_reasons()
    {
        var (good, bad) = (RegisterCentre.New("23-I"), RegisterCentre.New("23-I"));
        var file = Workbook.Typed(await TemplateAsync("offices"), Office(good), Office(bad, county: "9999"));
        var sent = await SendAsync("offices", file);
        Assert.Equal(HttpStatusCode.Accepted, sent.Status);
        var job = await DoneAsync(sent);
        Assert.Equal((1, 1, "done"), (Count(job, "created"), Count(job, "rejected"), job.GetProperty("state").GetString()));
        var error = Assert.Single(job.GetProperty("errors").EnumerateArray(), e => e.GetProperty("status").GetString() == "rejected");
        Assert.Equal(("county-unknown", bad, "county"), (error.GetProperty("code").GetString(), error.GetProperty("record").GetString(), error.GetProperty("field").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await register.GetAsync("registry/offices/" + good)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await register.GetAsync("registry/offices/" + bad)).Status);

        var returned = await BytesAsync($"imports/{sent.Json.GetProperty("id").GetString()}/errors.xlsx");
        Workbook.IsValid(returned);
        var rows = Workbook.Rows(returned);
        Assert.Equal("علت", rows[1][^1]);
        Assert.Contains("شهرستان", Assert.Single(rows, r => r[0] == bad)[^1]!, StringComparison.Ordinal);

        var again = await DoneAsync(await SendAsync("offices", Workbook.Corrected(returned, bad, "شهرستان", "2301")));
        Assert.Equal((1, 0), (Count(again, "created"), Count(again, "rejected")));
        var office = (await register.GetAsync("registry/offices/" + bad)).Json;
        Assert.Equal((12, "2020-03-20"), (office.GetProperty("staff").GetInt32(), office.GetProperty("validFrom").GetString()));
        var history = (await register.GetAsync($"registry/offices/{bad}?history=true")).Json.GetProperty("history")[0];
        Assert.StartsWith("import:", history.GetProperty("source").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_formula_is_refused_at_its_cell()
    {
        var code = RegisterCentre.New("23-F");
        var file = Workbook.Corrected(Workbook.Typed(await TemplateAsync("offices"), Office(code)), code, "شمار کارکنان", "=2+3");
        var job = await DoneAsync(await SendAsync("offices", file));
        var error = Assert.Single(job.GetProperty("errors").EnumerateArray(), e => e.GetProperty("status").GetString() == "rejected");
        Assert.Equal(("formula-in-cell", "staff"), (error.GetProperty("code").GetString(), error.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task A_row_lists_every_error_that_it_has()
    {
        var code = RegisterCentre.New("23-E");
        var row = Office(code, county: "x");
        (row["سطح"], row["شمار کارکنان"], row["معتبر از"]) = ("هیچ", "-3", "1399/13/01");
        var job = await DoneAsync(await SendAsync("offices", Workbook.Typed(await TemplateAsync("offices"), row)));
        Assert.Equal(
            ["county county-unknown", "level value-not-allowed", "staff number-out-of-range", "validFromJalali jalali-day-unknown"],
            job.GetProperty("errors").EnumerateArray().Where(e => e.GetProperty("record").GetString() == code).Select(e => $"{e.GetProperty("field").GetString()} {e.GetProperty("code").GetString()}").Order());
    }

    [Fact]
    public async Task The_template_of_another_agency_or_kind_is_refused_and_nothing_is_kept()
    {
        var theirs = await BytesAsync("templates/offices.xlsx", register.OtherHttp);
        var before = await register.Centre.InDbAsync(db => db.ImportJobs.CountAsync());
        Assert.Equal("file-of-other-agency", (await SendAsync("offices", theirs)).Word);
        Assert.Equal("file-of-other-kind", (await SendAsync("desks", await TemplateAsync("offices"))).Word);
        Assert.Equal("header-unknown", (await SendAsync("offices", Encoding.UTF8.GetBytes("a,b\n1,2\n"))).Word);
        Assert.Equal("import-kind-unknown", (await SendAsync("agencies", await TemplateAsync("offices"))).Word);
        Assert.Equal(before, await register.Centre.InDbAsync(db => db.ImportJobs.CountAsync()));
    }

    [Fact]
    public async Task A_csv_with_English_headers_under_a_title_is_read_and_unknown_columns_are_told_once()
    {
        var code = RegisterCentre.New("23-C");
        var csv = $"Offices of the agency\nCode,Title,province,county,Level,Colour\nexample,x,23,2301,line,red\n{code},{RegisterCentre.New("واحد ")},23,2301,line,red\n";
        var job = await DoneAsync(await SendAsync("offices", Encoding.UTF8.GetBytes(csv), name: "a.csv"));
        Assert.Equal((1, 0, 1), (Count(job, "created"), Count(job, "rejected"), job.GetProperty("rows").GetInt32()));
        var told = Assert.Single(job.GetProperty("errors").EnumerateArray());
        Assert.Equal(("column-unknown", "Colour", 0), (told.GetProperty("code").GetString(), told.GetProperty("field").GetString(), told.GetProperty("row").GetInt32()));
    }

    [Fact]
    public async Task A_column_that_the_file_lacks_is_left_as_it_is()
    {
        var code = RegisterCentre.New("23-L");
        await register.TakenAsync("offices/" + code, RegisterCentre.Office());
        var job = await DoneAsync(await SendAsync("offices", Encoding.UTF8.GetBytes($"code,title,province,county,level\n{code},{RegisterCentre.New("نام تازه ")},23,2301,line\n")));
        Assert.Equal(1, Count(job, "changed"));
        Assert.Equal("خیابان نخست", (await register.GetAsync("registry/offices/" + code)).Json.GetProperty("address").GetString());
    }

    [Fact]
    public async Task A_code_twice_or_missing_is_an_error_of_its_row()
    {
        var code = RegisterCentre.New("23-D");
        var csv = $"code,title,province,county,level\n{code},{RegisterCentre.New("ا")},23,2301,line\n{code},{RegisterCentre.New("ب")},23,2301,line\n,{RegisterCentre.New("پ")},23,2301,line\n";
        var job = await DoneAsync(await SendAsync("offices", Encoding.UTF8.GetBytes(csv)));
        Assert.Equal(["3 code-twice", "4 code-missing"], job.GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("row").GetInt32()} {e.GetProperty("code").GetString()}"));
        Assert.Equal(1, Count(job, "created"));
    }

    [Fact]
    public async Task Validate_only_stores_nothing_and_all_or_none_stores_none_with_one_bad_row()
    {
        var code = RegisterCentre.New("23-V");
        var csv = Encoding.UTF8.GetBytes($"code,title,province,county,level\n{code},{RegisterCentre.New("ا")},23,2301,line\nbad,{RegisterCentre.New("ب")},23,2301,line\n");
        var before = await IntakeCentre.StockAsync(register.Centre);
        var preview = await DoneAsync(await SendAsync("offices", csv, "?validateOnly=true"));
        Assert.Equal(("previewed", 1, 1), (preview.GetProperty("state").GetString(), Count(preview, "created"), Count(preview, "rejected")));
        var all = await DoneAsync(await SendAsync("offices", csv, "?atomic=all"));
        Assert.Equal(("failed", "import-not-stored"), (all.GetProperty("state").GetString(), all.GetProperty("fault").GetProperty("code").GetString()));
        var after = await IntakeCentre.StockAsync(register.Centre);
        Assert.Empty(after.Where(t => t.Key != "JournalEntry").SelectMany(t => t.Value.Split('\n').Except(before[t.Key].Split('\n')).Select(row => $"{t.Key} {row}")));
        Assert.Equal(before.Where(t => t.Key != "JournalEntry").Select(t => t.Value.Length), after.Where(t => t.Key != "JournalEntry").Select(t => t.Value.Length));
        var good = await DoneAsync(await SendAsync("offices", Encoding.UTF8.GetBytes($"code,title,province,county,level\n{code},{RegisterCentre.New("ا")},23,2301,line\n"), "?atomic=all"));
        Assert.Equal(("done", 1), (good.GetProperty("state").GetString(), Count(good, "created")));
    }

    [Fact]
    public async Task The_same_file_again_is_the_former_job()
    {
        var csv = Encoding.UTF8.GetBytes($"code,title,province,county,level\n{RegisterCentre.New("23-S")},{RegisterCentre.New("ا")},23,2301,line\n");
        var first = await SendAsync("offices", csv);
        await DoneAsync(first);
        var second = await SendAsync("offices", csv, name: "another name.csv");
        Assert.Equal(first.Json.GetProperty("id").GetString(), second.Json.GetProperty("id").GetString());
        Assert.True(second.Json.GetProperty("duplicate").GetBoolean());
        Assert.False(first.Json.TryGetProperty("duplicate", out _));
        var others = await SendAsync("offices", csv, http: register.OtherHttp);
        Assert.False(others.Json.TryGetProperty("duplicate", out _));
        await register.DoneAsync(others, register.OtherHttp); // or it would still be storing under the next test
    }

    [Fact]
    public async Task Another_agencys_import_answers_like_a_missing_one()
    {
        var sent = await SendAsync("offices", Encoding.UTF8.GetBytes($"code,title,province,county,level\n{RegisterCentre.New("23-O")},{RegisterCentre.New("ا")},23,2301,line\n"));
        await DoneAsync(sent);
        var foreign = await register.GetAsync("imports/" + sent.Json.GetProperty("id").GetString(), register.OtherHttp);
        var missing = await register.GetAsync("imports/01JD0000000000000000000000", register.OtherHttp);
        Assert.Equal((HttpStatusCode.NotFound, missing.Text), (foreign.Status, foreign.Text));
        Assert.Equal(HttpStatusCode.NotFound, (await register.GetAsync($"imports/{sent.Json.GetProperty("id").GetString()}/errors.xlsx", register.OtherHttp)).Status);
    }

    [Fact]
    [Clause("faq-1397/Q14")]
    public async Task Rows_of_places_are_merged_into_their_services_and_a_bad_row_stops_no_other()
    {
        var (service, office, other) = (RegisterCentre.New("S-P"), RegisterCentre.New("23-P"), RegisterCentre.New("23-P"));
        await register.TakenAsync("offices/" + office, RegisterCentre.Office());
        await register.TakenAsync("offices/" + other, RegisterCentre.Office());
        var body = RegisterCentre.Service();
        body["places"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["office"] = other, ["place"] = "in-person" });
        await register.TakenAsync("services/" + service, body);
        Dictionary<string, string> Row(string at, string place, string service) => new() { ["خدمت"] = service, ["واحد"] = at, ["محل ارائه"] = place };
        var file = Workbook.Typed(
            await TemplateAsync("places"), Row(office, "میز الکترونیکی", service), Row(office, "میز حضوری", service), Row("همهٔ واحدهای دیگر", "دفتر پیشخوان یا پستی", service),
            Row("23-NONE", "میز حضوری", service), Row(office, "میز حضوری", "S-NONE"));
        var job = await DoneAsync(await SendAsync("places", file));
        Assert.Equal(
            ["office office-unknown", "service service-unknown"],
            job.GetProperty("errors").EnumerateArray().Where(e => e.GetProperty("status").GetString() == "rejected").Select(e => $"{e.GetProperty("field").GetString()} {e.GetProperty("code").GetString()}").Order());
        var places = (await register.GetAsync("registry/services/" + service)).Json.GetProperty("places").EnumerateArray().Select(p => $"{p.GetProperty("office").GetString()} {p.GetProperty("place").GetString()}").Order();
        Assert.Equal(new[] { "* counter-office", $"{office} electronic", $"{office} in-person", $"{other} in-person" }.Order(), places);
    }

    [Theory]
    [InlineData("macro", "sheet-macro")]
    [InlineData("doctype", "sheet-doctype")]
    [InlineData("external", "sheet-external-link")]
    [InlineData("exe", "sheet-not-xlsx")]
    [InlineData("empty", "file-empty")]
    [InlineData("bomb", "sheet-bomb")]
    public async Task A_hostile_file_is_refused_at_the_door_and_leaves_nothing(string what, string code)
    {
        var before = (await register.Centre.InDbAsync(db => db.ImportJobs.CountAsync()), Kept());
        var answer = await SendAsync("offices", Hostile(what), name: "../../C:\\CON‮slx.xlsx");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), (answer.Status, answer.Word));
        Assert.Equal(before, (await register.Centre.InDbAsync(db => db.ImportJobs.CountAsync()), Kept()));
    }

    [Fact]
    public async Task A_file_over_20_MB_is_413()
    {
        var answer = await SendAsync("offices", new byte[(20 * 1024 * 1024) + 100]);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "file-too-large"), (answer.Status, answer.Word));
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_415_and_says_what_to_send()
    {
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await register.Http.PostAsync("/api/v1/imports", body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("multipart/form-data", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_senders_name_is_shown_without_folders_and_tricks_and_never_a_path()
    {
        var sent = await SendAsync("offices", Encoding.UTF8.GetBytes($"code,title,province,county,level\n{RegisterCentre.New("23-N")},{RegisterCentre.New("ا")},23,2301,line\n"), name: "../..\\etc\\‮gpj.exe" + new string('x', 300));
        var job = await DoneAsync(sent);
        Assert.Equal("gpj.exe" + new string('x', 113), job.GetProperty("fileName").GetString());
        Assert.All(Directory.GetFiles(Path.Combine(register.Centre.DataDirectory, "uploads")), f =>
        {
            Assert.Matches("^[0-9a-f]{64}$", Path.GetFileName(f));
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(f) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        });
    }

    private const string ImportSheetExample = "نمونه";

    private int Kept() => Directory.Exists(Path.Combine(register.Centre.DataDirectory, "uploads")) ? Directory.GetFiles(Path.Combine(register.Centre.DataDirectory, "uploads")).Length : 0;

    private static byte[] Hostile(string what) => what switch
    {
        "macro" => Xlsx.Good().With("xl/vbaProject.bin", [1, 2, 3]).Bytes(),
        "doctype" => Xlsx.Good().With(Xlsx.Sheet1, "<!DOCTYPE x [<!ENTITY a \"b\">]>" + Xlsx.Worksheet("")[38..]).Bytes(),
        "external" => Xlsx.Good().With("xl/externalLinks/externalLink1.xml", "<externalLink/>").Bytes(),
        "exe" => [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0],
        "empty" => [],
        _ => Xlsx.Good().With("xl/sharedStrings.xml", $"<sst xmlns=\"{Xlsx.Main}\">{string.Concat(Enumerable.Repeat($"<si><t>{new string('a', 30_000)}</t></si>", 200))}</sst>").Bytes(),
    };

    private Task<byte[]> TemplateAsync(string kind) => BytesAsync($"templates/{kind}.xlsx");

    private async Task<byte[]> BytesAsync(string address, HttpClient? http = null) => (await register.GetAsync(address, http ?? register.Http)).Bytes;

    private Task<Answered> SendAsync(string kind, byte[] file, string options = "", string name = "offices.xlsx", HttpClient? http = null) =>
        register.SendFileAsync(kind, file, options, name, http);

    private Task<JsonElement> DoneAsync(Answered sent) => register.DoneAsync(sent);

    private static int Count(JsonElement job, string name) => job.GetProperty("counts").GetProperty(name).GetInt32();
}
