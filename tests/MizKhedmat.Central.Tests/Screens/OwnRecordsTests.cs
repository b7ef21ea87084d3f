using System.Net;
using System.Text.RegularExpressions;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Registration;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>The register as nation and province browse it, and the records that the Organization itself keeps.</summary>
public sealed class OwnRecordsTests(ReviewScreens screens) : IClassFixture<ReviewScreens>
{
    private static readonly (string, string)[] Agency = [("type", "institution"), ("level", "national"), ("subject", "subject")];

    [Fact]
    [Clause("1538588/P")]
    public async Task An_agency_that_the_Organization_registers_stands_in_all_lists_at_once()
    {
        var (_, _, location) = await screens.Officer.SendAsync("/admin/organisations/new", [("code", "۷۷۰۱"), ("title", "سازمان تازه‌ساز"), ("titleEn", "Newly Made"), .. Agency]);
        Assert.StartsWith("/admin/organisations/7701?saved=created", location, StringComparison.Ordinal);
        foreach (var address in (string[])["/admin/organisations?q=تازه ساز", "/national/register/agencies?q=7701", "/national/register/offices", location!])
        {
            Assert.Contains("سازمان تازه‌ساز", await screens.Officer.ReadAsync(address), StringComparison.Ordinal);
        }

        var (_, html, nowhere) = await screens.Officer.SendAsync("/admin/organisations/new", [("code", "7702"), ("title", "سازمان تازه ساز"), ("titleEn", "Again"), .. Agency]);
        Assert.Null(nowhere);
        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
    }

    [Fact]
    [Clause("1538588/P")]
    public async Task An_exempt_agency_needs_the_basis_and_an_edit_keeps_the_history()
    {
        await screens.Officer.SendAsync("/admin/organisations/new", [("code", "7711"), ("title", "سازمان معاف‌شدنی"), ("titleEn", "Exemptable"), .. Agency]);
        (string, string)[] exempt = [("title", "سازمان معاف‌شدنی"), ("titleEn", "Exemptable"), ("type", "institution"), ("level", "national"), ("subject", "exempt")];
        var (_, html, _) = await screens.Officer.SendAsync("/admin/organisations/7711/edit", exempt);
        Assert.Contains("#f-subjectBasis", html, StringComparison.Ordinal);
        var (_, _, location) = await screens.Officer.SendAsync("/admin/organisations/7711/edit", [.. exempt, ("subjectBasis", "تصویب شورا")]);
        Assert.StartsWith("/admin/organisations/7711?saved=changed", location, StringComparison.Ordinal);
        Assert.Contains("تصویب شورا", await screens.Auditor.ReadAsync("/national/register/agencies/7711"), StringComparison.Ordinal);
        Assert.Equal(SubjectStatus.Exempt, await screens.Home.Centre.InDbAsync(async db =>
            (await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(db.Agencies, a => a.NameEn == "Exemptable")).Subject));
    }

    [Fact]
    public async Task Only_the_Organization_changes_its_own_records()
    {
        var form = await screens.Officer.ReadAsync("/national/courses/new");
        Assert.Equal(HttpStatusCode.Forbidden, (await screens.Auditor.OpenAsync("/admin/organisations")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await screens.Planning.OpenAsync("/admin/organisations/new")).Status);
        var list = await screens.Auditor.ReadAsync("/national/courses");
        Assert.DoesNotContain("/national/courses/new", list, StringComparison.Ordinal);
        var (status, _, _) = await screens.Auditor.PostAsync("/national/courses/new", form, ("act", "save"), ("code", "C-9"), ("title", "دورهٔ نهم"), ("hours", "8"));
        Assert.NotEqual(HttpStatusCode.OK, status);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Officer.OpenAsync("/national/courses/C-9")).Status);
    }

    [Fact]
    [Clause("386059/3-2")]
    public async Task A_course_tells_who_attended_it_by_code_or_title()
    {
        await screens.Officer.SendAsync("/national/courses/new", ("code", "C-1"), ("title", "آشنایی با میز خدمت"), ("hours", "۱۶"));
        var agency = await screens.Home.AgencyAsync();
        await agency.DeskAsync("D-1", "23-0001", "in-person");
        foreach (var (code, course) in (IEnumerable<(string, string)>)[("O-1", "C-1"), ("O-2", "آشنایی با میزخدمت"), ("O-3", "دورهٔ دیگر")])
        {
            await agency.OkAsync(RegisterKind.DeskOperator, code, new
            {
                desk = "D-1", name = "متصدی " + code, nationalId = code == "O-1" ? "0499370899" : code == "O-2" ? "0084575948" : "0790419904", since = "2025-01-01",
                trainings = new[] { new { course, on = "2026-02-01" } },
            });
        }

        var page = Latin(await screens.Auditor.ReadAsync($"/national/courses/C-1?agency={agency.Code}"));
        Assert.Contains("متصدی O-1", page, StringComparison.Ordinal);
        Assert.Contains("متصدی O-2", page, StringComparison.Ordinal);
        Assert.DoesNotContain("متصدی O-3", page, StringComparison.Ordinal);
        Assert.Matches(@"<td class=""num"">2</td><td class=""num"">3</td>", page);
    }

    [Fact]
    public async Task A_province_browses_what_lies_in_it_and_nothing_else()
    {
        var agency = await screens.Home.AgencyAsync();
        var list = await screens.Governor.ReadAsync($"/province/register/offices?agency={agency.Code}");
        Assert.Contains($"/province/register/offices/{agency.Code}/23-0001", list, StringComparison.Ordinal);
        Assert.DoesNotContain("08-0001", list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await screens.Governor.OpenAsync($"/province/register/offices/{agency.Code}/23-0001")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Governor.OpenAsync($"/province/register/offices/{agency.Code}/08-0001")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Governor.OpenAsync($"/province/register/agencies/{agency.Code}/{agency.Code}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Governor.OpenAsync("/province/register/nothing")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await screens.Governor.OpenAsync("/national/register/offices")).Status);
    }

    [Fact]
    [Clause("1538588/5-n")]
    public async Task The_nation_sees_whether_an_agency_appointed_its_representative()
    {
        var agency = await screens.Home.AgencyAsync();
        Assert.Contains("نمایندهٔ تام‌الاختیار معرفی نشده است", await screens.Auditor.ReadAsync("/national/agencies/" + agency.Code), StringComparison.Ordinal);
        await agency.OkAsync(RegisterKind.Representative, "R-1", RegisterCentre.Representative());
        var page = await screens.Auditor.ReadAsync("/national/agencies/" + agency.Code);
        Assert.Contains("ر. کریمی", page, StringComparison.Ordinal);
        Assert.Contains("نامهٔ ۱۲/۳ به تاریخ", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/national/outside-desk")]
    [InlineData("/national/service-ids?state=all")]
    [InlineData("/national/desks")]
    [InlineData("/national/exemptions?state=accepted")]
    [InlineData("/national/hardship")]
    [InlineData("/national/decisions")]
    [InlineData("/national/courses")]
    [InlineData("/national/register/agencies")]
    [InlineData("/national/register/services")]
    [InlineData("/national/register/representatives")]
    [InlineData("/national/register/operators?asof=2026-01-01")]
    [InlineData("/admin/organisations")]
    [InlineData("/admin/organisations/new")]
    public async Task Every_page_speaks_both_languages_and_runs_no_script(string address)
    {
        foreach (var (language, direction) in (IEnumerable<(string, string)>)[("en", "ltr"), ("fa", "rtl")])
        {
            var html = await screens.Officer.ReadAsync(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=" + language);
            Assert.Contains($"<html lang=\"{language}\" dir=\"{direction}\">", html, StringComparison.Ordinal);
            Assert.Equal(1, Regex.Count(html, "<h1"));
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string Latin(string html) => MizKhedmat.Central.Kernel.PersianText.FoldDigits(html);
}
