using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Live;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Intake;
using MizKhedmat.Central.Tests.Registration;
using Xunit;

namespace MizKhedmat.Central.Tests.Sandbox;

/// <summary>Same contract, own data, never in a figure of the real centre (API.md section 3).</summary>
public sealed class SandboxTests(TrialCentre fixture) : IClassFixture<TrialCentre>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_pushed_into_the_sandbox_is_accepted_there_and_no_row_figure_or_signal_of_the_centre_knows_it()
    {
        const string Figures = "api/v1/kpis?scope=agency:1001", Rank = "api/v1/rankings/provinces";
        var told = new Told(fixture.Client.Agency, "TRIAL-1");
        var at = fixture.Now.AddDays(-2);
        var signals = fixture.Centre.Services.GetRequiredService<LiveSignals>();
        for (var rounds = -1L; rounds != signals.Rounds;) // the agencies of this centre were just made: that is told first
        {
            rounds = signals.Rounds;
            await Task.Delay(TimeSpan.FromSeconds(1), Cancel);
        }

        var (figures, rank) = (await RowsOfAsync(fixture.Real, Figures), await RowsOfAsync(fixture.Real, Rank));
        var tally = fixture.Centre.Services.GetRequiredService<CallTally>();
        await tally.RunAsync(Cancel); // these two readings are real calls, and seen
        var (before, heard) = (await fixture.StockAsync(), signals.Rounds);

        var pushed = await TrialCentre.PushAsync(fixture.Trial, [told.Accepted(at), told.Step(at.AddHours(1)), told.Answered(at.AddHours(2))]);
        Assert.Equal((HttpStatusCode.OK, 3, 0), (pushed.Status, pushed.Count("created"), pushed.Count("rejected")));
        using (var desk = await fixture.Trial.PutAsJsonAsync("api/v1/registry/offices/23-0777", RegisterCentre.Office(), Cancel))
        {
            Assert.Equal((HttpStatusCode.Created, "sandbox"), (desk.StatusCode, desk.Headers.GetValues("X-MK-Environment").Single()));
        }

        await Task.Delay(TimeSpan.FromSeconds(1), Cancel); // two beats of the pump that follows the journal
        await tally.RunAsync(Cancel);
        var after = await fixture.StockAsync();
        Assert.All(before, table => Assert.Equal(table, KeyValuePair.Create(table.Key, after[table.Key])));
        Assert.Equal((figures, rank, heard), (await RowsOfAsync(fixture.Real, Figures), await RowsOfAsync(fixture.Real, Rank), signals.Rounds));
        Assert.NotEqual(figures, await RowsOfAsync(fixture.Trial, Figures));
        Assert.Equal(HttpStatusCode.NotFound, (await TrialCentre.AskAsync(fixture.Real, HttpMethod.Get, "api/v1/requests/TRIAL-1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await TrialCentre.AskAsync(fixture.Real, HttpMethod.Get, "api/v1/registry/offices/23-0777")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await TrialCentre.AskAsync(fixture.Real, HttpMethod.Get, "api/v1/receipts/" + pushed.Json.GetProperty("receipt").GetString())).Status);
        Assert.Equal(HttpStatusCode.OK, (await TrialCentre.AskAsync(fixture.Trial, HttpMethod.Get, "api/v1/requests/TRIAL-1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await TrialCentre.AskAsync(fixture.OtherTrial, HttpMethod.Get, "api/v1/requests/TRIAL-1")).Status);

        var id = pushed.Json.GetProperty("requests")[0].GetProperty("centralTrackingId").GetString();
        using var citizen = fixture.Centre.CreateClient();
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.GetAsync($"track/{id}", Cancel)).StatusCode);
        Assert.DoesNotContain("TRIAL-1", await (await citizen.GetAsync($"track.txt?id={id}", Cancel)).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_call_of_the_sandbox_says_nothing_of_the_real_sending()
    {
        var tally = fixture.Centre.Services.GetRequiredService<CallTally>();
        Assert.Equal(HttpStatusCode.BadRequest, (await TrialCentre.PushAsync(fixture.OtherTrial, ["no record"])).Status);
        await tally.RunAsync(Cancel);
        Assert.Equal((0, 0), await ToldAsync());
        using var real = await fixture.Centre.CallerAsync(fixture.Other);
        Assert.Equal(HttpStatusCode.BadRequest, (await TrialCentre.PushAsync(real, ["no record"])).Status);
        await tally.RunAsync(Cancel);
        Assert.Equal((1, 1), await ToldAsync());

        Task<(int Refused, int Seen)> ToldAsync() => fixture.Centre.InDbAsync(async db =>
        {
            var agency = await db.Agencies.Where(a => a.Code == new AgencyCode("1002")).Select(a => a.Id).SingleAsync(Cancel);
            return (await db.PushCounts.CountAsync(c => c.AgencyId == agency && c.Measure == PushMeasure.Refused, Cancel), await db.ClientSightings.CountAsync(c => c.AgencyId == agency, Cancel));
        });
    }

    [Fact]
    public async Task The_same_key_and_code_in_both_environments_are_two_pushes_and_two_requests()
    {
        var told = new Told(fixture.Client.Agency, "BOTH-1");
        var record = told.Accepted(fixture.Now.AddHours(-3));
        var (trial, real) = (await TrialCentre.PushAsync(fixture.Trial, [record], "both-environments"), await TrialCentre.PushAsync(fixture.Real, [record.DeepClone()], "both-environments"));
        Assert.Equal((1, 1, false), (trial.Count("created"), real.Count("created"), real.Replayed));
        Assert.NotEqual(trial.Json.GetProperty("receipt").GetString(), real.Json.GetProperty("receipt").GetString());
    }

    [Fact]
    public async Task A_new_agency_finds_one_office_one_service_and_one_desk()
    {
        var client = await fixture.Centre.AddClientAsync(await fixture.Centre.AddAgencyAsync("1003", "07"));
        using var http = await TrialCentre.CallerAsync(fixture.Centre, client);
        foreach (var (kind, code) in new[] { ("offices", "23-0001"), ("services", "S-1"), ("desks", "D-1") })
        {
            var items = (await http.GetFromJsonAsync<JsonElement>($"api/v1/registry/{kind}", Cancel)).GetProperty("items").EnumerateArray().ToList();
            Assert.Equal(code, Assert.Single(items).GetProperty("code").GetString());
        }

        var told = new Told(client.Agency with { Office = "23-0001" }, "FIRST");
        Assert.Equal(1, (await TrialCentre.PushAsync(http, [told.Accepted(fixture.Now.AddHours(-1))])).Count("created"));
    }

    [Theory]
    [InlineData("Sandbox")]
    [InlineData("sandbox ,production")]
    [InlineData("staging")]
    [InlineData("")]
    public async Task Any_other_environment_is_refused_and_nothing_is_stored_anywhere(string value)
    {
        using var http = await fixture.Centre.CallerAsync(fixture.Client);
        http.DefaultRequestHeaders.TryAddWithoutValidation("X-MK-Environment", value);
        var told = new Told(fixture.Client.Agency, "LOST-" + value.Length);
        var answer = await TrialCentre.PushAsync(http, [told.Accepted(fixture.Now.AddHours(-1))]);
        Assert.Equal((HttpStatusCode.BadRequest, "environment-unknown"), (answer.Status, answer.Code));
        Assert.All(new[] { fixture.Real, fixture.Trial }, side =>
            Assert.Equal(HttpStatusCode.NotFound, TrialCentre.AskAsync(side, HttpMethod.Get, "api/v1/requests/" + told.Code).Result.Status));
    }

    [Fact]
    public async Task The_header_production_is_the_real_centre()
    {
        using var http = await fixture.Centre.CallerAsync(fixture.Client);
        http.DefaultRequestHeaders.Add("X-MK-Environment", "production");
        await TrialCentre.PushAsync(http, [new Told(fixture.Client.Agency, "STATED").Accepted(fixture.Now.AddHours(-1))]);
        Assert.Equal(HttpStatusCode.OK, (await TrialCentre.AskAsync(fixture.Real, HttpMethod.Get, "api/v1/requests/STATED")).Status);
    }

    [Theory]
    [InlineData("registry/information-sheets")]
    [InlineData("codes/services")]
    [InlineData("codes/counties")]
    [InlineData("templates/offices.xlsx")]
    [InlineData("kpis")]
    [InlineData("rankings/agencies")]
    public async Task Every_reading_of_the_contract_answers_in_the_sandbox(string address) =>
        Assert.Equal(HttpStatusCode.OK, (await TrialCentre.AskAsync(fixture.Trial, HttpMethod.Get, "api/v1/" + address)).Status);

    [Fact]
    public async Task A_file_is_imported_in_the_sandbox_by_its_own_worker()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("offices"), "kind" },
            { new ByteArrayContent("code,title,province,county,level,validFrom\n23-0900,واحد فایل,23,2301,line,2020-01-01\n"u8.ToArray()), "file", "offices.csv" },
        };
        using var sent = await fixture.Trial.PostAsync("api/v1/imports", form, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        for (var i = 0; i < 100; i++)
        {
            var job = await fixture.Trial.GetFromJsonAsync<JsonElement>(sent.Headers.Location, Cancel);
            if (job.GetProperty("state").GetString() is var state and not ("uploaded" or "checking" or "storing"))
            {
                Assert.Equal(("done", 1), (state, job.GetProperty("counts").GetProperty("created").GetInt32()));
                Assert.Equal(HttpStatusCode.NotFound, (await TrialCentre.AskAsync(fixture.Real, HttpMethod.Get, sent.Headers.Location!.ToString())).Status);
                return;
            }

            await Task.Delay(100, Cancel);
        }

        Assert.Fail("The import never ended.");
    }

    [Fact]
    public async Task Access_stays_with_the_real_centre()
    {
        using var nobody = fixture.Centre.CreateClient();
        nobody.DefaultRequestHeaders.Add("X-MK-Environment", "sandbox");
        Assert.Equal(HttpStatusCode.Unauthorized, (await TrialCentre.AskAsync(nobody, HttpMethod.Get, "api/v1/registry/offices")).Status);
        using var narrow = await fixture.Centre.CallerAsync(fixture.Client, "kpi.read");
        narrow.DefaultRequestHeaders.Add("X-MK-Environment", "sandbox");
        Assert.Equal((HttpStatusCode.Forbidden, "scope-missing"), await TrialCentre.AskAsync(narrow, HttpMethod.Get, "api/v1/registry/offices"));
    }

    /// <summary>The rows of an answer, without the moment at which it was asked.</summary>
    private static async Task<string> RowsOfAsync(HttpClient http, string address) =>
        JsonNode.Parse(await http.GetStringAsync(address, Cancel))!["rows"]!.ToJsonString();
}
