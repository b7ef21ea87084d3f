using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using MizKhedmat.Central.Sheets;
using MizKhedmat.Central.Tests;
using Xunit;

namespace MizKhedmat.EndToEnd.Tests;

/// <summary>The register in the browser, as its people use it: an agency without machines, a planning office, a citizen.</summary>
[Collection(CentreGroup.Name)]
public sealed class RegisterJourneyTests(CentreProcess centre)
{
    [Fact]
    [Clause("386059/4-1")]
    public async Task An_agency_fills_its_template_uploads_it_corrects_what_is_wrong_and_stores_it()
    {
        await using var context = await centre.BrowseAsync();
        var page = await centre.SignInAsync(context, "editor-1002@demo", "/agency/imports");
        var template = Scanned(await DownloadAsync(page, "a[href='/agency/templates/counter-offices.xlsx']"));
        var good = Filled(template, "K-901", "دفتر پیشخوان نمونهٔ آزمون", "23", "2301");
        var bad = Filled(template, "K-902", "دفتر پیشخوان دیگر آزمون", "23", "9999");

        await UploadAsync(page, Book(template, good, bad));
        await Assertions.Expect(page.Locator(".import-faults, table.records").First).ToContainTextAsync("شهرستان");
        Assert.Equal("/agency/counter-offices/K-901", await StatusOfAsync(page, "/agency/counter-offices/K-901", HttpStatusCode.NotFound));
        var errors = Scanned(await DownloadAsync(page, "a[href$='/errors.xlsx']"));
        Assert.Contains(SheetReading.Rows(errors, errors.Sheets[0].Name), row => row.Cells.Contains("K-902"));

        await page.GotoAsync("/agency/imports");
        await UploadAsync(page, Book(template, good, Filled(template, "K-902", "دفتر پیشخوان دیگر آزمون", "23", "2301")));
        await page.ClickAsync("button[name=act][value=good]");
        await page.WaitForSelectorAsync("button.grave", new() { Timeout = 30_000 });
        await CentreProcess.ScreenshotAsync(page, "import-done");

        await page.GotoAsync("/agency/counter-offices?q=" + Uri.EscapeDataString("پيشخوان ديگر آزمون"));
        await Assertions.Expect(page.Locator("table.records tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("table.records tbody tr")).ToContainTextAsync("K-902");
        await page.ClickAsync("table.records tbody th a");
        await Assertions.Expect(page.Locator("#history")).ToBeVisibleAsync();
        await CentreProcess.ScreenshotAsync(page, "counter-office");
    }

    [Fact]
    [Clause("faq-1397/Q15")]
    public async Task A_planning_office_accepts_one_outside_desk_reason_and_rejects_another_and_the_coverage_follows()
    {
        var machine = centre.Machine("agency-1003");
        foreach (var (code, title) in new[] { ("E2E-A", "خدمت آزمون پذیرفته"), ("E2E-B", "خدمت آزمون ردشده") })
        {
            var (status, body) = await machine.SendAsync(HttpMethod.Put, "api/v1/registry/services/" + code, new
            {
                serviceCode = (string?)null, title, audience = "citizen",
                places = new[] { new { office = "23-0002", place = "outside", reasonCode = "nature", reason = "باید در محل دیده شود" } },
            });
            Assert.True(status is HttpStatusCode.Created or HttpStatusCode.OK, body);
        }

        var before = await CoverageAsync(machine);
        await using var context = await centre.BrowseAsync();
        var page = await centre.SignInAsync(context, "planning-23@demo", "/province/outside-desk");
        await DecideAsync(page, "خدمت آزمون پذیرفته", "accept", "بازدید از محل لازم است", null);
        var accepted = await CoverageAsync(machine);
        Assert.Equal((before.Part, before.Whole - 1), accepted);
        await DecideAsync(page, "خدمت آزمون ردشده", "reject", "می‌تواند به میز بیاید", "1406/06/01");
        Assert.Equal(accepted, await CoverageAsync(machine));
        await CentreProcess.ScreenshotAsync(page, "outside-desk-decided");

        await using var other = await centre.BrowseAsync();
        var agency = await centre.SignInAsync(other, "editor-1003@demo", "/agency/outside-desk");
        var main = agency.Locator("main");
        await Assertions.Expect(main).ToContainTextAsync("می‌تواند به میز بیاید");
        await Assertions.Expect(main).ToContainTextAsync("۱۴۰۶/۰۶/۰۱");
        await CentreProcess.ScreenshotAsync(agency, "agency-outside-desk");
    }

    [Fact]
    public async Task The_register_is_shown_as_it_was_on_a_day()
    {
        await using var context = await centre.BrowseAsync();
        var page = await centre.SignInAsync(context, "editor-1004@demo", "/agency/offices/new");
        await page.FillAsync("[name=code]", "23-7777");
        await page.FillAsync("[name=title]", "ادارهٔ تازهٔ آزمون");
        await page.SelectOptionAsync("[name=province]", "23");
        await page.SelectOptionAsync("[name=county]", "2301");
        await page.CheckAsync("[name=level][value=line]");
        await page.ClickAsync("main form button[type=submit].button:not(.quiet)");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("آزمون");
        await page.GotoAsync("/agency/offices?q=" + Uri.EscapeDataString("اداره تازه آزمون"));
        await Assertions.Expect(page.Locator("table.records tbody tr")).ToHaveCountAsync(1);
        await page.FillAsync("[name=asof]", "۱۴۰۵/۰۷/۰۱");
        await page.ClickAsync("form.filters button");
        await Assertions.Expect(page.Locator("table.records tbody tr")).ToHaveCountAsync(0);
        Assert.Contains("asof=2026-09-23", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    [Clause("1538588/1a-1")]
    public async Task A_citizen_finds_the_information_sheet_of_a_service_without_script()
    {
        await using var context = await centre.BrowseAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync("/services?q=" + Uri.EscapeDataString("المثناي شناسنامه"));
        await page.ClickAsync("main a[href='/services/99062697000']");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("صدور المثنای");
        Assert.Equal(0, await page.Locator("script").CountAsync());
        Assert.Contains("مراحل", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await CentreProcess.ScreenshotAsync(page, "service");
    }

    private static async Task DecideAsync(IPage page, string title, string act, string reason, string? moveBy)
    {
        await page.GotoAsync("/province/outside-desk?q=" + Uri.EscapeDataString(title));
        await page.ClickAsync("table tbody th a, table tbody td a");
        await page.CheckAsync($"[name=to][value={act}]");
        await page.FillAsync("[name=text]", reason);
        if (moveBy is not null)
        {
            await page.FillAsync("[name=moveBy]", moveBy);
        }

        await page.ClickAsync("form.review-form button.button");
        await page.ClickAsync("button[name=act][value=store]");
        await page.WaitForLoadStateAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("ثبت شد");
    }

    private static async Task<(double Part, double Whole)> CoverageAsync(Machine machine)
    {
        var (status, body) = await machine.SendAsync(HttpMethod.Get, "api/v1/kpis?scope=agency:1003&indicator=desk-coverage");
        Assert.True(status == HttpStatusCode.OK, body);
        using var answer = JsonDocument.Parse(body);
        var row = answer.RootElement.GetProperty("rows")[0];
        return (row.GetProperty("part").GetDouble(), row.GetProperty("whole").GetDouble());
    }

    /// <summary>Sends the file and waits until the centre has checked it.</summary>
    private static async Task UploadAsync(IPage page, byte[] book)
    {
        await page.SelectOptionAsync("[name=kind]", "counter-offices");
        await page.SetInputFilesAsync("[name=file]", new FilePayload { Name = "دفاتر.xlsx", MimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Buffer = book });
        await page.ClickAsync("main form button[type=submit]");
        await page.WaitForSelectorAsync("button[name=act]", new() { Timeout = 30_000 });
    }

    private static async Task<byte[]> DownloadAsync(IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync(link));
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }

    private static async Task<string> StatusOfAsync(IPage page, string path, HttpStatusCode expected)
    {
        var answer = await page.APIRequest.GetAsync(path);
        Assert.Equal((int)expected, answer.Status);
        return path;
    }

    private static ScannedFile Scanned(byte[] file) => SheetScan.Scan(file) is { File: { } scanned } ? scanned : throw new InvalidOperationException("The centre's own file is refused.");

    /// <summary>A row under the template's own headers.</summary>
    private static SheetLine Filled(ScannedFile template, string code, string title, string province, string county)
    {
        var header = HeaderOf(template);
        string? Cell(string? name) => name switch
        {
            _ when name is null => null,
            _ when name.Contains("کد", StringComparison.Ordinal) => code,
            _ when name.Contains("عنوان", StringComparison.Ordinal) => title,
            _ when name.Contains("استان", StringComparison.Ordinal) && !name.Contains("شهرستان", StringComparison.Ordinal) => province,
            _ when name.Contains("شهرستان", StringComparison.Ordinal) => county,
            _ when name.Contains("پیمانکار", StringComparison.Ordinal) => "پیمانکار آزمون",
            _ => null,
        };
        return new([.. header.Names.Select(n => (object?)Cell(n))]);
    }

    private static SheetHeader HeaderOf(ScannedFile template) =>
        SheetReading.FindHeader(template, template.Sheets[0].Name, name => name.Contains("عنوان", StringComparison.Ordinal) || name.Contains("استان", StringComparison.Ordinal))
        ?? throw new InvalidOperationException("The template has no header.");

    private static byte[] Book(ScannedFile template, params SheetLine[] lines)
    {
        var columns = HeaderOf(template).Names.Select(n => new SheetColumn(n ?? "-")).ToList();
        return SheetWriting.Bytes(new([new(template.Sheets[0].Name, columns, lines)]) { Properties = template.Properties });
    }
}
