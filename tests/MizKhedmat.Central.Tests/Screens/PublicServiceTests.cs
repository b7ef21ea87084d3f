using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Registration;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>What everybody may read of a service, on any device and without script (1538588/1a-1).</summary>
public sealed class PublicServiceTests(RegisterScreens screens) : IClassFixture<RegisterScreens>
{
    private const string National = "99100100001";

    private RegisterCentre Register => screens.Register;

    [Fact]
    [Clause("1538588/1a-1")]
    public async Task The_page_tells_the_eight_items_and_says_which_are_missing()
    {
        await Register.PutAsync("information-sheets/I-1", new JsonObject
        {
            ["service"] = "S-1", ["steps"] = new JsonArray("ثبت درخواست", "دریافت پاسخ"), ["documents"] = new JsonArray("کارت ملی"), ["laws"] = new JsonArray("مصوبهٔ شورا"),
            ["questions"] = new JsonArray(new JsonObject { ["question"] = "حضور لازم است؟", ["answer"] = "خیر" }), ["durationText"] = "5 روز کاری", ["fee"] = "رایگان",
            ["inquiries"] = new JsonArray(new JsonObject { ["title"] = "استعلام هویت", ["agency"] = "ثبت احوال", ["time"] = "1 روز" }),
        });
        var (status, html, _) = await OpenAsync("/services/" + National);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.All(["۶ از ۸ بند", "ثبت درخواست", "کارت ملی", "حضور لازم است؟", "۵ روز کاری", "رایگان", "استعلام هویت", "ثبت احوال"], part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.Matches("<h2>رویهٔ شکایت و پیگیری</h2>\\s*<p class=\"missing\">", html);
        Assert.Matches("<h2>مسئول اصلی</h2>\\s*<p class=\"missing\">", html);
        Assert.DoesNotMatch("<h2>مراحل</h2>\\s*<p class=\"missing\">", html);
    }

    [Fact]
    public async Task It_carries_no_script_and_weighs_little()
    {
        foreach (var address in (string[])["/services", "/services/" + National])
        {
            var (_, html, policy) = await OpenAsync(address);
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("script-src 'none'", policy, StringComparison.Ordinal);
            using var http = Register.Centre.CreateClient();
            var weight = System.Text.Encoding.UTF8.GetByteCount(html);
            foreach (Match sheet in Regex.Matches(html, "rel=\"stylesheet\" href=\"([^\"]+)\""))
            {
                weight += (await http.GetByteArrayAsync(sheet.Groups[1].Value)).Length;
            }

            Assert.InRange(weight, 5_000, 50_000);
        }
    }

    [Fact]
    [Clause("faq-1397/Q6")]
    public async Task A_service_without_national_id_has_its_page_and_says_so()
    {
        var code = RegisterCentre.New("S-P");
        await Register.TakenAsync("services/" + code, RegisterCentre.Service());
        var (status, html, _) = await OpenAsync("/services/1001-" + code);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("در حال اخذ کد", html, StringComparison.Ordinal);
        Assert.Contains("هنوز به تأیید سازمان نرسیده است", html, StringComparison.Ordinal);
        var (moved, _, _) = await OpenAsync("/services/1001-S-1");
        Assert.Equal(HttpStatusCode.Redirect, moved); // it has an id: one service, one address
    }

    [Fact]
    public async Task A_withdrawn_service_says_so_and_leads_to_its_successor()
    {
        var (old, heir) = (RegisterCentre.New("S-P"), RegisterCentre.New("S-P"));
        var body = RegisterCentre.Service();
        await Register.TakenAsync("services/" + heir, RegisterCentre.Service());
        await Register.TakenAsync("services/" + old, body);
        body["validTo"] = "2026-10-01";
        body["mergedInto"] = heir;
        await Register.PutAsync("services/" + old, body);
        var (_, html, _) = await OpenAsync("/services/1001-" + old);
        Assert.Contains("دیگر ارائه نمی‌شود", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/services/1001-{heir}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain(old + "\"", (await OpenAsync("/services?q=" + old)).Html.Split("<main")[1].Split("class=\"found\"").ElementAtOrDefault(1) ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("خدمت 1001")]
    [InlineData("دستگاه ۱۰۰۱ خدمت")]
    [InlineData(National)]
    public async Task A_service_is_found_by_name_agency_and_id(string typed)
    {
        var (_, html, _) = await OpenAsync("/services?q=" + Uri.EscapeDataString(typed));
        Assert.Contains($"<a href=\"/services/{National}\">خدمت ۱۰۰۱</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desks_that_give_it_are_told_with_their_addresses()
    {
        var desk = RegisterCentre.Desk();
        desk["services"] = new JsonArray("S-1");
        desk["address"] = "خیابان نمونه، پلاک 7";
        desk["building"] = "ساختمان مرکزی";
        await Register.PutAsync("desks/D-PUB", desk);
        var (_, html, _) = await OpenAsync("/services/" + National);
        Assert.Contains("میزهایی که این خدمت را ارائه می‌کنند", html, StringComparison.Ordinal);
        Assert.Contains("خیابان نمونه، پلاک ۷", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/services/00000000000")]
    [InlineData("/services/1001-nope")]
    [InlineData("/services/x")]
    public async Task What_does_not_exist_is_a_404(string address) => Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync(address)).Status);

    [Fact]
    [Clause("1538588/1a-1")]
    public void Completeness_counts_the_eight_legal_items_and_nothing_else()
    {
        Assert.Equal(new(0, 8), InformationPackage.Completeness(null));
        Assert.Equal(new(0, 8), InformationPackage.Completeness(new() { ["inquiries"] = new JsonArray("x"), ["steps"] = new JsonArray(), ["fee"] = "  " }));
        JsonObject state = [];
        foreach (var (told, item) in InformationPackage.Items.Index())
        {
            Assert.Equal(told, InformationPackage.Completeness(state).Part);
            state[item] = RegisterFields.Find(RegisterKind.InformationSheet, item)!.Shape is FieldShape.Lines or FieldShape.Rows ? new JsonArray("x") : "x";
        }

        Assert.Equal(1, InformationPackage.Completeness(state).Share);
    }

    private async Task<(HttpStatusCode Status, string Html, string Policy)> OpenAsync(string address)
    {
        using var http = Register.Centre.CreateClient();
        using var answer = await http.GetAsync(address);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), string.Join("; ", answer.Headers.GetValues("Content-Security-Policy")));
    }
}
