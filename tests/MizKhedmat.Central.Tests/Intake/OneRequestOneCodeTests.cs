using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>A tracking code is one request's for ever, and nothing sent under it again makes a promise later.</summary>
public sealed class OneRequestOneCodeTests(IntakeCentre centre) : IClassFixture<IntakeCentre>
{
    private DateTimeOffset Start { get; } = centre.Now.AddDays(-10);

    private Told New(string code) => new(centre.Agency, code);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Clause("386059/4-6b")]
    public async Task A_second_acceptance_dated_earlier_with_a_later_promise_mends_no_late_answer(bool secondFirst)
    {
        var told = New($"CODE-{secondFirst}");
        var first = told.Accepted(Start, promisedDays: 3, id: "A");
        var second = told.Accepted(Start.AddMinutes(-1), promisedDays: 9, id: "A2");
        var order = secondFirst ? new[] { second, first } : [first, second];
        foreach (var record in order)
        {
            await centre.PushAsync(record);
        }

        await centre.PushAsync(told.Answered(Start.AddDays(5)));
        var request = await centre.RequestAsync(told.Code);
        Assert.False(request.GetProperty("onTime").GetBoolean());
        Assert.Equal(Start.AddDays(3).UtcDateTime, request.GetProperty("promisedUntil").GetDateTime(), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_agency_is_told_that_a_code_was_used_twice()
    {
        var told = New("CODE-TOLD");
        await centre.PushAsync(told.Accepted(Start, promisedDays: 6, id: "A"));
        var earlier = await centre.PushAsync(told.Accepted(Start, promisedDays: 3, id: "B"));
        Assert.Equal(["0 warned acceptance-replaced /records/0"], earlier.Results);
        var later = await centre.PushAsync(told.Accepted(Start.AddDays(1), promisedDays: 9, id: "C"));
        Assert.Equal(["0 rejected tracking-code-used /records/0/trackingCode"], later.Results);
    }

    [Fact]
    public async Task Codes_that_differ_in_the_case_of_a_letter_are_two_requests()
    {
        await centre.PushAsync(New("case-ab").Accepted(Start), New("case-AB").Accepted(Start.AddHours(1)));
        Assert.Equal("case-ab", (await centre.RequestAsync("case-ab")).GetProperty("trackingCode").GetString());
        Assert.Equal("case-AB", (await centre.RequestAsync("case-AB")).GetProperty("trackingCode").GetString());
    }

    [Fact]
    public async Task One_survey_counts_for_a_request()
    {
        var told = New("CODE-SURVEY");
        JsonObject Scores(int all) => new()
        {
            ["scores"] = new JsonObject { ["information"] = all, ["behaviour"] = all, ["timeKept"] = all, ["overall"] = all }, ["instrument"] = "link",
        };
        await centre.PushAsync(told.Accepted(Start), told.Answered(Start.AddDays(1)), told.Other("surveyed", Start.AddDays(2), Scores(5), "V1"));
        var second = await centre.PushAsync(told.Other("surveyed", Start.AddDays(3), Scores(1), "V2"));
        Assert.Equal(["0 rejected already-surveyed /records/0/type"], second.Results);
    }

    [Fact]
    public async Task The_same_key_and_body_replay_whatever_the_options_say()
    {
        var (body, key) = (IntakeCentre.Batch(New("CODE-OPTIONS").Accepted(Start)), IntakeCentre.NewKey());
        var first = await centre.PushAsync(body, key: key);
        var again = await centre.PushAsync(body, "?results=all", key);
        Assert.True(again.Replayed);
        Assert.Equal(first.Bytes, again.Bytes);
    }

    [Fact]
    public async Task A_citizen_finds_the_request_by_agency_and_its_own_code()
    {
        var pushed = await centre.PushAsync(New("CODE-CITIZEN").Accepted(Start));
        var id = pushed.Json.GetProperty("requests")[0].GetProperty("centralTrackingId").GetString();
        using var http = centre.Centre.CreateClient();
        using var found = await http.GetAsync("track?agency=۱۰۰۱&code=CODE-CITIZEN");
        Assert.Equal($"/track/{id}", found.Headers.Location?.OriginalString[^(7 + id!.Length)..]);
        using var foreign = await http.GetAsync("track?agency=1002&code=CODE-CITIZEN");
        var page = await foreign.Content.ReadAsStringAsync();
        Assert.Contains("دستگاه ۱۰۰۲ درخواستی با این کد ندارد", page, StringComparison.Ordinal);
        using var head = await http.SendAsync(new(HttpMethod.Head, $"track/{id}"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Theory]
    [InlineData("GET", "api/v1/intake/events", 405, "method-not-allowed", "POST")]
    [InlineData("DELETE", "api/v1/intake/desk-days", 405, "method-not-allowed", "POST")]
    [InlineData("POST", "api/v1/kpis", 405, "method-not-allowed", "GET")]
    [InlineData("GET", "api/v1/no-such-thing", 404, "not-found", null)]
    [InlineData("PUT", "api/v1", 404, "not-found", null)]
    public async Task What_is_no_address_or_method_of_the_API_is_told_as_a_problem(string method, string address, int status, string code, string? allow)
    {
        using var request = new HttpRequestMessage(new(method), address);
        using var answer = await centre.Http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"\"code\":\"{code}\"", Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        Assert.Equal(allow, answer.Content.Headers.Allow.SingleOrDefault());
    }
}
