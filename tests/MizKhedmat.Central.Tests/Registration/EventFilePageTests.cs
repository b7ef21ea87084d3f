using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Tests.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>A person of an agency without any machine sends events (UX.md section 7), and a centre that stops in between.</summary>
public sealed class EventFilePageTests
{
    private const int Many = 15_000;

    [Fact]
    public async Task An_editor_sends_events_sees_them_counted_and_can_take_none_back()
    {
        await using var centre = await Centre.StartAsync(new() { Settings = IntakeCentre.Unlimited });
        var agency = await centre.AddAgencyAsync("1001");
        await centre.AddAgencyAsync("1002");
        await centre.AddOfficialAsync("editor", "agency-editor", "agency:1001");
        await centre.AddOfficialAsync("head", "agency-head", "agency:1001");
        await centre.AddOfficialAsync("other", "agency-editor", "agency:1002");
        var (editor, head, other) = (await WebPage.OfAsync(centre, "editor"), await WebPage.OfAsync(centre, "head"), await WebPage.OfAsync(centre, "other"));
        var at = DateTimeOffset.FromUnixTimeSeconds(centre.Now).AddDays(-2);
        var (good, bad) = (new Told(agency, "P-1"), new Told(agency, "P-2"));
        var wrong = bad.Accepted(at);
        wrong["office"] = "23-NONE";
        var file = EventFile.Csv(good.Accepted(at), good.Answered(at.AddDays(1)), wrong);

        Assert.Contains("/agency/templates/events.xlsx", (await editor.OpenAsync("agency/imports")).Html, StringComparison.Ordinal);
        var form = new Dictionary<string, string> { ["kind"] = "events" };
        await head.SendAsync("agency/imports", "import", form, ("e.csv", file));
        Assert.Equal(0, await centre.InDbAsync(db => db.ImportJobs.CountAsync()));
        var (location, _, _) = await editor.SendAsync("agency/imports", "import", form, ("e.csv", file));
        var page = PageOf(location);
        await WaitAsync(centre, j => j.State == ImportState.Previewed);
        var (_, preview) = await editor.OpenAsync(page);
        Assert.Contains("office-unknown", preview, StringComparison.Ordinal);
        Assert.Contains("پاک یا بازگردانده نمی‌شود", preview, StringComparison.Ordinal);
        Assert.Equal(0, await centre.InDbAsync(db => db.RequestEvents.CountAsync()));

        await editor.SendAsync(page, "decide", new Dictionary<string, string> { ["act"] = "good" });
        await WaitAsync(centre, j => j.State == ImportState.Done);
        var (_, done) = await editor.OpenAsync(page);
        Assert.DoesNotContain("_handler\" value=\"undo\"", done, StringComparison.Ordinal);
        await editor.SendAsync(page, "undo", new Dictionary<string, string>());
        Assert.Equal(2, await centre.InDbAsync(db => db.RequestEvents.CountAsync()));

        var receipt = await centre.InDbAsync(db => db.PushReceipts.SingleAsync());
        var editorId = await centre.InDbAsync(db => db.Set<MizKhedmat.Central.Access.Official>().Where(o => o.UserName == "editor").Select(o => o.Id).SingleAsync());
        Assert.Equal((0, "official:" + editorId.ToString(CultureInfo.InvariantCulture)), (receipt.ClientId, await centre.InDbAsync(db => db.Set<JournalEntry>().Where(e => e.Kind == "events-received").Select(e => e.Actor).SingleAsync())));
        Assert.Contains(receipt.Receipt, done, StringComparison.Ordinal);
        var answer = await editor.DownloadAsync($"{page}/receipts/{receipt.Receipt}.json");
        Assert.Equal((HttpStatusCode.OK, Convert.ToHexString(receipt.Answer!)), (answer.Status, Convert.ToHexString(answer.Bytes)));
        Assert.Equal((2L, 1L), await centre.InDbAsync(async db => (
            await db.PushCounts.Where(c => c.Measure == PushMeasure.Created).SumAsync(c => c.Count), await db.PushCounts.Where(c => c.Measure == PushMeasure.Rejected && c.Code == "office-unknown").SumAsync(c => c.Count))));

        Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync(page)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.DownloadAsync($"{page}/receipts/{receipt.Receipt}.json")).Status);
        var (again, _, _) = await editor.SendAsync("agency/imports", "import", form, ("renamed.csv", file));
        Assert.Contains("تکراری", (await editor.OpenAsync(PageOf(again))).Html, StringComparison.Ordinal);
        Assert.Equal(2, await centre.InDbAsync(db => db.RequestEvents.CountAsync()));
    }

    [Fact]
    public async Task A_file_half_pushed_goes_on_after_a_restart_and_every_event_counts_once()
    {
        var directory = Directory.CreateTempSubdirectory("centre-").FullName;
        try
        {
            await using (var centre = await Centre.StartAsync(new() { DataDirectory = directory, Settings = IntakeCentre.Unlimited }))
            {
                var agency = await centre.AddAgencyAsync("1001");
                var at = DateTimeOffset.FromUnixTimeSeconds(centre.Now).AddDays(-2);
                using var http = await centre.CallerAsync(await centre.AddClientAsync(agency));
                var file = EventFile.Csv(Enumerable.Range(0, Many).Select(i => new Told(agency, $"R-{i}").Accepted(at)));
                using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "a.csv" }, { new StringContent("events"), "kind" } };
                using var answer = await http.PostAsync("api/v1/imports", form);
                Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
                await WaitAsync(centre, j => j.Progress is > 0 and < Many);
            }

            await using var next = await Centre.StartAsync(new() { DataDirectory = directory, Settings = IntakeCentre.Unlimited });
            var job = await WaitAsync(next, j => j.State == ImportState.Done);
            Assert.Equal((Many, Many, 0, 0), (job.Rows, job.Created, job.Unchanged, job.Rejected));
            Assert.Equal((Many, Many / RecordSpool.Chunk, (long)Many), await next.InDbAsync(async db => (
                await db.ServiceRequests.CountAsync(), await db.PushReceipts.CountAsync(), await db.PushCounts.Where(c => c.Measure == PushMeasure.Created).SumAsync(c => c.Count))));
            Assert.Single(Directory.GetFiles(Path.Combine(directory, "uploads")));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string PageOf(string? location)
    {
        Assert.NotNull(location);
        return location[location.IndexOf("agency/", StringComparison.Ordinal)..];
    }

    private static async Task<ImportJob> WaitAsync(Centre centre, Func<ImportJob, bool> ready)
    {
        for (var turn = 0; turn < 12_000; turn++)
        {
            if (await centre.InDbAsync(db => db.ImportJobs.AsNoTracking().FirstOrDefaultAsync()) is { } job && ready(job))
            {
                return job;
            }

            await Task.Delay(10);
        }

        throw new TimeoutException("The import does not come so far.");
    }
}
