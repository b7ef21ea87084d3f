using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MizKhedmat.Central.Tests;
using Xunit;

namespace MizKhedmat.EndToEnd.Tests;

/// <summary>The way of a datum from an agency's push to a governor's screen, and to no other governor's.</summary>
[Collection(CentreGroup.Name)]
public sealed partial class GovernorJourneyTests(CentreProcess centre)
{
    private const string Tehran = "23";
    private const string Office = "23-0007";
    private const string Service = "99062697000";

    [Fact]
    [Clause("386059/3-1")]
    [Clause("1538588/C-7")]
    public async Task A_governors_number_changes_without_reload_when_a_request_is_accepted_and_answered()
    {
        await using var context = await centre.BrowseAsync();
        var page = await centre.SignInAsync(context, "governor-23@demo", "/province");
        var machine = centre.Machine("agency-1001");
        var accepted = await machine.KpiAsync($"province:{Tehran}", "accepted-requests");
        var answered = await machine.KpiAsync($"province:{Tehran}", "answered-requests");
        await Assertions.Expect(Number(page, "accepted-requests")).ToHaveTextAsync(PersianDigits.Of(accepted));
        await Assertions.Expect(Number(page, "answered-requests")).ToHaveTextAsync(PersianDigits.Of(answered));
        await MarkAsync(page);

        await machine.PushAsync(Office, Service);

        await Assertions.Expect(Number(page, "accepted-requests")).ToHaveTextAsync(PersianDigits.Of(accepted + 1), new() { Timeout = 15_000 });
        await Assertions.Expect(Number(page, "answered-requests")).ToHaveTextAsync(PersianDigits.Of(answered + 1));
        Assert.True(await IsMarkedAsync(page), "the page was not loaded again");
        Assert.Equal(accepted + 1, await machine.KpiAsync($"province:{Tehran}", "accepted-requests"));
        await CentreProcess.ScreenshotAsync(page, "governor-23");
    }

    [Fact]
    public async Task What_was_pushed_after_the_page_was_painted_and_before_it_listens_is_not_missed()
    {
        await using var context = await centre.BrowseAsync();
        var page = await centre.SignInAsync(context, "governor-23@demo", "/province");
        var machine = centre.Machine("agency-1001");
        var accepted = await machine.KpiAsync($"province:{Tehran}", "accepted-requests");
        var pushed = new TaskCompletionSource();
        await page.RouteAsync("**/_framework/blazor.web.js*", async route =>
        {
            await pushed.Task;
            await route.ContinueAsync();
        });

        await page.GotoAsync("province", new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(Number(page, "accepted-requests")).ToHaveTextAsync(PersianDigits.Of(accepted));
        await machine.PushAsync(Office, Service);
        await page.WaitForTimeoutAsync(1_500);
        pushed.SetResult();

        await Assertions.Expect(Number(page, "accepted-requests")).ToHaveTextAsync(PersianDigits.Of(accepted + 1), new() { Timeout = 15_000 });
    }

    [Fact]
    [Clause("1538588/C-7")]
    public async Task A_governor_sees_nothing_of_another_province()
    {
        await using var context = await centre.BrowseAsync();
        var page = await centre.SignInAsync(context, "governor-07@demo", "/province");
        var machine = centre.Machine("agency-1001");
        var before = await Number(page, "accepted-requests").InnerTextAsync();
        Assert.Equal(PersianDigits.Of(await machine.KpiAsync("province:07", "accepted-requests")), before.Trim());
        await MarkAsync(page);

        await machine.PushAsync(Office, Service);
        await page.WaitForTimeoutAsync(4_000);

        Assert.Equal(before, await Number(page, "accepted-requests").InnerTextAsync());
        Assert.DoesNotContain("تهران", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        foreach (var path in new[] { "national", $"national/provinces/{Tehran}", "national/agencies/1001", "agency" })
        {
            var answer = await page.GotoAsync(path);
            Assert.True(answer!.Status is 403 or 404, $"/{path} answers a governor of another province {answer.Status}");
            Assert.False(await Number(page, "accepted-requests").First.IsVisibleAsync(), $"/{path} shows no numbers");
        }
    }

    [Fact]
    public async Task The_cookie_of_a_person_never_opens_the_machines_API()
    {
        await using var context = await centre.BrowseAsync();
        await centre.SignInAsync(context, "national@demo");
        var answer = await context.APIRequest.GetAsync("api/v1/kpis?scope=national&period=live");
        Assert.Equal(401, answer.Status);
    }

    [Theory]
    [InlineData("national")]
    [InlineData("province")]
    [InlineData("agency")]
    public async Task A_stranger_is_sent_to_sign_in(string path)
    {
        using var answer = await centre.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/sign-in", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_reads_its_own_agency_and_not_another()
    {
        var machine = centre.Machine("agency-1001");
        Assert.Equal(HttpStatusCode.OK, (await machine.SendAsync(HttpMethod.Get, "api/v1/kpis?scope=agency:1001&period=live")).Status);
        var foreign = await machine.SendAsync(HttpMethod.Get, "api/v1/kpis?scope=agency:1002&period=live");
        var missing = await machine.SendAsync(HttpMethod.Get, "api/v1/kpis?scope=agency:9999&period=live");
        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
        Assert.Equal(missing, foreign);
    }

    [Fact]
    [Clause("386059/4-6c")]
    public async Task A_citizen_follows_the_request_that_was_just_pushed()
    {
        var id = await centre.Machine("agency-1001").PushAsync(Office, Service);
        Assert.Matches(@"\A[0-9]{16}\z", id);
        await using var context = await centre.BrowseAsync(width: 390);
        var page = await context.NewPageAsync();
        await page.GotoAsync("track");
        await page.Locator("main input[type=text], main input:not([type])").First.FillAsync(id);
        await page.Locator("main form button").First.ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("پاسخ داده شد");
        var text = await page.Locator("main").InnerTextAsync();
        Assert.Contains("رئیس اداره", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(PersonalData(), text);
        await CentreProcess.ScreenshotAsync(page, "track");
    }

    [Theory]
    [InlineData("national@demo", "/national")]
    [InlineData("governor-23@demo", "/province")]
    [InlineData("head-1001@demo", "/agency")]
    public async Task A_workspace_opens_without_a_fault_in_the_browsers_console(string user, string path)
    {
        await using var context = await centre.BrowseAsync();
        var faults = new List<string>();
        context.Console += (_, message) =>
        {
            if (message.Type is "error")
            {
                faults.Add($"{message.Text} {message.Location}");
            }
        };
        context.WebError += (_, fault) => faults.Add(fault.Error);
        var page = await centre.SignInAsync(context, user, path);
        await page.WaitForURLAsync($"**{path}*");
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        await page.WaitForTimeoutAsync(2_000);
        await CentreProcess.ScreenshotAsync(page, $"workspace{path.Replace('/', '-')}");
        Assert.Equal("rtl", await page.Locator("html").GetAttributeAsync("dir"));
        Assert.Empty(faults);
    }

    private static ILocator Number(IPage page, string slug) => page.Locator($"[data-kpi='{slug}'] strong");

    private static Task MarkAsync(IPage page) => page.EvaluateAsync("() => { window.marked = true; }");

    private static Task<bool> IsMarkedAsync(IPage page) => page.EvaluateAsync<bool>("() => window.marked === true");

    [GeneratedRegex("0499370899|09123456789|۰۴۹۹۳۷۰۸۹۹|۰۹۱۲۳۴۵۶۷۸۹")]
    private static partial Regex PersonalData();
}
