using System.Net;
using System.Text.RegularExpressions;
using MizKhedmat.Central.Tests.Registration;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>Records in forms: nothing typed is lost, nobody is overwritten, nobody changes what is not the own.</summary>
public sealed class RegisterFormTests(RegisterScreens screens) : IClassFixture<RegisterScreens>
{
    private static readonly (string, string)[] Office = [("title", "واحد فرم"), ("province", "23"), ("county", "2301"), ("level", "line"), ("staff", "۱۲"), ("hasClients", "yes"), ("validFrom", "۱۴۰۴/۱/۱")];

    private RegisterCentre Register => screens.Register;

    [Fact]
    public async Task A_record_is_registered_by_form_and_its_page_says_all_of_it()
    {
        var code = RegisterCentre.New("23-F");
        var (status, _, location) = await screens.Editor.SendAsync("/agency/offices/new", [.. Office, ("code", code), ("act", "save")]);
        Assert.Equal((HttpStatusCode.Redirect, $"/agency/offices/{code}?saved=created"), (status, location));
        var page = await screens.Editor.ReadAsync(location!);
        Assert.Contains("رکورد ثبت شد", page, StringComparison.Ordinal);
        Assert.All(["واحد فرم", "تهران", "صف", "دایر از", "جمعه ۱ فروردین ۱۴۰۴", "editor"], part => Assert.Contains(part, page, StringComparison.Ordinal));
        Assert.Contains("1405", await screens.Editor.ReadAsync(location + "&lang=en"), StringComparison.Ordinal);
        await screens.Editor.ReadAsync("/?lang=fa");
    }

    [Fact]
    public async Task What_is_refused_comes_back_as_typed_with_each_fault_at_its_field()
    {
        var code = RegisterCentre.New("23-F");
        var (status, html, _) = await screens.Editor.SendAsync(
            "/agency/offices/new", ("code", code), ("title", "واحد ناتمام"), ("province", "23"), ("level", "line"), ("staff", "دوازده"), ("validFrom", "1405/13/40"), ("act", "save"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<title>خطا:", html, StringComparison.Ordinal);
        Assert.All(["value=\"واحد ناتمام\"", "value=\"دوازده\"", "value=\"1405/13/40\"", $"value=\"{code}\""], kept => Assert.Contains(kept, html, StringComparison.Ordinal));
        Assert.All(["f-county", "f-staff", "f-validFrom"], target => Assert.Matches($"error-summary[\\s\\S]*?<a href=\"/agency/offices/new#{target}\">", html));
        Assert.Equal(3, Regex.Count(html, "class=\"fault\""));
        Assert.Contains("۳ اشکال هست", html, StringComparison.Ordinal);
        Assert.Contains("شهرستان: این بخش الزامی است و خالی مانده است", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Editor.OpenAsync("/agency/offices/" + code)).Status);
    }

    [Fact]
    public async Task A_ground_that_the_Organization_refused_is_refused_with_its_answer()
    {
        (string, string)[] claim = [("code", RegisterCentre.New("X-F")), ("exemption", "high-volume"), ("reason", "مراجعه زیاد است"), ("letterNumber", "12"), ("letterOn", "1405/01/15"), ("act", "save")];
        var (_, html, _) = await screens.Editor.SendAsync("/agency/exemptions/new", claim);
        Assert.Matches("error-summary[\\s\\S]*?#f-exemption\">[^<]*\\(پرسش [۰-۹]+ پاسخ‌نامهٔ", html);
    }

    [Fact]
    public async Task More_rows_store_nothing_and_keep_what_is_typed()
    {
        var address = "/agency/information-sheets/new";
        var (status, html, _) = await screens.Editor.SendAsync(
            address, ("code", "I-ROWS"), ("service", "S-1"), ("questions.0.question", "پرسش نخست"), ("fee", "رایگان"), ("act", "more.questions"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("error-summary", html, StringComparison.Ordinal);
        Assert.Contains("پرسش نخست", html, StringComparison.Ordinal);
        Assert.Contains("value=\"رایگان\"", html, StringComparison.Ordinal);
        Assert.Contains("name=\"questions.2.question\"", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Editor.OpenAsync("/agency/information-sheets/I-ROWS")).Status);
    }

    [Fact]
    public async Task Empty_rows_close_up_and_a_fault_points_at_the_row_that_is_seen()
    {
        var (_, html, _) = await screens.Editor.SendAsync(
            "/agency/services/new", ("code", RegisterCentre.New("S-F")), ("title", RegisterCentre.New("خدمت ردیف ")), ("audience", "citizen"),
            ("places.2.office", "23-0001"), ("places.2.place", "outside"), ("places.5.office", "23-9999"), ("places.5.place", "electronic"), ("act", "save"));
        Assert.Contains("name=\"places.1.office\" value=\"23-9999\"", html, StringComparison.Ordinal);
        Assert.Contains("#f-places-1-office\">", html, StringComparison.Ordinal);
        Assert.Matches("name=\"places.1.office\"[^>]*aria-invalid=\"true\"", html);
    }

    [Fact]
    public async Task Two_people_at_one_record_see_both_values_and_choose()
    {
        var code = RegisterCentre.New("23-F");
        await Register.TakenAsync("offices/" + code, RegisterCentre.Office("نام نخست"));
        var address = $"/agency/offices/{code}/edit";
        var mine = await screens.Editor.ReadAsync(address);
        (string, string)[] same = [.. Office.Where(o => o.Item1 is not ("title" or "validFrom"))];
        Assert.Equal(HttpStatusCode.Redirect, (await screens.Colleague.SendAsync(address, [.. same, ("title", "نام همکار"), ("address", "نشانی همکار"), ("act", "save")])).Status);
        (string, string)[] typed = [.. same, ("title", "نام من"), ("address", "خیابان نخست"), ("act", "save")];
        var (status, html, _) = await screens.Editor.PostAsync(address, mine, typed);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("colleague این رکورد را در", html, StringComparison.Ordinal);
        Assert.Matches("name=\"pick.title\" value=\"theirs\"[^>]*/> <span dir=\"auto\">نام همکار[\\s\\S]*?name=\"pick.title\" value=\"mine\" checked[^>]*/> <span dir=\"auto\">نام من", html);
        Assert.Matches("name=\"pick.address\" value=\"theirs\" checked", html); // untouched by me: the colleague's
        Assert.Contains("value=\"نام من\"", html, StringComparison.Ordinal);
        (status, _, _) = await screens.Editor.PostAsync(address, html, [.. typed, ("pick.title", "mine"), ("pick.address", "theirs")]);
        Assert.Equal(HttpStatusCode.Redirect, status);
        var page = await screens.Editor.ReadAsync("/agency/offices/" + code);
        Assert.Matches("<dt>نشانی</dt>\\s*<dd>\\s*<span[^>]*>نشانی همکار</span>", page); // it stands, not only in the history
        Assert.Matches("<del dir=\"auto\">نام همکار</del>[\\s\\S]*?<ins dir=\"auto\">نام من</ins>", page);
    }

    [Fact]
    public async Task A_code_that_is_taken_is_told_and_nobody_is_overwritten()
    {
        var code = RegisterCentre.New("23-F");
        await Register.TakenAsync("offices/" + code, RegisterCentre.Office("پیش از این"));
        var (_, html, _) = await screens.Editor.SendAsync("/agency/offices/new", [.. Office, ("code", code), ("act", "save")]);
        Assert.Contains("رکوردی با این کد از پیش ثبت شده است", html, StringComparison.Ordinal);
        Assert.Contains("پیش از این", await screens.Editor.ReadAsync("/agency/offices/" + code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_reads_and_cannot_post()
    {
        Assert.DoesNotContain("/agency/offices/new", await screens.Head.ReadAsync("/agency/offices"), StringComparison.Ordinal);
        Assert.DoesNotContain("/edit\"", await screens.Head.ReadAsync("/agency/offices/23-0001"), StringComparison.Ordinal);
        var open = await screens.Head.ReadAsync("/agency/offices/23-0001"); // carries the antiforgery field of the sign-out form
        foreach (var address in (string[])["/agency/offices/new", "/agency/offices/23-0001/edit", "/agency/offices/23-0001/close"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await screens.Head.OpenAsync(address)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await screens.Head.PostAsync(address, open, [.. Office, ("act", "save"), ("_handler", "record")])).Status);
        }
    }

    [Fact]
    public async Task Another_agency_s_record_does_not_exist_for_me_whatever_I_send()
    {
        var code = RegisterCentre.New("23-F");
        await Register.TakenAsync("offices/" + code, RegisterCentre.Office("از آنِ دیگری"));
        var form = await screens.Stranger.ReadAsync("/agency/offices/23-0001/edit");
        foreach (var address in (string[])[$"/agency/offices/{code}", $"/agency/offices/{code}/edit", $"/agency/offices/{code}/close"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await screens.Stranger.OpenAsync(address)).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await screens.Stranger.PostAsync($"/agency/offices/{code}/edit", form, [.. Office, ("act", "save")])).Status);
        Assert.Contains("از آنِ دیگری", await screens.Editor.ReadAsync("/agency/offices/" + code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_editor_of_an_office_changes_its_desks_and_no_others()
    {
        var (mine, other) = (RegisterCentre.New("D-F"), RegisterCentre.New("D-F"));
        await Register.PutAsync("offices/23-OTHER", RegisterCentre.Office());
        await Register.TakenAsync("desks/" + other, RegisterCentre.Desk("23-OTHER"));
        (string, string)[] desk = [("kind", "in-person"), ("building", "ساختمان"), ("floor", "همکف"), ("act", "save")];
        Assert.Equal(HttpStatusCode.Redirect, (await screens.OfOffice.SendAsync("/agency/desks/new", [.. desk, ("code", mine), ("office", "23-0001")])).Status);
        var form = await screens.OfOffice.ReadAsync("/agency/desks/new");
        Assert.Equal(HttpStatusCode.NotFound, (await screens.OfOffice.PostAsync("/agency/desks/new", form, [.. desk, ("code", RegisterCentre.New("D-F")), ("office", "23-OTHER")])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.OfOffice.PostAsync("/agency/desks/new", form, [.. desk, ("code", other), ("office", "23-0001")])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.OfOffice.OpenAsync("/agency/services/new")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.OfOffice.OpenAsync($"/agency/desks/{other}/edit")).Status);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_field_stores_nothing()
    {
        var code = RegisterCentre.New("23-F");
        var (status, _, _) = await screens.Editor.PostAsync("/agency/offices/new", "<main", [.. Office, ("code", code), ("act", "save"), ("_handler", "record")]);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Editor.OpenAsync("/agency/offices/" + code)).Status);
    }

    [Fact]
    public async Task A_person_s_id_is_never_shown_whole_and_stays_when_the_masked_form_comes_back()
    {
        var code = RegisterCentre.New("R-F");
        (string, string)[] typed = [("name", "ر. کریمی"), ("nationalId", "۰۴۹۹۳۷۰۸۹۹"), ("post", "معاون"), ("mobile", "09123456789"), ("letterNumber", "۱۲"), ("letterOn", "۱۴۰۴/۱۰/۱۲"), ("act", "save")];
        Assert.Equal(HttpStatusCode.Redirect, (await screens.Editor.SendAsync("/agency/representatives/new", [.. typed, ("code", code)])).Status);
        var address = $"/agency/representatives/{code}";
        var form = await screens.Editor.ReadAsync(address + "/edit");
        Assert.DoesNotContain("0499370899", form + await screens.Editor.ReadAsync(address), StringComparison.Ordinal);
        Assert.Contains("value=\"049***0899\"", form, StringComparison.Ordinal);
        var (status, _, location) = await screens.Editor.PostAsync(
            address + "/edit", form, [.. typed.Where(t => t.Item1 is not ("nationalId" or "mobile" or "post")), ("nationalId", "049***0899"), ("mobile", "091***6789"), ("post", "مدیر کل")]);
        Assert.Equal((HttpStatusCode.Redirect, address + "?saved=changed"), (status, location));
        var page = await screens.Editor.ReadAsync(address);
        Assert.Equal(1, Regex.Count(page, "class=\"edits\""));
        Assert.Matches("<del dir=\"auto\">معاون</del>", page);
    }

    [Fact]
    public async Task Closing_is_confirmed_by_the_code_and_opening_again_leaves_the_gap_in_the_past()
    {
        var code = RegisterCentre.New("23-F");
        await Register.TakenAsync("offices/" + code, RegisterCentre.Office());
        var address = "/agency/offices/" + code;
        var (status, html, _) = await screens.Editor.SendAsync(address + "/close", ("day", "1405/08/20"), ("confirm", "چیز دیگر"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("#f-confirm\">", html, StringComparison.Ordinal);
        Assert.Contains("value=\"1405/08/20\"", html, StringComparison.Ordinal);
        (status, _, var location) = await screens.Editor.PostAsync(address + "/close", html, ("day", "1405/08/20"), ("confirm", code));
        Assert.Equal((HttpStatusCode.Redirect, address + "?saved=closed"), (status, location));
        Assert.Contains(address + "/reopen", await screens.Editor.ReadAsync(address), StringComparison.Ordinal);
        (status, _, location) = await screens.Editor.SendAsync(address + "/reopen", ("day", "۱۴۰۵/۸/۲۵"));
        Assert.Equal((HttpStatusCode.Redirect, address + "?saved=reopened"), (status, location));
        Assert.Matches("دایر از [^<]* تا سه‌شنبه ۱۹ آبان ۱۴۰۵[\\s\\S]*?دوباره دایر از دوشنبه ۲۵ آبان ۱۴۰۵", await screens.Editor.ReadAsync(address));
    }

    private static string Painted(string page) => page.Replace("استان 23", "تهران", StringComparison.Ordinal);
}
