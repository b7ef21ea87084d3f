using System.Net;
using System.Text.RegularExpressions;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Registration;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>Reviews as people meet them: who sees and decides what, preview before storing, taking back, what the agency reads.</summary>
public sealed class ReviewScreensTests(ReviewScreens screens) : IClassFixture<ReviewScreens>
{
    private const string ProvinceDecide = "/province/reviews/decide";

    [Fact]
    [Clause("faq-1397/Q15")]
    public async Task A_planning_officer_sees_and_decides_the_own_province_only()
    {
        var (agency, own, foreign) = await OutsideAsync();
        var queue = await screens.Planning.ReadAsync($"/province/outside-desk?agency={agency.Code}");
        Assert.Contains(ReviewScreens.Tick(own), queue, StringComparison.Ordinal);
        Assert.DoesNotContain(ReviewScreens.Tick(foreign), queue, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Planning.OpenAsync($"/province/reviews/{foreign.Id}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await screens.Planning.OpenAsync($"/national/reviews/{foreign.Id}")).Status);
        var (status, _, _) = await screens.Planning.PostAsync(ProvinceDecide, queue, ("act", "store"), ("case", ReviewScreens.Tick(foreign)), ("to", "accept"));
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(ReviewState.Pending, await StateAsync(agency, foreign));
        var (_, _, location) = await screens.Planning.PostAsync(ProvinceDecide, queue, ("act", "store"), ("case", ReviewScreens.Tick(own)), ("to", "accept"));
        Assert.StartsWith("/province/decisions/", location, StringComparison.Ordinal);
        Assert.Equal((ReviewState.Accepted, ReviewState.Pending), (await StateAsync(agency, own), await StateAsync(agency, foreign)));
    }

    [Fact]
    public async Task A_governor_and_an_auditor_read_and_change_nothing()
    {
        var (agency, own, _) = await OutsideAsync();
        foreach (var (browser, root) in (IEnumerable<(FormBrowser, string)>)[(screens.Governor, "/province"), (screens.Auditor, "/national")])
        {
            var queue = await browser.ReadAsync($"{root}/outside-desk?agency={agency.Code}");
            Assert.Contains("خدمت S1", Latin(queue), StringComparison.Ordinal);
            Assert.DoesNotContain("type=\"checkbox\"", queue, StringComparison.Ordinal);
            Assert.DoesNotContain("name=\"to\"", await browser.ReadAsync($"{root}/reviews/{own.Id}"), StringComparison.Ordinal);
            var (status, _, _) = await browser.PostAsync(root + "/reviews/decide", queue, ("act", "store"), ("case", ReviewScreens.Tick(own)), ("to", "accept"));
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.OpenAsync(root + "/decisions")).Status);
        }

        Assert.Equal(ReviewState.Pending, await StateAsync(agency, own));
    }

    [Fact]
    public async Task Many_cases_are_previewed_without_storing_then_stored_and_taken_back_together()
    {
        var (agency, first, second) = await OutsideAsync();
        (string, string)[] asked = [("case", ReviewScreens.Tick(first)), ("case", ReviewScreens.Tick(second)), ("to", "reject"), ("text", "سند ندارد"), ("moveBy", "۱۴۰۶/۰۱/۱۵")];
        var queue = await screens.Officer.ReadAsync($"/national/outside-desk?agency={agency.Code}&select=page");
        Assert.Equal(2, Regex.Count(queue, "type=\"checkbox\"[^>]* checked"));
        var (_, preview, _) = await screens.Officer.PostAsync("/national/reviews/decide", queue, asked);
        Assert.Contains("هنوز چیزی ثبت نشده است", preview, StringComparison.Ordinal);
        Assert.Contains("سازمان " + agency.Code, Latin(preview), StringComparison.Ordinal);
        Assert.Equal(ReviewState.Pending, await StateAsync(agency, first));
        var (_, _, location) = await screens.Officer.PostAsync("/national/reviews/decide", preview, [.. asked, ("act", "store")]);
        Assert.Equal((ReviewState.Rejected, ReviewState.Rejected), (await StateAsync(agency, first), await StateAsync(agency, second)));
        var stored = await screens.Officer.ReadAsync(location!);
        var batch = new Uri("http://centre" + location).Segments[^1];
        Assert.Contains(batch, await screens.Officer.ReadAsync("/national/decisions"), StringComparison.Ordinal);
        var (_, _, undone) = await screens.Officer.PostAsync("/national/decisions", stored, ("batch", batch));
        Assert.Equal("/national/decisions?undone=1", undone);
        Assert.Equal((ReviewState.Pending, ReviewState.Pending), (await StateAsync(agency, first), await StateAsync(agency, second)));
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Officer.OpenAsync("/national/decisions/" + batch)).Status);
        await agency.CountedRightAsync();
    }

    [Fact]
    public async Task A_decision_of_somebody_else_is_not_taken_back_from_this_page()
    {
        var (agency, own, _) = await OutsideAsync();
        var result = await agency.AcceptAsync(own);
        var page = await screens.Planning.ReadAsync("/province/decisions");
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Planning.PostAsync("/province/decisions", page, ("batch", result.Batch!))).Status);
        Assert.Equal(ReviewState.Accepted, await StateAsync(agency, own));
    }

    [Theory]
    [InlineData("reject", "", "۱۴۰۶/۰۱/۱۵")]
    [InlineData("reject", "سند ندارد", "")]
    [InlineData("reject", "سند ندارد", "1406/13/40")]
    [InlineData("return", "", "")]
    [InlineData("", "سند ندارد", "")]
    public async Task A_decision_that_lacks_something_is_refused_and_keeps_what_was_typed(string to, string text, string moveBy)
    {
        var (agency, own, _) = await OutsideAsync();
        var page = await screens.Planning.ReadAsync($"/province/reviews/{own.Id}");
        var (_, html, location) = await screens.Planning.PostAsync(ProvinceDecide, page, ("act", "store"), ("to", to), ("text", text), ("moveBy", moveBy));
        Assert.Null(location);
        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
        Assert.Contains(text, html, StringComparison.Ordinal);
        Assert.Contains($"name=\"moveBy\" class=\"day\" value=\"{moveBy}\"", html, StringComparison.Ordinal);
        Assert.Equal(ReviewState.Pending, await StateAsync(agency, own));
    }

    [Fact]
    [Clause("faq-1397/Q15")]
    public async Task The_agency_reads_why_its_reasons_came_back_and_another_agency_does_not()
    {
        var (agency, own, _) = await OutsideAsync();
        var other = await screens.Home.AgencyAsync();
        var page = await screens.Planning.ReadAsync($"/province/reviews/{own.Id}");
        await screens.Planning.PostAsync(ProvinceDecide, page, ("act", "store"), ("to", "return"), ("text", "عکس محل را پیوست کنید"));
        var editor = await screens.SignInAsync("editor" + agency.Code, "agency-editor", "agency:" + agency.Code);
        var stranger = await screens.SignInAsync("editor" + other.Code, "agency-editor", "agency:" + other.Code);
        var rows = await editor.ReadAsync("/agency/outside-desk?state=returned");
        Assert.Contains("عکس محل را پیوست کنید", rows, StringComparison.Ordinal);
        Assert.Contains("href=\"/agency/services/S1/edit\"", rows, StringComparison.Ordinal);
        Assert.Contains("عکس محل را پیوست کنید", await editor.ReadAsync("/agency/services/S1"), StringComparison.Ordinal);
        Assert.DoesNotContain("عکس محل", await stranger.ReadAsync("/agency/outside-desk"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync("/agency/services/S1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.OpenAsync($"/province/reviews/{own.Id}")).Status);
    }

    [Fact]
    [Clause("386059/1-c")]
    public async Task A_service_without_national_id_is_accepted_only_with_one()
    {
        var agency = await screens.Home.AgencyAsync();
        await agency.ServiceAsync("N1", ("23-0001", "electronic"));
        var asked = await agency.PendingAsync(ReviewKind.ServiceChange, "N1");
        var page = await screens.Officer.ReadAsync($"/national/reviews/{asked.Id}");
        Assert.Contains("name=\"serviceCode\"", page, StringComparison.Ordinal);
        var (_, refused, nowhere) = await screens.Officer.PostAsync("/national/reviews/decide", page, ("act", "store"), ("to", "accept"));
        Assert.Null(nowhere);
        Assert.Contains("#f-serviceCode", refused, StringComparison.Ordinal);
        await screens.Officer.PostAsync("/national/reviews/decide", page, ("act", "store"), ("to", "accept"), ("serviceCode", "۹۹" + agency.Code + "77777"));
        Assert.Equal("issued", await agency.StatusAsync(RegisterKind.Service, "N1"));
    }

    [Fact]
    [Clause("edesk-1397/I1")]
    public async Task An_officer_unticks_what_was_not_found_and_both_sides_read_it_item_by_item()
    {
        var agency = await screens.Home.AgencyAsync();
        await agency.OkAsync(RegisterKind.Desk, "D1", new { office = "23-0001", kind = "electronic", url = "https://example.ir", declared = new { E01 = true, E02 = true, E03 = false } });
        var editor = await screens.SignInAsync("editor" + agency.Code, "agency-editor", "agency:" + agency.Code);
        Assert.Equal(["E01 اعلام‌شده", "E02 اعلام‌شده", "E03 –"], Items(await editor.ReadAsync("/agency/desks/D1")));
        var review = await agency.PendingAsync(ReviewKind.DeskVerification, "D1");
        var page = await screens.Planning.ReadAsync($"/province/reviews/{review.Id}");
        Assert.Equal(["E01", "E02"], Regex.Matches(page, "type=\"checkbox\" name=\"found\" value=\"(E..)\" checked").Select(m => m.Groups[1].Value));
        var (_, preview, _) = await screens.Planning.PostAsync(ProvinceDecide, page, ("to", "accept"), ("found", "E02"));
        Assert.Equal(["تأیید نشد", "تأییدشده"], Regex.Matches(preview, "<li><span class=\"tag[^>]*>.*?</svg>\\s*([^<]+?)</span>", RegexOptions.Singleline).Select(m => m.Groups[1].Value));
        var (_, edit, _) = await screens.Planning.PostAsync(ProvinceDecide, preview, ("act", "edit"));
        Assert.Equal(["E02"], Regex.Matches(edit, "name=\"found\" value=\"(E..)\" checked").Select(m => m.Groups[1].Value));
        var (_, _, location) = await screens.Planning.PostAsync(ProvinceDecide, preview, ("act", "store"));
        Assert.Equal(["E01 تأیید نشد", "E02 تأییدشده", "E03 –"], Items(await editor.ReadAsync("/agency/desks/D1")));
        Assert.DoesNotContain("name=\"verified", await editor.ReadAsync("/agency/desks/D1/edit"), StringComparison.Ordinal);
        var stored = await screens.Planning.ReadAsync(location!);
        await screens.Planning.PostAsync("/province/decisions", stored, ("batch", new Uri("http://centre" + location).Segments[^1]));
        Assert.Equal(["E01 اعلام‌شده", "E02 اعلام‌شده", "E03 –"], Items(await editor.ReadAsync("/agency/desks/D1")));
    }

    [Fact]
    public async Task The_navigation_marks_the_queue_of_a_case_and_of_a_decision()
    {
        var (agency, own, _) = await OutsideAsync();
        await agency.DeskAsync("D1", "23-0001", "electronic");
        var desk = await agency.PendingAsync(ReviewKind.DeskVerification, "D1");
        var page = await screens.Planning.ReadAsync($"/province/reviews/{desk.Id}");
        Assert.Equal(["/province/desks"], Marked(page));
        Assert.Equal(["/province/outside-desk"], Marked(await screens.Planning.ReadAsync($"/province/reviews/{own.Id}")));
        var (_, preview, _) = await screens.Planning.PostAsync(ProvinceDecide, page, ("to", "accept"));
        Assert.Equal(["/province/desks"], Marked(preview));

        static IEnumerable<string> Marked(string html) => Regex.Matches(html, "<a href=\"([^\"]+)\" aria-current=\"page\">").Select(m => m.Groups[1].Value).Where(h => h.StartsWith("/province/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_decision_about_several_desks_says_that_every_declared_item_is_verified()
    {
        var agency = await screens.Home.AgencyAsync();
        await agency.DeskAsync("D1", "23-0001", "electronic");
        await agency.DeskAsync("D2", "23-0001", "in-person");
        var ticks = (await agency.CasesAsync(ReviewKind.DeskVerification)).Select(c => ("case", ReviewScreens.Tick(c)));
        var queue = await screens.Planning.ReadAsync($"/province/desks?agency={agency.Code}");
        var (_, preview, _) = await screens.Planning.PostAsync(ProvinceDecide, queue, [.. ticks, ("to", "accept")]);
        Assert.Contains("همهٔ موردهای اعلام‌شده تأیید می‌شود", preview, StringComparison.Ordinal);
    }

    /// <summary>The ten indicators as a record page shows them: id of the item by its words, and its tag.</summary>
    private static IEnumerable<string> Items(string html) => Regex.Matches(html, "<li class=\"is-(?:yes|no)\">.*?</li>", RegexOptions.Singleline).Select(m =>
    {
        var id = Enumerable.Range(1, 10).Select(i => $"E{i:00}").Single(e => m.Value.Contains(RegisterWords.OfChoice("declared", e).Fa, StringComparison.Ordinal));
        return id + " " + (Regex.Match(m.Value, "<span class=\"tag[^>]*>.*</svg>\\s*([^<]+?)</span>", RegexOptions.Singleline) is { Success: true } tag ? tag.Groups[1].Value : "–");
    });

    private async Task<(RegisterAgency Agency, ReviewCase Own, ReviewCase Foreign)> OutsideAsync()
    {
        var agency = await screens.Home.AgencyAsync();
        await agency.ServiceAsync("S1", ("23-0001", "outside"), ("08-0001", "outside"));
        return (agency, await agency.PendingAsync(ReviewKind.OutsideDesk, "S1", "23-0001"), await agency.PendingAsync(ReviewKind.OutsideDesk, "S1", "08-0001"));
    }

    private static async Task<ReviewState> StateAsync(RegisterAgency agency, ReviewCase review) =>
        (await agency.CasesAsync(review.Kind, review.SubjectCode)).Single(r => r.Id == review.Id).State;

    private static string Latin(string html) => MizKhedmat.Central.Kernel.PersianText.FoldDigits(html);
}
