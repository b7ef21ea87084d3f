using System.Net;
using System.Text.RegularExpressions;
using MizKhedmat.Central.Tests.Registration;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>Lists of the register in the agency's workspace: search, filters, the past, order, the own agency only.</summary>
public sealed class RegisterListTests(RegisterScreens screens) : IClassFixture<RegisterScreens>
{
    private RegisterCentre Register => screens.Register;

    [Theory]
    [InlineData("خرم آباد")]
    [InlineData("خرماباد")]
    [InlineData("خرم‌آباد")]
    [InlineData("23-KHRM")]
    public async Task A_record_is_found_however_its_name_is_written(string typed)
    {
        await Register.PutAsync("offices/23-KHRM", RegisterCentre.Office("واحد خرم‌آباد نمونه"));
        Assert.Equal(["واحد خرم‌آباد نمونه"], Titles(await screens.Editor.ReadAsync("/agency/offices?q=" + Uri.EscapeDataString(typed))));
    }

    [Fact]
    public async Task Titles_stand_in_Persian_order_and_a_head_turns_it_round()
    {
        foreach (var (code, title) in (List<(string, string)>)[("23-PE", "ترتیب پارس"), ("23-TE", "ترتیب تهران"), ("23-GE", "ترتیب گرگان"), ("23-YE", "ترتیب یزد")])
        {
            await Register.PutAsync("offices/" + code, RegisterCentre.Office(title));
        }

        var html = await screens.Editor.ReadAsync("/agency/offices?q=" + Uri.EscapeDataString("ترتیب"));
        Assert.Equal(["ترتیب پارس", "ترتیب تهران", "ترتیب گرگان", "ترتیب یزد"], Titles(html));
        var head = Regex.Match(html, "aria-sort=\"ascending\"><a href=\"([^\"]+order=-title[^\"]*)\"").Groups[1].Value;
        Assert.Equal(["ترتیب یزد", "ترتیب گرگان", "ترتیب تهران", "ترتیب پارس"], Titles(await screens.Editor.ReadAsync(head)));
    }

    [Fact]
    public async Task Places_and_parents_are_named_and_a_filter_is_one_address()
    {
        await Register.PutAsync("desks/D-77", RegisterCentre.Desk());
        var html = await screens.Editor.ReadAsync("/agency/desks?q=D-77&status=declared&province=23");
        Assert.Contains("حضوری – ادارۀ ۲۳", Titles(html).Single(), StringComparison.Ordinal);
        Assert.Contains("<a href=\"/agency/offices/23-0001\">ادارۀ ۲۳</a>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/export/register/desks.xlsx?q=D-77&status=declared&province=23\"", html, StringComparison.Ordinal);
        Assert.Empty(Titles(await screens.Editor.ReadAsync("/agency/desks?q=D-77&status=verified")));
        Assert.Empty(Titles(await screens.Editor.ReadAsync("/agency/desks?q=D-77&province=07")));
        Assert.Single(Titles(await screens.Editor.ReadAsync("/agency/desks?parent=23-0001&q=D-77")));
    }

    [Fact]
    public async Task The_register_is_shown_as_it_was_on_a_day_typed_in_Jalali()
    {
        await using var apart = new RegisterScreens(); // its clock moves, and sittings end by that
        await apart.InitializeAsync();
        var register = apart.Register;
        var (office, code) = (RegisterCentre.Office("نام پیشین واحد"), "23-PAST");
        await register.TakenAsync("offices/" + code, office);
        await register.PassAsync(10);
        office["title"] = "نام کنونی واحد";
        await register.PutAsync("offices/" + code, office);
        var today = register.Clock.GetUtcNow().UtcDateTime.AddHours(3.5);
        var before = MizKhedmat.Central.Kernel.JalaliDate.Of(DateOnly.FromDateTime(today.AddDays(-5)));
        using var browser = await FormBrowser.OfAsync(register.Centre, "editor");
        Assert.Equal(["نام کنونی واحد"], Titles(await browser.ReadAsync("/agency/offices?q=23-PAST")));
        var (status, html) = await browser.OpenAsync($"/agency/offices?q=23-PAST&asof={before.ToString().Replace('/', '-')}");
        Assert.Equal(HttpStatusCode.Redirect, status);
        var iso = DateOnly.FromDateTime(today.AddDays(-5)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        html = await browser.ReadAsync($"/agency/offices?q=23-PAST&asof={iso}");
        Assert.Equal(["نام پیشین واحد"], Titles(html));
        Assert.Contains("وضعیت ثبت در", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_will_close_says_until_when_it_is_open()
    {
        var office = RegisterCentre.Office("واحد رو به پایان");
        office["validToJalali"] = "1499/11/01";
        await Register.TakenAsync("offices/23-LAST", office);
        Assert.Contains("دایر تا ۱۴۹۹/۱۰/۳۰", await screens.Editor.ReadAsync("/agency/offices?q=23-LAST"), StringComparison.Ordinal);
        Assert.Contains("دایر تا ۱۴۹۹/۱۰/۳۰", await screens.Editor.ReadAsync("/agency/offices/23-LAST"), StringComparison.Ordinal);
        Assert.Contains("open until", await screens.Editor.ReadAsync("/agency/offices/23-LAST?lang=en"), StringComparison.Ordinal);
        await screens.Editor.ReadAsync("/agency/offices?lang=fa");
        Assert.DoesNotContain("دایر تا", await screens.Editor.ReadAsync("/agency/offices/23-0001"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1405/13/01")]
    [InlineData("فردا")]
    [InlineData("1490/01/01")]
    public async Task A_day_that_is_none_is_told_and_stays_in_its_box(string typed)
    {
        var html = await screens.Editor.ReadAsync("/agency/offices?asof=" + Uri.EscapeDataString(typed));
        Assert.Contains("<title>خطا:", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{typed}\"", html, StringComparison.Ordinal);
        Assert.Matches("<div class=\"error-summary\" role=\"alert\" tabindex=\"-1\" autofocus[\\s\\S]*?href=\"[^\"]*#asof\"", html);
    }

    [Fact]
    public async Task What_is_not_there_is_said_with_one_thing_to_do()
    {
        var html = await screens.Stranger.ReadAsync("/agency/counter-offices");
        Assert.Contains("هنوز چیزی در این بخش ثبت نشده است", html, StringComparison.Ordinal);
        Assert.Matches("class=\"empty\">[\\s\\S]*?<a href=\"/agency/counter-offices/new\">", html);
        Assert.Contains("هیچ رکوردی با این صافی‌ها جور نیست", await screens.Stranger.ReadAsync("/agency/offices?q=zzzz"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_sees_the_own_agency_and_an_office_its_own_desks()
    {
        await Register.PutAsync("offices/23-OWN", RegisterCentre.Office("تنها برای دستگاه نخست"));
        await Register.PutAsync("desks/D-OWN", RegisterCentre.Desk("23-OWN"));
        var typed = "q=" + Uri.EscapeDataString("تنها برای دستگاه نخست");
        Assert.Single(Titles(await screens.Editor.ReadAsync("/agency/offices?" + typed)));
        Assert.Empty(Titles(await screens.Stranger.ReadAsync("/agency/offices?" + typed)));
        Assert.Empty(Titles(await screens.OfOffice.ReadAsync("/agency/offices?" + typed)));
        Assert.Empty(Titles(await screens.OfOffice.ReadAsync("/agency/desks?q=D-OWN")));
        Assert.Single(Titles(await screens.OfOffice.ReadAsync("/agency/desks?q=D-1")));
    }

    [Theory]
    [InlineData("offices")]
    [InlineData("services")]
    [InlineData("desks")]
    [InlineData("information-sheets")]
    [InlineData("operators")]
    [InlineData("counter-offices")]
    [InlineData("representatives")]
    [InlineData("exemptions")]
    public async Task Every_kind_has_its_list_and_form_in_both_languages_without_script(string kind)
    {
        foreach (var address in (string[])[$"/agency/{kind}", $"/agency/{kind}/new"])
        {
            var persian = await screens.Editor.ReadAsync(address + "?lang=fa");
            Assert.Equal(1, Regex.Count(persian, "<h1"));
            Assert.DoesNotContain("<script", persian, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch("style=\"", persian);
            Assert.Matches($"<a href=\"/agency/{kind}\" aria-current=\"page\">", persian);
            var english = await screens.Colleague.ReadAsync(address + "?lang=en");
            var labels = string.Join(' ', Regex.Matches(english, "<(?:h1|legend|label|th|button|p class=\"hint\")[^>]*>([^<]+)").Select(m => m.Groups[1].Value));
            Assert.DoesNotMatch("[\u0600-\u06FF]", labels);
            await screens.Colleague.ReadAsync("/?lang=fa");
        }
    }

    internal static IReadOnlyList<string> Titles(string html) =>
        [.. Regex.Matches(html, "<th scope=\"row\" role=\"rowheader\"><a href=\"[^\"]+\">([^<]+)</a>").Select(m => m.Groups[1].Value)];
}
