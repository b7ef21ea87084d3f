using System.Net;
using System.Text.Json;
using MizKhedmat.Central.Tests.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>What an agency reads back of its register, now and as it was, and the public code lists.</summary>
public sealed class AskRegisterTests
{
    [Fact]
    public async Task A_list_is_paged_by_a_cursor_that_no_change_disturbs()
    {
        await using var centre = await StartAsync();
        foreach (var i in Enumerable.Range(10, 7))
        {
            await centre.TakenAsync($"offices/23-P{i}", RegisterCentre.Office());
        }

        var seen = new List<string>();
        string? next = "";
        while (next is not null)
        {
            var page = await centre.GetAsync("registry/offices?limit=3" + (next.Length > 0 ? "&cursor=" + next : ""));
            Assert.InRange(page.Codes.Length, 1, 3);
            seen.AddRange(page.Codes);
            next = page.Json.GetProperty("next").GetString();
            await centre.TakenAsync("offices/23-A" + seen.Count, RegisterCentre.Office());
        }

        Assert.Equal(["23-0001", "23-P10", "23-P11", "23-P12", "23-P13", "23-P14", "23-P15", "23-P16"], seen.Where(code => !code.StartsWith("23-A", StringComparison.Ordinal)));
        Assert.Equal(seen.Distinct(), seen);
    }

    [Theory]
    [InlineData("خرم آباد")]
    [InlineData("خرم‌آباد")]
    [InlineData("خرماباد")]
    [InlineData("23-KHORAM")]
    public async Task Search_folds_what_people_type(string text)
    {
        await using var centre = await StartAsync();
        await centre.TakenAsync("offices/23-KHORAM", RegisterCentre.Office("نمایندگی خرم‌آباد"));
        Assert.Equal(["23-KHORAM"], (await centre.GetAsync("registry/offices?q=" + Uri.EscapeDataString(text))).Codes);
        Assert.Empty((await centre.GetAsync("registry/offices?q=" + Uri.EscapeDataString("شیراز"))).Codes);
    }

    [Fact]
    public async Task The_register_answers_as_it_was_on_a_day()
    {
        await using var centre = await StartAsync();
        var body = RegisterCentre.Office("نام نخست");
        await centre.TakenAsync("offices/23-PAST", body);
        await centre.PassAsync(10);
        await centre.TakenAsync("offices/23-PAST", Told.With(body, new() { ["title"] = "نام دوم" }), "changed");
        await centre.PassAsync(10);
        await centre.TakenAsync("offices/23-PAST", Told.With(body, new() { ["validToJalali"] = "1405/09/20" }), "changed");
        Assert.Equal("نام نخست", await TitleAsync(centre, "asOf=2026-11-25"));
        Assert.Equal("نام دوم", await TitleAsync(centre, "asOf=2026-12-05"));
        Assert.Equal("نام دوم", await TitleAsync(centre, "asOfJalali=1405/09/19"));
        Assert.Null(await TitleAsync(centre, "asOf=2026-12-11"));
        Assert.Null(await TitleAsync(centre, "asOf=2019-12-31"));
        Assert.Equal("نام نخست", await TitleAsync(centre, "asOf=2020-01-01"));
        var closed = (await centre.GetAsync("registry/offices/23-PAST")).Json;
        Assert.Equal("closed", closed.GetProperty("status").GetString());
        Assert.Equal("2020-01-01 2026-12-11", Spells(closed));
    }

    [Fact]
    public async Task One_record_answers_as_it_was_on_a_day_and_with_what_had_happened_by_then()
    {
        await using var centre = await StartAsync();
        var body = RegisterCentre.Office("نام نخست");
        await centre.TakenAsync("offices/23-PAST", body);
        await centre.PassAsync(10);
        await centre.TakenAsync("offices/23-PAST", Told.With(body, new() { ["title"] = "نام دوم" }), "changed");
        var then = await centre.GetAsync("registry/offices/23-PAST?asOf=2026-11-25&history=true");
        Assert.Equal(("نام نخست", 1, "\"1\""), (then.Json.GetProperty("title").GetString(), then.Json.GetProperty("revision").GetInt32(), then.ETag));
        Assert.Single(then.Json.GetProperty("history").EnumerateArray());
        Assert.Equal("نام دوم", (await centre.GetAsync("registry/offices/23-PAST?asOfJalali=1405/09/10")).Json.GetProperty("title").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await centre.GetAsync("registry/offices/23-PAST?asOf=2019-12-31")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await centre.GetAsync("registry/offices/23-PAST?asOf=2026-11-25", centre.OtherHttp)).Status);
        foreach (var query in new[] { "asOf=2026-12-02", "asOf=1405-08-30", "asOf=2026-11-25&asOfJalali=1405/09/01", "day=2026-11-25", "history=maybe" })
        {
            Assert.Equal((HttpStatusCode.BadRequest, "query-malformed"), await centre.GetAsync("registry/offices/23-PAST?" + query) is var a ? (a.Status, a.Word) : default);
        }
    }

    [Theory]
    [InlineData("registry/offices")]
    [InlineData("registry/offices/23-0001")]
    [InlineData("codes/provinces")]
    public async Task What_can_be_read_can_be_asked_for_without_its_body(string address)
    {
        await using var centre = await StartAsync();
        using var asked = new HttpRequestMessage(HttpMethod.Head, "api/v1/" + address);
        using var head = await centre.Http.SendAsync(asked);
        Assert.Equal((HttpStatusCode.OK, "application/json", 0), (head.StatusCode, head.Content.Headers.ContentType?.MediaType, (await head.Content.ReadAsByteArrayAsync()).Length));
        Assert.Equal((await centre.GetAsync(address)).ETag, head.Headers.ETag?.ToString());
    }

    [Fact]
    public async Task History_says_who_changed_what_when()
    {
        await using var centre = await StartAsync();
        var body = RegisterCentre.Office();
        await centre.TakenAsync("offices/23-HIST", body);
        await centre.PassAsync(1);
        await centre.TakenAsync("offices/23-HIST", Told.With(body, new() { ["staff"] = 40 }), "changed");
        Assert.False((await centre.GetAsync("registry/offices/23-HIST")).Json.TryGetProperty("history", out _));
        var history = (await centre.GetAsync("registry/offices/23-HIST?history=true")).Json.GetProperty("history");
        Assert.Equal([2, 1], history.EnumerateArray().Select(h => h.GetProperty("revision").GetInt32()));
        var last = history[0];
        Assert.Equal(("2026-11-22", "client:agency-1001", "api"), (last.GetProperty("on").GetString(), last.GetProperty("by").GetString(), last.GetProperty("source").GetString()));
        var change = Assert.Single(last.GetProperty("changes").EnumerateArray());
        Assert.Equal(("staff", 12, 40), (change.GetProperty("member").GetString(), change.GetProperty("before").GetInt32(), change.GetProperty("after").GetInt32()));
    }

    [Fact]
    public async Task What_changed_since_an_instant_is_listed_closed_records_too()
    {
        await using var centre = await StartAsync();
        var body = RegisterCentre.Office();
        await centre.TakenAsync("offices/23-OLD", RegisterCentre.Office());
        await centre.TakenAsync("offices/23-SHUT", body);
        await centre.PassAsync(2);
        await centre.TakenAsync("offices/23-SHUT", Told.With(body, new() { ["validTo"] = "2026-11-22" }), "changed");
        Assert.Equal(["23-SHUT"], (await centre.GetAsync("registry/offices?changedSince=2026-11-22T00:00:00%2B03:30")).Codes);
        Assert.Equal(["23-SHUT"], (await centre.GetAsync("registry/offices?changedSince=2026-11-22T00:00:00Z")).Codes);
        Assert.Empty((await centre.GetAsync("registry/offices?changedSince=2026-11-24T00:00:00Z")).Codes);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("cursor=!!")]
    [InlineData("asOf=1405-08-30")]
    [InlineData("asOf=2026-12-01")]
    [InlineData("asOf=2026-11-01&asOfJalali=1405/08/30")]
    [InlineData("changedSince=2026-11-22T00:00:00")]
    [InlineData("agency=1002")]
    public async Task A_query_outside_the_contract_is_400(string query)
    {
        await using var centre = await StartAsync();
        var answer = await centre.GetAsync("registry/offices?" + query);
        Assert.Equal((HttpStatusCode.BadRequest, "query-malformed"), (answer.Status, answer.Word));
    }

    [Fact]
    public async Task The_agency_reads_its_own_record_and_the_courses_but_no_other_agency()
    {
        await using var centre = await StartAsync();
        Assert.Equal(["1001"], (await centre.GetAsync("registry/agencies")).Codes);
        Assert.Equal(HttpStatusCode.NotFound, (await centre.GetAsync("registry/agencies/1002")).Status);
        Assert.Equal(HttpStatusCode.OK, (await centre.GetAsync("registry/courses")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await centre.GetAsync("registry/tables")).Status);
    }

    [Fact]
    public async Task Code_lists_are_public_and_a_known_one_is_not_sent_again()
    {
        await using var centre = await StartAsync();
        using var http = centre.Centre.CreateClient();
        foreach (var list in new[] { "provinces", "counties", "agencies", "cofog", "services", "reasons" })
        {
            using var first = await http.GetAsync("api/v1/codes/" + list);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            Assert.True(first.Headers.CacheControl!.Public);
            using var again = new HttpRequestMessage(HttpMethod.Get, "api/v1/codes/" + list);
            again.Headers.Add("If-None-Match", first.Headers.ETag!.ToString());
            using var known = await http.SendAsync(again);
            Assert.Equal((HttpStatusCode.NotModified, 0), (known.StatusCode, (await known.Content.ReadAsByteArrayAsync()).Length));
        }

        Assert.Equal(31, (await centre.GetAsync("codes/provinces", http)).Codes.Length);
        Assert.Contains("2301", (await centre.GetAsync("codes/counties", http)).Codes);
        Assert.Equal(["1001", "1002"], (await centre.GetAsync("codes/agencies", http)).Codes);
        Assert.Equal(HttpStatusCode.NotFound, (await centre.GetAsync("codes/people", http)).Status);
        var reasons = (await centre.GetAsync("codes/reasons", http)).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(reasons, r => r.GetProperty("code").GetString() == "not-yet" && r.GetProperty("list").GetString() == "reasonCode");
        Assert.Contains(reasons, r => r.GetProperty("code").GetString() == "veterinary" && r.GetProperty("refusedBy").GetString() == "faq-1397/Q54");
        Assert.DoesNotContain(reasons, r => r.GetProperty("code").GetString() == "DM-BANK" && r.TryGetProperty("refusedBy", out _));
        Assert.All(reasons, r => Assert.True(r.GetProperty("name").GetProperty("fa").GetString() != r.GetProperty("name").GetProperty("en").GetString()));
    }

    [Fact]
    [Clause("386059/1-c")]
    public async Task Services_are_listed_with_their_agency_once_they_have_a_national_id()
    {
        await using var centre = await StartAsync();
        await centre.TakenAsync("services/S-PENDING", RegisterCentre.Service("خدمت بی‌کد"));
        var services = (await centre.GetAsync("codes/services")).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["99100100001 1001 citizen", "99100200001 1002 citizen"], services.Select(s =>
            $"{s.GetProperty("code").GetString()} {s.GetProperty("agency").GetString()} {s.GetProperty("audience").GetString()}"));
    }

    private static async Task<RegisterCentre> StartAsync()
    {
        var centre = new RegisterCentre();
        await centre.InitializeAsync();
        return centre;
    }

    private static async Task<string?> TitleAsync(RegisterCentre centre, string query) =>
        (await centre.GetAsync("registry/offices?" + query)).Json.GetProperty("items").EnumerateArray()
            .Where(i => i.GetProperty("code").GetString() == "23-PAST").Select(i => i.GetProperty("title").GetString()).SingleOrDefault();

    private static string Spells(JsonElement record) => string.Join(' ', record.GetProperty("spells").EnumerateArray().Select(s =>
        $"{s.GetProperty("from").GetString()} {s.GetProperty("to").GetString()}"));
}
