using System.Net;
using System.Net.Http.Json;
using MizKhedmat.Central.Tests.Intake;
using MizKhedmat.Central.Tests.Registration;
using Xunit;

namespace MizKhedmat.Central.Tests.Sandbox;

/// <summary>A vendor's run begins from nothing; nobody else's data goes with it, and no real data ever.</summary>
public sealed class ResetSandboxTests(TrialCentre fixture) : IClassFixture<TrialCentre>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_resets_its_own_agency_to_the_first_register_in_every_table()
    {
        await TrialCentre.AskAsync(fixture.Trial, HttpMethod.Get, "api/v1/registry/offices");
        await TrialCentre.AskAsync(fixture.OtherTrial, HttpMethod.Get, "api/v1/registry/offices");
        var first = await fixture.RowsAsync("1001");
        await FillAsync(fixture.Trial, fixture.Client);
        await FillAsync(fixture.OtherTrial, fixture.Other);
        var others = await fixture.RowsAsync("1002");
        Assert.Equal([4, 1, 1, 1], [others["RequestEvent"], others["DeskDay"], others["ImportJob"], others["PushSample"]]);
        var real = await fixture.StockAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await TrialCentre.AskAsync(fixture.Trial, HttpMethod.Delete, "api/v1/sandbox")).Status);
        Assert.Equal(first.Where(t => t.Key != "JournalEntry"), (await fixture.RowsAsync("1001")).Where(t => t.Key != "JournalEntry"));
        Assert.Equal(others, await fixture.RowsAsync("1002"));
        Assert.All(real, table => Assert.Equal(table.Value, fixture.StockAsync().Result[table.Key]));

        // The very same run is possible again: no key, code or id of the former one stands in its way.
        await FillAsync(fixture.Trial, fixture.Client);
    }

    [Fact]
    public async Task Without_the_header_nothing_is_taken_away()
    {
        await TrialCentre.PushAsync(fixture.Real, [new Told(fixture.Client.Agency, "KEEP").Accepted(fixture.Now.AddHours(-1))]);
        Assert.Equal((HttpStatusCode.BadRequest, "sandbox-only"), await TrialCentre.AskAsync(fixture.Real, HttpMethod.Delete, "api/v1/sandbox"));
        Assert.Equal(HttpStatusCode.OK, (await TrialCentre.AskAsync(fixture.Real, HttpMethod.Get, "api/v1/requests/KEEP")).Status);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method-not-allowed"), await TrialCentre.AskAsync(fixture.Trial, HttpMethod.Post, "api/v1/sandbox"));
    }

    private async Task FillAsync(HttpClient http, TestClient client)
    {
        var told = new Told(client.Agency, "RESET-1");
        var at = fixture.Now.AddDays(-3);
        var pushed = await TrialCentre.PushAsync(http, [told.Accepted(at), told.Step(at.AddHours(1)), told.Answered(at.AddHours(2)), told.Step(at.AddHours(3)), Told.With(told.Step(at), new() { ["at"] = "x" })], "the-key-of-this-run");
        Assert.Equal((4, 1, false), (pushed.Count("created"), pushed.Count("rejected"), pushed.Replayed));
        var day = new System.Text.Json.Nodes.JsonObject { ["office"] = "23-0001", ["desk"] = "D-1", ["on"] = at.ToString("yyyy-MM-dd", null), ["openMinutes"] = 300, ["dueMinutes"] = 420 };
        Assert.Equal(1, (await TrialCentre.PushAsync(http, [day], "the-day-of-this-run", "desk-days")).Count("created"));
        using (var put = await http.PutAsJsonAsync("api/v1/registry/offices/23-0555", RegisterCentre.Office(), Cancel))
        {
            Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        }

        using var form = new MultipartFormDataContent
        {
            { new StringContent("offices"), "kind" },
            { new ByteArrayContent("code,title,province,county,level,validFrom\n23-0900,واحد فایل,23,9999,line,2020-01-01\n"u8.ToArray()), "file", "offices.csv" },
        };
        using var sent = await http.PostAsync("api/v1/imports?validateOnly=true", form, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        for (var i = 0; i < 100 && (await http.GetFromJsonAsync<System.Text.Json.JsonElement>(sent.Headers.Location, Cancel)).GetProperty("endedAt").ValueKind == System.Text.Json.JsonValueKind.Null
            && (await http.GetFromJsonAsync<System.Text.Json.JsonElement>(sent.Headers.Location, Cancel)).GetProperty("state").GetString() is "uploaded" or "checking"; i++)
        {
            await Task.Delay(100, Cancel);
        }
    }
}
