using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>What an agency learns of its own sending, and no other agency: real pushes in, figures of the view out.</summary>
public sealed class FeedbackTests : IAsyncLifetime
{
    private readonly StillClock clock = new(new(2026, 11, 21, 5, 30, 0, TimeSpan.Zero));
    private Centre centre = null!;
    private TestClient client = null!;
    private TestClient other = null!;
    private HttpClient http = null!;

    private DateTimeOffset Now => clock.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        centre = await Centre.StartAsync(new() { Settings = IntakeCentre.Unlimited, Clock = clock });
        client = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
        other = await centre.AddClientAsync(await centre.AddAgencyAsync("1002"));
        http = await centre.CallerAsync(client);
        http.DefaultRequestHeaders.UserAgent.ParseAdd("Vendor/2.4");
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return centre.DisposeAsync();
    }

    [Fact]
    public async Task Counts_codes_delays_and_examples_follow_from_what_was_pushed()
    {
        var told = new Told(client.Agency, "FB-1");
        await PushAsync(
            told.Accepted(Now.AddMinutes(-10)), told.Step(Now.AddMinutes(-5)), Told.With(told.Step(Now), new() { ["at"] = "2026-11-21T09:00:00" }),
            Told.With(told.Step(Now), new() { ["at"] = "2026-11-21T08:00:00" }), told.Answered(Now.AddDays(-2)));
        var health = await HealthAsync();
        Assert.Equal(new PushTotals(2, 0, 0, 3, 0), health.Totals);
        Assert.Equal(
            ["time-without-offset 2", "answer-before-acceptance 1"], health.Faults.Select(f => $"{f.Code} {f.Count}"));
        var sample = Assert.Single(health.Faults[0].Samples);
        Assert.Equal(("/records/2/at", EventType.Step), (sample.Pointer, sample.Type));
        Assert.Equal(sample.Receipt, health.Receipts[0].Receipt);
        Assert.InRange(health.DelayMedian!.Value, 5 * 60 * .83, 5 * 60 * 1.21);
        Assert.InRange(health.DelayP95!.Value, 10 * 60 * .83, 10 * 60 * 1.21);
        Assert.Equal(Now.UtcDateTime, health.LastEventAt);
        Assert.Equal(2, health.Days.Single(d => d.Day == TehranTime.DayOf(Now.UtcDateTime)).Events);
    }

    [Fact]
    public async Task A_replay_and_a_trial_count_nothing_and_a_known_event_counts_as_known()
    {
        var told = new Told(client.Agency, "FB-2");
        var body = IntakeCentre.Batch(told.Accepted(Now.AddHours(-1), id: "A"));
        await SendAsync(body, "fixed-key-0000000001");
        await SendAsync(body, "fixed-key-0000000001");
        await SendAsync(body, IntakeCentre.NewKey(), "?validateOnly=true");
        Assert.Equal(new PushTotals(1, 0, 0, 0, 0), (await HealthAsync()).Totals);
        await SendAsync(body, IntakeCentre.NewKey());
        Assert.Equal(new PushTotals(1, 1, 0, 0, 0), (await HealthAsync()).Totals);
    }

    [Fact]
    public async Task Requests_refused_as_a_whole_are_counted_and_the_client_is_known_by_its_program_and_key()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("{\"records\":1}", IntakeCentre.NewKey()));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("{", IntakeCentre.NewKey()));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("{}", "short"));
        await centre.Services.GetRequiredService<CallTally>().RunAsync(default);
        await centre.Services.GetRequiredService<CallTally>().RunAsync(default); // twice writes nothing twice
        var health = await HealthAsync();
        Assert.Equal(3, health.Totals.Refused);
        Assert.Contains(health.Faults, f => f is { Measure: PushMeasure.Refused, Code: "idempotency-key-missing", Count: 1 });
        var life = Assert.Single(health.Clients);
        Assert.Equal(("v1", "Vendor/2.4", Now.UtcDateTime), (life.Last!.Contract, life.Last.UserAgent, life.Last.At));
        Assert.Equal(Now.UtcDateTime, Assert.Single(life.Keys).LastUsedAt);
        using var theirs = await centre.CallerAsync(other);
        Assert.All((await HealthAsync("1002")).Clients, c => Assert.Null(c.Last));
    }

    [Fact]
    public async Task Another_agency_sees_nothing_of_it_and_may_not_ask()
    {
        var told = new Told(client.Agency, "FB-3");
        await PushAsync(told.Accepted(Now.AddHours(-1)), Told.With(told.Step(Now), new() { ["at"] = "x" }));
        var theirs = await HealthAsync("1002");
        Assert.Equal(new PushTotals(0, 0, 0, 0, 0), theirs.Totals);
        Assert.Empty(theirs.Faults);
        Assert.Null(theirs.LastEventAt);
        Assert.Null(await Board.ReadAsync(Scope.OfAgency(new("1002")), new("1001"), 7, default));
    }

    [Fact]
    public async Task The_period_ends_and_an_example_makes_room_for_newer_ones()
    {
        for (var n = 0; n < 5; n++)
        {
            await PushAsync(Told.With(new Told(client.Agency, "FB-4").Step(Now), new() { ["at"] = "x" }));
        }

        Assert.Equal((5, PushSample.Kept), ((await HealthAsync(days: 1)).Faults.Single().Count, (await HealthAsync(days: 1)).Faults.Single().Samples.Count));
        clock.Advance(TimeSpan.FromDays(3));
        Assert.Empty((await HealthAsync(days: 1)).Faults);
        Assert.Single((await HealthAsync(days: 7)).Faults);
    }

    /// <summary>Whatever a record holds stays out of the statistic: national id, mobile, names, notes, tracking codes.</summary>
    [Fact]
    public async Task No_value_of_a_record_is_kept_with_the_figures()
    {
        var told = new Told(client.Agency, "SECRET-CODE");
        var record = told.Accepted(Now.AddHours(-1));
        record["applicant"]!["nationalId"] = "1234567890";
        record["note"] = "متن آزاد";
        await PushAsync(record);
        var stock = await IntakeCentre.StockAsync(centre);
        var kept = stock["PushSample"] + stock["PushCount"];
        Assert.Contains("national-id-invalid", kept, StringComparison.Ordinal);
        Assert.All((string[])["1234567890", "09123456789", "احمدی", "آزاد", "SECRET-CODE", "E-1"], value => Assert.DoesNotContain(value, kept, StringComparison.Ordinal));
    }

    private ApiHealthBoard Board => centre.Services.GetRequiredService<ApiHealthBoard>();

    private async Task<ApiHealth> HealthAsync(string agency = "1001", int days = 7) => (await Board.ReadAsync(Scope.OfAgency(new(agency)), new(agency), days, default))!;

    private async Task PushAsync(params JsonNode[] records) => Assert.Equal(HttpStatusCode.OK, await SendAsync(IntakeCentre.Batch(records), IntakeCentre.NewKey()));

    private async Task<HttpStatusCode> SendAsync(string body, string key, string options = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/events" + options) { Content = IntakeCentre.Json(Encoding.UTF8.GetBytes(body)) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
