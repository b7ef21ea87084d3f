using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Sandbox;
using MizKhedmat.Central.Tests.Intake;
using MizKhedmat.Central.Tests.Registration;
using Xunit;

namespace MizKhedmat.Central.Tests.Sandbox;

/// <summary>A vendor passes the fourteen checks by what his system does, and only by that (UX.md section 7).</summary>
public sealed class ConformanceTests : IAsyncLifetime
{
    private Centre centre = null!;
    private TestClient client = null!;
    private HttpClient http = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Start => DateTimeOffset.FromUnixTimeSeconds(centre.Now).AddDays(-3);

    public async ValueTask InitializeAsync()
    {
        centre = await Centre.StartAsync(new()
        {
            Settings = new Dictionary<string, string>(IntakeCentre.Unlimited) { ["Sandbox:Limits:RequestsPerSecond"] = "20", ["Sandbox:Limits:Burst"] = "40" },
        });
        client = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
        await centre.AddClientAsync(await centre.AddAgencyAsync("1002"));
        http = await TrialCentre.CallerAsync(centre, client);
        await centre.AddOfficialAsync("rep", "agency-representative", "agency:1001");
        await centre.AddOfficialAsync("editor", "agency-editor", "agency:1001");
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return centre.DisposeAsync();
    }

    [Fact]
    public async Task Each_check_is_passed_by_its_own_act_and_all_of_them_give_the_badge_until_a_reset()
    {
        var passed = new List<string>();
        foreach (var (check, act) in Acts())
        {
            Assert.NotEqual(CheckState.Passed, (await StateAsync())[check]);
            await act();
            var now = await StateAsync();
            Assert.True(now[check] == CheckState.Passed, $"{check} is {now[check]}");
            passed.Add(check);
            Assert.Equal(passed.Order(), now.Where(c => c.Value == CheckState.Passed).Select(c => c.Key).Order());
            var (_, unready) = await (await WebPage.OfAsync(centre, "editor")).OpenAsync("/agency/conformance");
            Assert.Equal(passed.Count == 14, unready.Contains("آماده اتصال", StringComparison.Ordinal));
        }

        Assert.Equal(Conformance.Checks.Order(), passed.Order());
        var editor = await WebPage.OfAsync(centre, "editor");
        Assert.DoesNotContain("name=\"sure\"", (await editor.OpenAsync("/agency/conformance")).Html, StringComparison.Ordinal);
        var representative = await WebPage.OfAsync(centre, "rep");
        var unsure = await representative.SendAsync("/agency/conformance", "reset", new Dictionary<string, string>());
        Assert.Contains("خانهٔ تأیید", unsure.Html, StringComparison.Ordinal);
        Assert.Equal(14, (await StateAsync()).Count(c => c.Value == CheckState.Passed));
        var sure = await representative.SendAsync("/agency/conformance", "reset", new Dictionary<string, string> { ["sure"] = "yes" });
        Assert.EndsWith("/agency/conformance?reset=1", sure.Location, StringComparison.Ordinal);
        Assert.All(await StateAsync(), check => Assert.Equal(CheckState.NotSeen, check.Value));
    }

    [Fact]
    public async Task What_came_wrongly_is_told_as_failed_with_what_to_do()
    {
        var told = new Told(client.Agency, "WRONG");
        var bare = told.Accepted(Start);
        bare.Remove("receipt");
        await PushAsync(bare, new Told(client.Agency, "ALONE").Step(Start), told.Answered(Start.AddHours(-1)));
        for (var i = 0; i < 50; i++)
        {
            await TrialCentre.AskAsync(http, HttpMethod.Get, "api/v1/codes/provinces");
        }

        var state = await StateAsync();
        Assert.All(new[] { "accepts", "out-of-order", "puts-right", "waits" }, check => Assert.Equal((check, CheckState.Failed), (check, state[check])));
        var (_, html) = await (await WebPage.OfAsync(centre, "editor")).OpenAsync("/agency/conformance?lang=en");
        Assert.Contains("earlier than Retry-After", html, StringComparison.Ordinal);
        Assert.Contains("without the number of its receipt", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_reads_or_resets_the_run_of_another_agency()
    {
        await PushAsync(new Told(client.Agency, "OWN").Accepted(Start));
        await centre.AddOfficialAsync("stranger", "agency-representative", "agency:1002");
        await centre.AddOfficialAsync("governor", "governor", "province:23");
        var stranger = await WebPage.OfAsync(centre, "stranger");
        Assert.Contains("۰ آزمون از ۱۴", (await stranger.OpenAsync("/agency/conformance")).Html, StringComparison.Ordinal);
        await stranger.SendAsync("/agency/conformance", "reset", new Dictionary<string, string> { ["sure"] = "yes" });
        Assert.Equal(CheckState.Passed, (await StateAsync())["accepts"]);
        Assert.NotEqual(HttpStatusCode.OK, (await (await WebPage.OfAsync(centre, "governor")).OpenAsync("/agency/conformance")).Status);
        Assert.Null(await centre.Services.GetRequiredService<ConformanceRun>().ReadAsync(MizKhedmat.Central.Kernel.Scope.OfAgency(new("1002")), new("1001"), Cancel));
    }

    private IEnumerable<(string Check, Func<Task> Act)> Acts()
    {
        var told = new Told(client.Agency, "RUN-1");
        var late = new Told(client.Agency, "RUN-2");
        yield return ("registers", async () => (await http.PutAsJsonAsync("api/v1/registry/offices/23-0800", RegisterCentre.Office(), Cancel)).EnsureSuccessStatusCode());
        yield return ("validates", () => TrialCentre.PushAsync(http, [told.Accepted(Start)], options: "?validateOnly=true"));
        yield return ("accepts", () => PushAsync(told.Accepted(Start)));
        yield return ("steps", () => PushAsync(told.Step(Start.AddHours(1), "STEP")));
        yield return ("answers", () => PushAsync(told.Answered(Start.AddHours(3))));
        yield return ("reads-back", () => http.GetStringAsync("api/v1/requests/RUN-1", Cancel));
        yield return ("corrects", () => PushAsync(Told.With(told.Step(Start.AddHours(2)), new() { ["supersedes"] = "STEP" })));
        yield return ("out-of-order", async () =>
        {
            await PushAsync(late.Step(Start.AddHours(1)));
            await PushAsync(late.Accepted(Start));
        });
        yield return ("puts-right", async () =>
        {
            var wrong = late.Step(Start.AddYears(1), "TWICE");
            Assert.Equal(1, (await PushAsync(wrong)).Count("rejected"));
            await PushAsync(late.Step(Start.AddHours(2), "TWICE"));
        });
        yield return ("surveys", () => PushAsync(told.Other("surveyed", Start.AddHours(5), new()
        {
            ["scores"] = new JsonObject { ["information"] = 4, ["behaviour"] = 5, ["timeKept"] = 5, ["overall"] = 4 }, ["instrument"] = "link",
        })));
        yield return ("desk-days", () => TrialCentre.PushAsync(
            http, [new JsonObject { ["office"] = "23-0001", ["desk"] = "D-1", ["on"] = Start.ToString("yyyy-MM-dd", null), ["openMinutes"] = 400, ["dueMinutes"] = 420 }], route: "desk-days"));
        yield return ("replays", async () =>
        {
            var record = told.Other("message", Start.AddHours(4), new() { ["text"] = "سلام", ["direction"] = "to-applicant" });
            var first = await TrialCentre.PushAsync(http, [record], "the-very-same-key");
            Assert.Equal(first.Bytes, (await TrialCentre.PushAsync(http, [record.DeepClone()], "the-very-same-key")).Bytes);
        });
        yield return ("compresses", () => SendZippedAsync(told.Other("message", Start.AddHours(4), new() { ["text"] = "سلام", ["direction"] = "to-applicant" })));
        yield return ("waits", WaitAsync);
    }

    private async Task WaitAsync()
    {
        for (var i = 0; i < 200; i++)
        {
            using var answer = await http.GetAsync("api/v1/codes/provinces", Cancel);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value, Cancel);
                Assert.Equal(HttpStatusCode.OK, (await TrialCentre.AskAsync(http, HttpMethod.Get, "api/v1/codes/provinces")).Status);
                return;
            }
        }

        Assert.Fail("There is no limit.");
    }

    private async Task SendZippedAsync(JsonNode record)
    {
        using var body = new MemoryStream();
        await using (var zip = new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true))
        {
            await zip.WriteAsync(Encoding.UTF8.GetBytes(IntakeCentre.Batch(record)), Cancel);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/events") { Content = IntakeCentre.Json(body.ToArray()), Headers = { { "Idempotency-Key", IntakeCentre.NewKey() } } };
        request.Content.Headers.ContentEncoding.Add("gzip");
        using var answer = await http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private Task<Pushed> PushAsync(params JsonNode[] records) => TrialCentre.PushAsync(http, records);

    private async Task<Dictionary<string, CheckState>> StateAsync() =>
        (await centre.Services.GetRequiredService<ConformanceRun>().ReadAsync(client.Agency.Scope, client.Agency.Code, Cancel))!.ToDictionary(c => c.Check, c => c.State);
}
