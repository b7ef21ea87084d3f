using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Intake;
using MizKhedmat.Central.Tests.Notifications;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>The pages of the agency's feedback as its people, and nobody else, see them.</summary>
public sealed class FeedbackPagesTests(WebhookCentre home) : IClassFixture<WebhookCentre>
{
    [Fact]
    public async Task The_health_page_tells_last_event_rates_codes_gaps_keys_and_receipts_in_both_languages()
    {
        await PushAsync();
        using var head = await home.EditorAsync("head");
        var page = await head.ReadAsync("/agency/api");
        Assert.Contains("۵۰٫۰٪", page, StringComparison.Ordinal);
        Assert.Contains("زمان بدون اختلاف ساعت آمده است", page, StringComparison.Ordinal);
        Assert.Contains("/developers/errors/time-without-offset", page, StringComparison.Ordinal);
        Assert.Contains("/records/1/at", page, StringComparison.Ordinal);
        Assert.Contains("agency-1001", page, StringComparison.Ordinal);
        Assert.Contains("class=\"gaps\"", page, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"true\">۷ روز گذشته", page, StringComparison.Ordinal);
        var english = await head.ReadAsync("/agency/api?days=30&lang=en");
        Assert.Contains("aria-current=\"true\">Last 30 days", english, StringComparison.Ordinal);
        Assert.Contains("95 of 100 events arrive within", english, StringComparison.Ordinal);

        var csv = await head.ReadAsync("/export/api-faults.csv?days=7&lang=en");
        Assert.Contains("time-without-offset,Rejected,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agency_that_never_sent_reads_why_the_page_is_empty()
    {
        using var other = await home.EditorAsync("other");
        var page = await other.ReadAsync("/agency/api");
        Assert.Contains("هنوز هیچ", page, StringComparison.Ordinal);
        Assert.Contains("در این دوره رویدادی نرسیده است", page, StringComparison.Ordinal);
        Assert.Contains("هنوز کارخواهی برای API نیست", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/agency/api")]
    [InlineData("/agency/api/webhooks")]
    [InlineData("/agency/notices")]
    [InlineData("/export/api-faults.csv")]
    public async Task People_of_a_single_office_and_of_other_workspaces_find_nothing_here(string address)
    {
        await AddOnceAsync("desk", "agency-editor", "office:1001/23-0001");
        await AddOnceAsync("governor", "governor", "province:23");
        using var desk = await home.EditorAsync("desk");
        Assert.Equal(HttpStatusCode.NotFound, (await desk.OpenAsync(address)).Status);
        using var governor = await home.EditorAsync("governor");
        Assert.Equal(HttpStatusCode.Forbidden, (await governor.OpenAsync(address)).Status);
    }

    [Fact]
    public async Task A_head_reads_endpoints_an_editor_arranges_them_and_another_agency_finds_none()
    {
        var (id, _) = await home.RegisterAsync(home.Receiver.Url + "/pages");
        var page = "/agency/api/webhooks/" + id;
        using var head = await home.EditorAsync("head");
        var html = await head.ReadAsync(page);
        Assert.Contains("/hooks/pages", html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"delete\"", html, StringComparison.Ordinal);
        using var editor = await home.EditorAsync();
        using var tried = await Browser.PostAsync(home.Centre, page, new() { ["_handler"] = "act", ["act"] = "delete" }, await Browser.CookieAsync(home.Centre, "head"));
        Assert.NotEqual(HttpStatusCode.OK, tried.StatusCode);
        using var other = await home.EditorAsync("other");
        Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync(page)).Status);
        Assert.DoesNotContain("/hooks/pages", await other.ReadAsync("/agency/api/webhooks"), StringComparison.Ordinal);
        Assert.Equal(WebhookState.Active, (await home.WebhookAsync(id)).State);
        Assert.Equal("/agency/api/webhooks", (await editor.SendAsync(page, ("_handler", "act"), ("act", "delete"))).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.OpenAsync(page)).Status);
    }

    [Fact]
    public async Task A_bad_address_and_no_event_are_told_on_the_form_and_nothing_is_stored()
    {
        using var editor = await home.EditorAsync();
        var before = await home.Centre.InDbAsync(db => db.Webhooks.CountAsync());
        var (status, html, _) = await editor.SendAsync("/agency/api/webhooks", ("_handler", "register"), ("url", "http://10.0.0.7/x"), ("events", "import.finished"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("نشانی مقصد باید نشانی کامل https باشد", html, StringComparison.Ordinal);
        Assert.Contains("value=\"http://10.0.0.7/x\"", html, StringComparison.Ordinal);
        Assert.Contains("دست‌کم یک رویداد", (await editor.SendAsync("/agency/api/webhooks", ("_handler", "register"), ("url", "https://example.ir/x"))).Html, StringComparison.Ordinal);
        Assert.Equal(before, await home.Centre.InDbAsync(db => db.Webhooks.CountAsync()));
    }

    [Fact]
    public async Task A_notice_is_counted_in_the_navigation_until_somebody_of_the_agency_has_seen_it()
    {
        await home.Centre.InDbAsync(async db =>
        {
            await db.TellOnceAsync(WebhookCentre.Agency, NoticeKind.AgencySilent, "2026-11-20T06:30:00.000Z", home.Clock.GetUtcNow().UtcDateTime, default);
            return await db.SaveChangesAsync();
        });
        using var editor = await home.EditorAsync();
        Assert.Contains("اعلان‌ها (۱ تازه)", await editor.ReadAsync("/agency/imports"), StringComparison.Ordinal);
        var page = await editor.ReadAsync("/agency/notices");
        Assert.Contains("آخرین رویداد: جمعه ۲۹ آبان ۱۴۰۵ ساعت ۱۰:۰۰", page, StringComparison.Ordinal);
        using var other = await home.EditorAsync("other");
        Assert.DoesNotContain("جمعه ۲۹ آبان", await other.ReadAsync("/agency/notices"), StringComparison.Ordinal);
        await editor.PostAsync("/agency/notices", page, ("_handler", "seen"));
        Assert.DoesNotContain("تازه)", await editor.ReadAsync("/agency/notices"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_import_is_told_without_the_name_of_the_file()
    {
        await home.RegisterAsync(home.Receiver.Url + "/imports");
        var client = await home.Centre.AddClientAsync(await AgencyAsync(), clientId: "importer");
        using var http = await home.Centre.CallerAsync(client);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("offices"), "kind" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes("code,title,province,county,level\n23-W1,واحد,23,2301,line\n23-W2,واحد,99,9999,line\n")), "file", "نام یک نفر.csv" },
        };
        using var answer = await http.PostAsync("api/v1/imports", form);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var delivery = await home.DeliveryAsync(d => d is { Event: "import.finished", State: DeliveryState.Delivered });
        var data = System.Text.Json.JsonDocument.Parse(delivery.Payload).RootElement.GetProperty("data");
        Assert.Equal(("offices", "done", 1, 1), (data.GetProperty("kind").GetString(), data.GetProperty("state").GetString(), data.GetProperty("created").GetInt32(), data.GetProperty("rejected").GetInt32()));
        Assert.Equal(answer.Headers.Location!.ToString(), data.GetProperty("location").GetString());
        Assert.DoesNotContain("نفر", delivery.Payload, StringComparison.Ordinal);
    }

    private async Task PushAsync()
    {
        var agency = await AgencyAsync();
        using var http = await home.Centre.CallerAsync(await home.Centre.AddClientAsync(agency));
        var (told, now) = (new Told(agency, "PAGE-1"), home.Clock.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/events")
        {
            Content = IntakeCentre.Json(Encoding.UTF8.GetBytes(IntakeCentre.Batch(told.Accepted(now.AddHours(-1)), Told.With(told.Step(now), new() { ["at"] = "2026-11-21T08:00:00" })))),
        };
        request.Headers.Add("Idempotency-Key", IntakeCentre.NewKey());
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<TestAgency> AgencyAsync()
    {
        var id = await home.Centre.InDbAsync(db => db.Agencies.Where(a => a.Code == WebhookCentre.Agency).Select(a => a.Id).SingleAsync());
        return new(id, WebhookCentre.Agency, "23-0001", "99100100001", "D-1");
    }

    private async Task AddOnceAsync(string user, string role, string scope)
    {
        if (!await home.Centre.InDbAsync(db => db.Officials.AnyAsync(o => o.UserName == user)))
        {
            await home.Centre.AddOfficialAsync(user, role, scope);
        }
    }
}
