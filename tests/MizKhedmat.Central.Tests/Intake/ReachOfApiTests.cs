using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>Who may push and read back: attacks A01–A03 of SECURITY section 10, and faults that tell nothing.</summary>
public sealed class ReachOfApiTests(IntakeCentre fixture) : IClassFixture<IntakeCentre>
{
    private string Body(string code) => IntakeCentre.Batch(new Told(fixture.Agency, code).Accepted(fixture.Now.AddDays(-1)));

    [Theory]
    [InlineData(null, "token-missing", false)]
    [InlineData("Bearer abc.def.ghi", "token-invalid", true)]
    [InlineData("Basic YTpi", "token-missing", false)]
    public async Task A01_without_a_good_token_nothing_is_read(string? header, string code, bool named)
    {
        using var http = fixture.Centre.CreateClient();
        http.DefaultRequestHeaders.Add("Cookie", ".AspNetCore.cookie=x");
        if (header is not null)
        {
            http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(header);
        }

        var before = await fixture.StockAsync();
        foreach (var address in new[] { "intake/events", "intake/desk-days" })
        {
            using var answer = await http.PostAsync("api/v1/" + address, IntakeCentre.Json(Encoding.UTF8.GetBytes(Body("A01"))));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal(named, answer.Headers.WwwAuthenticate.ToString().Contains("invalid_token", StringComparison.Ordinal));
            Assert.Equal(code, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
        }

        Assert.Equal(before, await fixture.StockAsync());
    }

    [Fact]
    public async Task A_token_without_the_scope_is_403_and_hears_which()
    {
        using var http = await fixture.Centre.CallerAsync(fixture.Client, "kpi.read");
        var pushed = await fixture.PushAsync(Body("A01"), http: http);
        Assert.Equal((HttpStatusCode.Forbidden, "scope-missing"), (pushed.Status, pushed.Code));
        using var receipt = await http.GetAsync("api/v1/receipts/01JD0000000000000000000000");
        Assert.Contains("scope=\"receipts.read\"", receipt.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"agency\":\"1002\"")]
    [InlineData("\"agencyId\":2")]
    public async Task A02_an_agency_in_the_body_is_400_and_leaves_no_row(string member)
    {
        var before = await fixture.StockAsync();
        var body = Body("A02");
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.PushAsync("{" + member + "," + body[1..])).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.PushAsync(body.Replace("\"type\":", member + ",\"type\":", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.PushAsync(body, "?agency=1002")).Status);
        Assert.Equal(before, await fixture.StockAsync());
    }

    [Fact]
    public async Task A02_an_agency_in_a_header_and_codes_of_another_agency_lead_nowhere()
    {
        using var http = await fixture.Centre.CallerAsync(fixture.Client);
        http.DefaultRequestHeaders.Add("X-Agency", "1002");
        await fixture.PushAsync(Body("A02-H"), http: http);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.OtherHttp.GetAsync("api/v1/requests/A02-H")).StatusCode);
        await fixture.Centre.InDbAsync(async db =>
        {
            var own = db.Set<Central.Registry.Office>().First(o => o.AgencyId == fixture.Other.Agency.Id);
            db.Add(new Central.Registry.Office { AgencyId = own.AgencyId, Code = "23-0777", TitleFa = "x", Province = own.Province, County = own.County, Level = own.Level, ValidFrom = own.ValidFrom });
            return await db.SaveChangesAsync();
        });
        var record = new Told(fixture.Agency, "A02-O").Accepted(fixture.Now.AddDays(-1));
        record["office"] = "23-0777";
        Assert.Equal(["0 rejected office-unknown /records/0/office"], (await fixture.PushAsync(record)).Results);
    }

    [Fact]
    public async Task A03_another_agencys_request_and_receipt_answer_like_missing_ones_byte_for_byte()
    {
        var pushed = await fixture.PushAsync(Body("A03-X"));
        var receipt = pushed.Json.GetProperty("receipt").GetString()!;
        var missing = await NotFoundAsync("requests/A03-MISSING");
        foreach (var path in new[] { "requests/A03-X", "requests/a03-x", "requests/A03-X/", "requests/%41%303-X", "requests/A03-X.", $"receipts/{receipt}", $"receipts/{receipt.ToLowerInvariant()}", "receipts/x" })
        {
            Assert.Equal(missing, await NotFoundAsync(path));
        }

        async Task<(string?, string)> NotFoundAsync(string path)
        {
            using var answer = await fixture.OtherHttp.GetAsync("api/v1/" + path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            return (answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_fault_answers_500_with_its_trace_id_and_no_word_of_its_cause()
    {
        await using var centre = await Centre.StartAsync(new() { Services = services => services.AddSingleton<IBulkStore, BrokenStore>() });
        var agency = await centre.AddAgencyAsync("1001", adopt: false);
        using var http = await centre.CallerAsync(await centre.AddClientAsync(agency));
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/events")
        {
            Content = IntakeCentre.Json(Encoding.UTF8.GetBytes(Body("FAULT"))), Headers = { { "Idempotency-Key", IntakeCentre.NewKey() } },
        };
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(("fault", "/developers/errors/fault"), (problem.GetProperty("code").GetString(), problem.GetProperty("type").GetString()));
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("traceId").GetString());
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }

    private sealed class BrokenStore : IBulkStore
    {
        public Task<IBulkTransaction> BeginAsync(IReadOnlyCollection<int> agencyIds, CancellationToken ct) => throw new InvalidOperationException("secret of the cause");

        public Task<long> ReserveIdsAsync(string sequence, int count, CancellationToken ct) => throw new InvalidOperationException("secret of the cause");
    }
}
