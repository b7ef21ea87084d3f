using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace MizKhedmat.EndToEnd.Tests;

/// <summary>WCAG 2.2 AA as far as axe can see it, and no page wider than its screen (UX.md section 9).</summary>
[Collection(CentreGroup.Name)]
public sealed class AccessibilityTests(CentreProcess centre)
{
    private const string National = "national@demo";

    [Theory]
    [InlineData(null, "/")]
    [InlineData(null, "/track")]
    [InlineData(null, "/track?id=0512345678901230")]
    [InlineData(null, "/sign-in")]
    [InlineData(null, "/developers/errors")]
    [InlineData(null, "/developers/errors/answer-before-acceptance")]
    [InlineData(null, "/no-such-page")]
    [InlineData(National, "/national")]
    [InlineData(National, "/national?of=agencies&period=1405-Q3")]
    [InlineData(National, "/national/provinces/23")]
    [InlineData(National, "/national/agencies/1001?filter=overdue")]
    [InlineData("governor-23@demo", "/province")]
    [InlineData("governor-23@demo", "/province/agencies/1002")]
    [InlineData("rep-1001@demo", "/agency")]
    [InlineData(null, "/services?q=ثبت")]
    [InlineData(null, "/developers")]
    [InlineData(null, "/developers/samples/push.py")]
    [InlineData("rep-1001@demo", "/agency/conformance")]
    [InlineData(null, "/developers/register")]
    [InlineData(null, "/services/99062697000")]
    [InlineData("editor-1001@demo", "/agency/services")]
    [InlineData("editor-1001@demo", "/agency/desks")]
    [InlineData("editor-1001@demo", "/agency/services/S-001")]
    [InlineData("editor-1001@demo", "/agency/services/S-001/edit")]
    [InlineData("editor-1001@demo", "/agency/desks/new")]
    [InlineData("editor-1001@demo", "/agency/information-sheets/new")]
    [InlineData("editor-1001@demo", "/agency/outside-desk")]
    [InlineData("editor-1001@demo", "/agency/imports")]
    [InlineData("editor-1001@demo", "/agency/api")]
    [InlineData("editor-1001@demo", "/agency/api/webhooks")]
    [InlineData("editor-1001@demo", "/agency/notices")]
    [InlineData("planning-23@demo", "/province/outside-desk")]
    [InlineData("planning-23@demo", "/province/register/offices")]
    [InlineData(National, "/national/service-ids")]
    [InlineData(National, "/national/register/agencies")]
    [InlineData(National, "/national/courses")]
    [InlineData("admin@demo", "/admin/organisations")]
    [InlineData("admin@demo", "/admin/counties")]
    [InlineData("admin@demo", "/admin/counters")]
    [InlineData(National, "/national/ranking")]
    [InlineData(National, "/national/ranking?of=agencies&edition=latest")]
    [InlineData(National, "/national/ranking/method")]
    [InlineData(National, "/national/ranking/what-if?of=agencies&edition=latest&w.P1=40")]
    [InlineData(National, "/national/ranking/rehearsal")]
    [InlineData(National, "/national/agencies/1001/score?province=23")]
    [InlineData(National, "/national/provinces/23/score?edition=latest")]
    [InlineData(National, "/national/editions")]
    [InlineData(National, "/national/festival")]
    [InlineData("governor-23@demo", "/province/score")]
    [InlineData("head-1002@demo", "/agency/score?edition=latest")]
    [InlineData("head-1002@demo", "/agency/score/what-if")]
    [InlineData("head-1002@demo", "/agency/score/reproduce")]
    [InlineData("head-1002@demo", "/agency/objections")]
    [InlineData(null, "/editions")]
    public async Task Axe_finds_nothing_in_Persian_at_1440(string? user, string path)
    {
        await using var context = await centre.BrowseAsync();
        var page = await OpenAsync(context, user, path);
        await AssertAxeAsync(page, path);
    }

    [Theory]
    [InlineData(null, "/track", "en")]
    [InlineData(null, "/sign-in", "fa")]
    [InlineData(National, "/national", "en")]
    [InlineData(National, "/national/agencies/1001", "fa")]
    [InlineData("governor-23@demo", "/province", "fa")]
    [InlineData(null, "/services/99062697000", "fa")]
    [InlineData(null, "/developers", "fa")]
    [InlineData(null, "/developers/samples/Push.java", "en")]
    [InlineData("rep-1001@demo", "/agency/conformance", "en")]
    [InlineData(null, "/developers/register", "en")]
    [InlineData("editor-1001@demo", "/agency/services", "fa")]
    [InlineData("editor-1001@demo", "/agency/services/S-001/edit", "en")]
    [InlineData("editor-1001@demo", "/agency/imports", "fa")]
    [InlineData("editor-1001@demo", "/agency/api", "fa")]
    [InlineData("editor-1001@demo", "/agency/api/webhooks", "en")]
    [InlineData("planning-23@demo", "/province/outside-desk", "fa")]
    [InlineData(National, "/national/register/offices", "en")]
    [InlineData(National, "/national/ranking?edition=latest", "en")]
    [InlineData(National, "/national/provinces/23/score", "en")]
    [InlineData("governor-23@demo", "/province/score?edition=latest", "fa")]
    [InlineData("head-1002@demo", "/agency/score", "en")]
    [InlineData("head-1002@demo", "/agency/score?edition=latest", "fa")]
    [InlineData(National, "/national/ranking/method", "en")]
    [InlineData(null, "/editions", "en")]
    public async Task A_narrow_screen_is_read_without_scrolling_sideways(string? user, string path, string language)
    {
        await using var context = await centre.BrowseAsync(width: 320);
        var page = await OpenAsync(context, user, path);
        if (language == "en")
        {
            await page.GotoAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang=en");
            Assert.Equal("ltr", await page.Locator("html").GetAttributeAsync("dir"));
        }

        var (shown, whole) = (await page.EvaluateAsync<int>("document.documentElement.clientWidth"), await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.True(whole <= shown, $"{path} is {whole} px wide on a screen of {shown} px");
        await AssertAxeAsync(page, path);
    }

    private async Task<IPage> OpenAsync(IBrowserContext context, string? user, string path)
    {
        var page = user is null ? await context.NewPageAsync() : await centre.SignInAsync(context, user, path);
        await page.GotoAsync(path);
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        await page.WaitForTimeoutAsync(user is null ? 100 : 1_000);
        return page;
    }

    private static async Task AssertAxeAsync(IPage page, string path)
    {
        var found = await page.RunAxe();
        Assert.True(
            found.Violations.Length == 0,
            $"{path}: " + string.Join("; ", found.Violations.Select(v => $"{v.Id} ({v.Help}): {string.Join(", ", v.Nodes.Take(3).Select(n => n.Html))}")));
    }
}
