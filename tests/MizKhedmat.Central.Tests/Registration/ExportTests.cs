using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>What people take away: lists with the filters of the page, Form 1, worksheets; within their scope and nothing else.</summary>
public sealed class ExportTests(RegisterCentre register) : IClassFixture<RegisterCentre>, IAsyncLifetime
{
    private static readonly SemaphoreSlim Once = new(1);
    private static RegisterCentre? prepared;

    public async ValueTask InitializeAsync()
    {
        await Once.WaitAsync();
        try
        {
            if (prepared != register)
            {
                await register.Centre.AddOfficialAsync("x-head", "agency-head", "agency:1001");
                await register.Centre.AddOfficialAsync("x-nation", "national-officer", "national");
                await register.Centre.AddOfficialAsync("x-qom", "governor", "province:25");
                await register.TakenAsync("offices/23-X1", RegisterCentre.Office("=HYPERLINK(\"http://x\")"));
                await register.TakenAsync("representatives/R-1", RegisterCentre.Representative());
                var service = RegisterCentre.Service("خدمت فرم یک");
                service["places"] = new JsonArray(
                    new JsonObject { ["office"] = "23-X1", ["place"] = "electronic" }, new JsonObject { ["office"] = "23-X1", ["place"] = "in-person" },
                    new JsonObject { ["office"] = "23-0001", ["place"] = "outside", ["reason"] = "منع قانون", ["reasonCode"] = "law" });
                await register.TakenAsync("services/S-F", service);
                await register.TakenAsync("information-sheets/I-F", new JsonObject { ["service"] = "S-F", ["steps"] = new JsonArray("گام نخست"), ["fee"] = "رایگان" });
                prepared = register;
            }
        }
        finally
        {
            Once.Release();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_list_opens_right_to_left_with_typed_days_filters_on_a_notes_sheet_and_no_foreign_agency()
    {
        var (status, bytes) = await GetAsync("x-head", "export/register/offices.xlsx?q=" + Uri.EscapeDataString("HYPERLINK") + "&province=23");
        Assert.Equal(HttpStatusCode.OK, status);
        Workbook.IsValid(bytes);
        var rows = Workbook.Rows(bytes);
        Assert.Equal("23-X1", Assert.Single(rows.Skip(1))[0]);
        var (jalali, gregorian) = (rows[0].ToList().IndexOf("معتبر از"), rows[0].ToList().IndexOf("معتبر از (میلادی)"));
        Assert.Equal(("1398/10/11", "2020-01-01"), (rows[1][jalali], rows[1][gregorian]));
        Assert.Equal(0, Workbook.Open(bytes).FormulaCount);
        Assert.Contains(Workbook.Rows(bytes, 1), r => r[1]!.Contains("province=23", StringComparison.Ordinal));
        var whole = Workbook.Rows((await GetAsync("x-head", "export/register/offices.xlsx?agency=1002")).Bytes);
        Assert.Equal(2, whole.Skip(1).Count(r => r[0] is "23-X1" or "23-0001"));
        Assert.Equal(2, whole.Count - 1);
    }

    [Fact]
    public async Task A_csv_has_its_byte_order_mark_disarmed_formulas_and_masked_people()
    {
        var (_, bytes) = await GetAsync("x-head", "export/register/offices.csv");
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Contains("'=HYPERLINK", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        var people = Encoding.UTF8.GetString((await GetAsync("x-head", "export/register/representatives.csv")).Bytes);
        Assert.Contains("049***0899", people, StringComparison.Ordinal);
        Assert.DoesNotContain("0499370899", people, StringComparison.Ordinal);
        Assert.DoesNotContain("09123456789", people, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Supervisors_export_their_own_scope_with_the_agencies_and_strangers_nothing()
    {
        var nation = Workbook.Rows((await GetAsync("x-nation", "export/register/offices.xlsx")).Bytes);
        Assert.Equal(["1001", "1002"], nation.Skip(1).Select(r => r[0]).Distinct().Order());
        Assert.Single(Workbook.Rows((await GetAsync("x-qom", "export/register/offices.xlsx")).Bytes));
        using var http = register.Centre.CreateClient();
        Assert.Equal(HttpStatusCode.Redirect, (await http.GetAsync("export/register/offices.xlsx")).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await register.Http.GetAsync("export/register/offices.xlsx")).StatusCode);
    }

    [Fact]
    [Clause("faq-1397/Q15")]
    public async Task Form_1_says_electronic_for_both_channels_and_gives_reasons_last()
    {
        var (status, bytes) = await GetAsync("x-head", "export/form1.xlsx");
        Assert.Equal(HttpStatusCode.OK, status);
        Workbook.IsValid(bytes);
        var desk = Assert.Single(Workbook.Rows(bytes), r => r.Contains("خدمت فرم یک"));
        Assert.Equal(("✓", 9), (desk[8], desk.Count));
        var outside = Assert.Single(Workbook.Rows(bytes, 1), r => r.Contains("خدمت فرم یک"));
        Assert.Equal(("منع قانون", "در انتظار بررسی"), (outside[^1], outside[9]));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("x-nation", "export/form1.xlsx?agency=1001")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("x-head", "export/form1.xlsx?agency=1002")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("x-qom", "export/form1.xlsx?agency=1001")).Status);
    }

    [Fact]
    public async Task A_worksheet_holds_the_certificate_and_the_information_sheet_and_prints_on_A4()
    {
        var (status, bytes) = await GetAsync("x-head", "export/worksheet/1001/S-F.xlsx");
        Assert.Equal(HttpStatusCode.OK, status);
        Workbook.IsValid(bytes);
        Assert.Contains(Workbook.Rows(bytes), r => r.Count > 1 && r[1] == "خدمت فرم یک");
        Assert.Contains(Workbook.Rows(bytes, 1), r => r.Count > 1 && r[1] == "رایگان");
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("x-head", "export/worksheet/1002/S-1.xlsx")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("x-qom", "export/worksheet/1001/S-F.xlsx")).Status);
    }

    private async Task<(HttpStatusCode Status, byte[] Bytes)> GetAsync(string user, string address) => await (await WebPage.OfAsync(register.Centre, user)).DownloadAsync(address);
}
