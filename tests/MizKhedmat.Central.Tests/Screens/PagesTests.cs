using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>Whole pages from the running centre: script-free public pages, headers, languages, reach, errors.</summary>
public sealed partial class PagesTests(Centre centre) : IClassFixture<Centre>, IAsyncLifetime
{
    private static readonly SemaphoreSlim Once = new(1);
    private static Centre? prepared;

    public async ValueTask InitializeAsync()
    {
        await Once.WaitAsync();
        try
        {
            if (prepared != centre)
            {
                await centre.AddAgencyAsync("1001", "23");
                await centre.AddAgencyAsync("1002", "07");
                await centre.AddOfficialAsync("nation", "national-officer", "national");
                await centre.AddOfficialAsync("tehran", "governor", "province:23");
                await centre.AddOfficialAsync("agency", "agency-head", "agency:1001");
                prepared = centre;
            }
        }
        finally
        {
            Once.Release();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("/")]
    [InlineData("/track")]
    [InlineData("/sign-in")]
    [InlineData("/developers/errors")]
    public async Task A_public_page_carries_no_script_and_may_run_none(string path)
    {
        using var http = centre.CreateClient();
        using var answer = await http.GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("script-src 'none'", Policy(answer), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fa\" dir=\"rtl\">", html, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(html, "<h1"));
        Assert.DoesNotMatch("style=\"", html);
        if (path == "/developers/errors")
        {
            return; // names standards such as UTF-8
        }

        PartsTests.NoLatinDigits(WebUtility.HtmlDecode(html[html.IndexOf("<main", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task The_language_of_the_address_is_remembered()
    {
        using var http = centre.CreateClient(cookies: true);
        Assert.Contains("<html lang=\"en\" dir=\"ltr\">", await http.GetStringAsync("/track?lang=en"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\" dir=\"ltr\">", await http.GetStringAsync("/track"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fa\" dir=\"rtl\">", await http.GetStringAsync("/track?lang=fa"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nothing-here", HttpStatusCode.NotFound, "صفحه پیدا نشد")]
    [InlineData("/developers/errors/no-such-code", HttpStatusCode.NotFound, "صفحه پیدا نشد")]
    [InlineData("/track/123", HttpStatusCode.BadRequest, "رقم دارد؛ شما ۳ رقم نوشته‌اید")]
    [InlineData("/track/0512345678901230", HttpStatusCode.BadRequest, "اشتباه تایپی")]
    public async Task What_is_wrong_is_told_in_words_and_by_the_status(string path, HttpStatusCode status, string words)
    {
        using var http = centre.CreateClient();
        using var answer = await http.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(words, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    [Clause("386059/4-6c")]
    public async Task An_unknown_tracking_id_is_told_as_page_and_as_plain_text()
    {
        var id = "051234567890123";
        id += MizKhedmat.Central.Kernel.Damm.CheckDigit(id);
        using var http = centre.CreateClient();
        using var page = await http.GetAsync("/track/" + id);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("درخواستی با این شناسه نیست", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        using var text = await http.GetAsync("/track.txt?id=" + id);
        Assert.Equal((HttpStatusCode.NotFound, "text/plain"), (text.StatusCode, text.Content.Headers.ContentType?.MediaType));
        using var moved = await http.GetAsync("/track?code=" + Uri.EscapeDataString(id[..4] + " - " + id[4..]));
        Assert.Equal("/track/" + id, moved.Headers.Location?.OriginalString.Replace(centre.Issuer, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_workspace_asks_for_sign_in_and_opens_with_real_rows_before_any_script()
    {
        using var stranger = centre.CreateClient();
        using var refused = await stranger.GetAsync("/national");
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        using var http = await SignedInAsync("nation");
        using var answer = await http.GetAsync("/national");
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(31, Regex.Count(html, "<use href=\"/map/"));
        Assert.Contains("_framework/blazor.web.js", html, StringComparison.Ordinal);
        Assert.Matches("script-src 'self';.*style-src-elem 'self' 'nonce-[A-Za-z0-9+/=]{24}'", Policy(answer));
        Assert.DoesNotContain("unsafe-eval", Policy(answer), StringComparison.Ordinal);
        Assert.Matches("<link rel=\"stylesheet\" href=\"[^\"]*site[^\"]*\" nonce=\"[^\"]{24}\"", html);
    }

    [Theory]
    [InlineData("nation", "/national/provinces/23", HttpStatusCode.OK)]
    [InlineData("nation", "/national/provinces/99", HttpStatusCode.NotFound)]
    [InlineData("nation", "/national/provinces/abc", HttpStatusCode.NotFound)]
    [InlineData("nation", "/national/agencies/1001?province=23&filter=overdue", HttpStatusCode.OK)]
    [InlineData("nation", "/national/agencies/1001?province=07", HttpStatusCode.NotFound)]
    [InlineData("nation", "/national/agencies/9999", HttpStatusCode.NotFound)]
    [InlineData("nation", "/province", HttpStatusCode.Forbidden)]
    [InlineData("tehran", "/province", HttpStatusCode.OK)]
    [InlineData("tehran", "/province/agencies/1001", HttpStatusCode.OK)]
    [InlineData("tehran", "/province/agencies/1002", HttpStatusCode.NotFound)]
    [InlineData("tehran", "/national", HttpStatusCode.Forbidden)]
    [InlineData("tehran", "/national/provinces/23", HttpStatusCode.Forbidden)]
    [InlineData("agency", "/agency?filter=all", HttpStatusCode.OK)]
    [InlineData("agency", "/national/agencies/1001", HttpStatusCode.Forbidden)]
    [Clause("1538588/C-7")]
    public async Task Everybody_reaches_the_own_screens_and_no_other(string user, string path, HttpStatusCode status)
    {
        using var http = await SignedInAsync(user);
        using var answer = await http.GetAsync(path);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(1, Regex.Count(html, "<h1"));
        Assert.True(status == HttpStatusCode.OK || !html.Contains("_framework", StringComparison.Ordinal), "an error page carries no script");
    }

    [Fact]
    public async Task The_governor_sees_the_agencies_of_the_own_province_and_no_other()
    {
        using var http = await SignedInAsync("tehran");
        var html = WebUtility.HtmlDecode(await http.GetStringAsync("/province"));
        Assert.Contains("دستگاه 1001", html, StringComparison.Ordinal);
        Assert.DoesNotContain("دستگاه 1002", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_field_gets_a_page_that_says_so()
    {
        using var http = centre.CreateClient();
        using var form = new FormUrlEncodedContent([new("user", "nation"), new("password", Centre.Password)]);
        using var answer = await http.PostAsync("/sign-in", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("فرم بیش از اندازه باز مانده بود", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_back_after_sign_in_stays_on_this_site()
    {
        using var http = centre.CreateClient();
        Assert.DoesNotContain("returnUrl", await http.GetStringAsync("/sign-in?returnUrl=https://elsewhere.example"), StringComparison.Ordinal);
        Assert.DoesNotContain("returnUrl", await http.GetStringAsync("/sign-in?returnUrl=//elsewhere.example"), StringComparison.Ordinal);
        Assert.Contains("name=\"returnUrl\" value=\"/province\"", await http.GetStringAsync("/sign-in?returnUrl=/province"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_is_one_cached_file_with_every_province()
    {
        using var http = centre.CreateClient();
        using var answer = await http.GetAsync("/map/iran-provinces.svg");
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.Public);
        Assert.Equal(31, Regex.Count(await answer.Content.ReadAsStringAsync(), "<path id=\"p[0-9]{2}\""));
    }

    private async Task<HttpClient> SignedInAsync(string user)
    {
        var http = centre.CreateClient(cookies: true);
        var page = await http.GetStringAsync("/sign-in");
        using var form = new FormUrlEncodedContent(
        [
            new("user", user), new("password", Centre.Password), new("__RequestVerificationToken", Token().Match(page).Groups[1].Value),
        ]);
        using var answer = await http.PostAsync("/sign-in", form);
        Assert.Equal((HttpStatusCode.SeeOther, false), (answer.StatusCode, answer.Headers.Location!.OriginalString is "/" or "/sign-in"));
        return http;
    }

    private static string Policy(HttpResponseMessage answer) => string.Join("; ", answer.Headers.GetValues("Content-Security-Policy"));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
