using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Registration;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>The four steps of a file on the pages of the agency (UX.md S7), its undo, and a centre that stops in between.</summary>
public sealed class ImportPageTests : IAsyncLifetime
{
    private readonly RegisterCentre register = new();
    private WebPage editor = null!;
    private string last = "";

    private Centre Centre => register.Centre;

    public async ValueTask InitializeAsync()
    {
        await register.InitializeAsync();
        await Centre.AddOfficialAsync("editor", "agency-editor", "agency:1001");
        await Centre.AddOfficialAsync("head", "agency-head", "agency:1001");
        await Centre.AddOfficialAsync("other", "agency-editor", "agency:1002");
        editor = await WebPage.OfAsync(Centre, "editor");
    }

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Fact]
    public async Task An_editor_checks_a_file_sees_what_is_wrong_stores_the_good_rows_and_takes_them_back()
    {
        await register.TakenAsync("offices/23-W1", RegisterCentre.Office("نام پیشین"));
        var page = await UploadAsync("code,title,province,county,level,validFrom\n23-W1,نام تازه,23,2301,line,2020-01-01\n23-W2,واحد تازه,23,2301,line,2021-01-01\n23-W3,واحد بد,23,9999,line,\n");
        var (_, preview) = await editor.OpenAsync(page);
        Assert.Contains("شهرستان", preview, StringComparison.Ordinal);
        Assert.Contains("county-unknown", preview, StringComparison.Ordinal);
        Assert.Contains("ثبت موارد سالم", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", preview, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await register.GetAsync("registry/offices/23-W2")).Status);

        Assert.Equal(HttpStatusCode.Redirect, (await editor.SendAsync(page, "decide", new Dictionary<string, string> { ["act"] = "good" })).Status);
        Assert.Equal(ImportState.Done, (await EndedAsync()).State);
        Assert.Equal("نام تازه", (await register.GetAsync("registry/offices/23-W1")).Json.GetProperty("title").GetString());
        Workbook.IsValid((await editor.DownloadAsync(page + "/errors.xlsx")).Bytes);

        Assert.Equal(HttpStatusCode.Redirect, (await editor.SendAsync(page, "undo", new Dictionary<string, string>())).Status);
        Assert.Equal("نام پیشین", (await register.GetAsync("registry/offices/23-W1")).Json.GetProperty("title").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await register.GetAsync("registry/offices/23-W2")).Status);
        Assert.Equal(ImportState.Undone, (await JobAsync()).State);
    }

    [Fact]
    public async Task A_record_changed_since_is_left_and_listed_and_after_a_day_nothing_is_taken_back()
    {
        var page = await StoreAsync("code,title,province,county,level\n23-U1,واحد یک,23,2301,line\n23-U2,واحد دو,23,2301,line\n");
        await register.TakenAsync("offices/23-U1", RegisterCentre.Office("دستی"), "changed");
        await editor.SendAsync(page, "undo", new Dictionary<string, string>());
        var (_, html) = await editor.OpenAsync(page);
        Assert.Contains("23-U1", html, StringComparison.Ordinal);
        Assert.Equal("دستی", (await register.GetAsync("registry/offices/23-U1")).Json.GetProperty("title").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await register.GetAsync("registry/offices/23-U2")).Status);

        // Undone: the very same file is taken again.
        var again = await StoreAsync("code,title,province,county,level\n23-U1,واحد یک,23,2301,line\n23-U2,واحد دو,23,2301,line\n");
        Assert.NotEqual(page, again);
        register.Clock.Advance(TimeSpan.FromHours(25));
        editor = await WebPage.OfAsync(Centre, "editor");
        Assert.DoesNotContain("بازگردانی همهٔ این پرونده", (await editor.OpenAsync(again)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sent_file_is_removed_a_month_after_its_undo_time_and_a_preview_that_nobody_decided_is_discarded()
    {
        var page = await StoreAsync("code,title,province,county,level\n23-F1,واحد خوب,23,2301,line\n23-F2,واحد بد,23,9999,line\n");
        await StepAsync(30, 0, ImportState.Done);
        var undecided = await UploadAsync("code,title,province,county,level\n23-F3,واحد دیگر,23,2301,line\n");
        await StepAsync(2, 1, ImportState.Previewed);
        var (_, html) = await editor.OpenAsync(page);
        Assert.Contains("پاک شده است", html, StringComparison.Ordinal);
        Assert.Contains("county-unknown", html, StringComparison.Ordinal);
        Assert.DoesNotContain("errors.xlsx", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.DownloadAsync(page + "/errors.xlsx")).Status);
        await StepAsync(30, 1, ImportState.Discarded);
        Assert.Empty(Directory.GetFiles(Path.Combine(Centre.DataDirectory, "uploads")));
        Assert.DoesNotContain("name=\"act\"", (await editor.OpenAsync(undecided)).Html, StringComparison.Ordinal);

        async Task StepAsync(int days, int removed, ImportState last)
        {
            register.Clock.Advance(TimeSpan.FromDays(days));
            Assert.Equal(removed, await Centre.Services.GetRequiredService<ForgetUploads>().RunAsync(default));
            Assert.Equal(last, (await JobAsync()).State);
            editor = await WebPage.OfAsync(Centre, "editor");
        }
    }

    [Fact]
    public async Task A_closed_office_that_a_file_reopened_is_closed_again_by_the_undo()
    {
        var office = RegisterCentre.Office("بسته");
        await register.TakenAsync("offices/23-R1", office);
        office["validTo"] = "2024-01-01";
        await register.TakenAsync("offices/23-R1", office, "changed");
        var page = await StoreAsync("code,title,province,county,level,validFrom,validTo\n23-R1,بسته,23,2301,line,2026-01-01,\n");
        Assert.Equal(2, (await register.GetAsync("registry/offices/23-R1")).Json.GetProperty("spells").GetArrayLength());
        await editor.SendAsync(page, "undo", new Dictionary<string, string>());
        var spell = Assert.Single((await register.GetAsync("registry/offices/23-R1")).Json.GetProperty("spells").EnumerateArray());
        Assert.Equal(("2020-01-01", "2024-01-01"), (spell.GetProperty("from").GetString(), spell.GetProperty("to").GetString()));
    }

    [Fact]
    public async Task A_head_reads_only_and_another_agency_sees_nothing()
    {
        var page = await UploadAsync("code,title,province,county,level\n23-H1,واحد سر,23,2301,line\n");
        var head = await WebPage.OfAsync(Centre, "head");
        var (status, html) = await head.OpenAsync(page);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("ثبت موارد سالم", html, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"file\"", (await head.OpenAsync("agency/imports")).Html, StringComparison.Ordinal);
        await head.SendAsync(page, "decide", new Dictionary<string, string> { ["act"] = "good" });
        Assert.Equal(ImportState.Previewed, (await JobAsync()).State);
        var other = await WebPage.OfAsync(Centre, "other");
        Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync(page)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.DownloadAsync(page + "/errors.xlsx")).Status);
        Assert.DoesNotContain("23-H1", string.Join('|', Workbook.Rows((await other.DownloadAsync("agency/templates/offices.xlsx")).Bytes).SelectMany(r => r)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("too-large", "۲۰ مگابایت")]
    [InlineData("exe", "‎.xlsx‎")]
    public async Task What_is_no_good_file_is_told_on_the_page(string what, string text)
    {
        var bytes = what == "exe" ? new byte[] { 0x4D, 0x5A, 0x90, 0, 3 } : new byte[35 * 1024 * 1024];
        var (_, status, html) = await editor.SendAsync("agency/imports", "import", new Dictionary<string, string> { ["kind"] = "offices" }, ("a.xlsx", bytes));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(text, html, StringComparison.Ordinal);
        Assert.Equal(0, await Centre.InDbAsync(db => db.ImportJobs.CountAsync()));
    }

    /// <summary>The page of an upload whose check has ended.</summary>
    private async Task<string> UploadAsync(string csv)
    {
        var (location, _, html) = await editor.SendAsync("agency/imports", "import", new Dictionary<string, string> { ["kind"] = "offices" }, ("ف.csv", Encoding.UTF8.GetBytes(csv)));
        Assert.True(location is not null, html);
        last = location!.Split('/')[^1];
        await EndedAsync();
        return location.TrimStart('/').Replace(Centre.BaseAddress.ToString(), "", StringComparison.Ordinal);
    }

    private async Task<string> StoreAsync(string csv)
    {
        var page = await UploadAsync(csv);
        await editor.SendAsync(page, "decide", new Dictionary<string, string> { ["act"] = "good" });
        Assert.Equal(ImportState.Done, (await EndedAsync()).State);
        return page;
    }

    private Task<ImportJob> JobAsync() => Centre.InDbAsync(db => db.ImportJobs.AsNoTracking().SingleAsync(j => j.Id == last));

    private async Task<ImportJob> EndedAsync()
    {
        for (var turn = 0; turn < 600; turn++)
        {
            if (await JobAsync() is { State: not (ImportState.Uploaded or ImportState.Checking or ImportState.Storing) } job)
            {
                return job;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The import does not end.");
    }
}
