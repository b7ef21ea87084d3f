using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>Counters equal a full recount of the events, over HTTP and the database, whatever the order of arrival (SECURITY section 8).</summary>
public sealed class RecountTests(IntakeCentre fixture) : IClassFixture<IntakeCentre>
{
    [Fact]
    public async Task Every_order_over_HTTP_gives_the_same_requests_and_totals_and_the_recount_agrees()
    {
        var start = fixture.Now.AddDays(-9);
        var agencies = new List<(TestAgency Agency, string State)>();
        for (var seed = 0; seed < 8; seed++)
        {
            var agency = await fixture.Centre.AddAgencyAsync($"20{seed:00}", seed % 2 == 0 ? "23" : "08");
            await IndexCentre.SetStandardAsync(fixture.Centre, agency, 600);
            using var http = await fixture.Centre.CallerAsync(await fixture.Centre.AddClientAsync(agency));
            var records = Course(agency, start).ToArray();
            var random = new Random(seed);
            if (seed > 0)
            {
                random.Shuffle(records);
            }

            foreach (var batch in records.Chunk(seed == 0 ? records.Length : 1 + random.Next(4)))
            {
                await fixture.PushAsync(IntakeCentre.Batch(batch.Select(r => r.DeepClone())), http: http);
            }

            await fixture.PushAsync(IntakeCentre.Batch(records.Where(_ => random.Next(2) == 0).Select(r => r.DeepClone())), http: http);
            agencies.Add((agency, await StateAsync(agency)));
        }

        Assert.Contains("Answered", agencies[0].State, StringComparison.Ordinal);
        Assert.All(agencies, a => Assert.Equal(agencies[0].State, a.State));
        Assert.Empty(await Recounting(fixture.Centre).DifferencesAsync(default));
    }

    [Fact]
    public async Task A_counter_that_was_bent_is_found_and_named()
    {
        await using var centre = await Centre.StartAsync(new());
        var agency = await centre.AddAgencyAsync("1001");
        using var http = await centre.CallerAsync(await centre.AddClientAsync(agency));
        var told = new Told(agency, "BENT");
        await fixture.PushAsync(IntakeCentre.Batch(told.Accepted(fixture.Now.AddDays(-3)), told.Answered(fixture.Now.AddDays(-2))), http: http);
        Assert.Empty(await Recounting(centre).DifferencesAsync(default));
        Assert.Equal(0, await Recounting(centre).RunAsync(default));
        await centre.InDbAsync(async db => await db.Counters.Where(c => c.Answered == 1).ExecuteUpdateAsync(c => c.SetProperty(x => x.Answered, 3))
            + await db.DayTotals.Where(c => c.Due == 1).ExecuteDeleteAsync() + await db.DurationTotals.Where(d => d.Clock == Clock.Working).ExecuteUpdateAsync(d => d.SetProperty(x => x.Answered, 9)));
        var differences = await Recounting(centre).DifferencesAsync(default);
        Assert.Contains(differences, line => line.StartsWith("agency 1001: office ", StringComparison.Ordinal) && line.EndsWith("Answered: 3 stored, 1 recounted", StringComparison.Ordinal));
        Assert.Contains(differences, line => line.EndsWith("Due: 0 stored, 1 recounted", StringComparison.Ordinal));
        Assert.Contains(differences, line => line.EndsWith("Answered: 9 stored, 1 recounted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_counters_of_the_demo_country_are_those_of_its_events()
    {
        await using var centre = await Centre.StartAsync(new() { Demo = true, Settings = new Dictionary<string, string> { ["Demo:Simulate"] = "false" } });
        Assert.True(await centre.InDbAsync(db => db.RequestEvents.CountAsync()) > 1_000);
        Assert.Empty(await Recounting(centre).DifferencesAsync(default));
    }

    private static Recount Recounting(Centre centre) => centre.Services.GetRequiredService<Recount>();

    private static IEnumerable<JsonObject> Course(TestAgency agency, DateTimeOffset start)
    {
        var first = new Told(agency, "C-1");
        yield return first.Accepted(start, 2);
        yield return Told.With(first.Accepted(start.AddHours(-5), 3), new() { ["supersedes"] = "E-1" });
        yield return first.Step(start.AddHours(-3));
        yield return first.Answered(start.AddDays(1));
        yield return first.Other("reopened", start.AddDays(2), new() { ["reason"] = "اعتراض" });
        yield return Told.With(first.Answered(start.AddDays(5)), new() { ["responsible"] = new JsonObject { ["post"] = "رئیس" } });
        yield return Told.With(first.Answered(start.AddDays(2.5)), new() { ["supersedes"] = "E-6" });
        yield return first.Other("delivered", start.AddDays(6), new() { ["deliveryChannel"] = "in-person", ["deliveryPlace"] = agency.Office });
        yield return first.Accepted(start.AddDays(1));
        var second = new Told(agency, "C-2");
        yield return second.Accepted(start.AddDays(1));
        yield return second.Other("cancelled", start.AddDays(2), new() { ["byApplicant"] = true });
        yield return second.Answered(start.AddHours(1));
        var third = new Told(agency, "C-3");
        yield return third.Accepted(start.AddDays(1));
        yield return Told.With(third.Step(start.AddDays(1.5)), new() { ["notified"] = "sms" });
        yield return third.Other("inquiry-sent", start.AddDays(1.6), Inquiry(electronic: true));
        yield return third.Other("inquiry-answered", start.AddDays(2), Inquiry(electronic: true));
        yield return Told.With(third.Other("inquiry-answered", start.AddDays(2), Inquiry(electronic: false)), new() { ["supersedes"] = "E-4" });
        yield return third.Step(start.AddDays(2.2));
        yield return third.Other("message", start.AddDays(2.3), new() { ["text"] = "آماده است", ["direction"] = "to-applicant" });
        yield return third.Answered(start.AddDays(3));
        yield return third.Other("surveyed", start.AddDays(4), Survey(5));
        yield return Told.With(third.Other("surveyed", start.AddDays(4), Survey(3)), new() { ["supersedes"] = "E-9" });
        yield return second.Other("defect-told", start.AddDays(3), new() { ["service"] = agency.Service, ["office"] = agency.Office, ["items"] = new JsonArray("عکس") });
    }

    private static JsonObject Inquiry(bool electronic) => Told.With(
        new() { ["inquiry"] = "Q-1", ["toAgency"] = "1002", ["title"] = "استعلام ثبت", ["electronic"] = electronic }, electronic ? [] : new() { ["notElectronicReason"] = "نبود سامانه" });

    private static JsonObject Survey(int overall) => new()
    {
        ["scores"] = new JsonObject { ["information"] = 4, ["behaviour"] = 4, ["timeKept"] = 4, ["overall"] = overall }, ["instrument"] = "link",
    };

    /// <summary>All that follows from the events, without the agency's own ids.</summary>
    private Task<string> StateAsync(TestAgency agency) => fixture.Centre.InDbAsync(async db =>
    {
        var requests = await db.ServiceRequests.Where(r => r.AgencyId == agency.Id).OrderBy(r => r.TrackingCode).ToListAsync();
        var totals = await db.DayTotals.Where(t => t.AgencyId == agency.Id).OrderBy(t => t.Day).ToListAsync();
        var durations = await db.DurationTotals.Where(t => t.AgencyId == agency.Id).OrderBy(t => t.Day).ThenBy(t => t.Clock).ThenBy(t => t.Bucket).ToListAsync();
        return string.Join('\n', requests.Select(r => $"{r.TrackingCode} {r.State} {r.AcceptedAt:O} {r.PromisedUntil:O} {r.AnsweredAt:O} {r.AnswerWorkMinutes} {r.LateDefect} {r.EventsComplete} {r.SamePlace} {r.SettledAt:O} {r.LastEventAt:O} {r.EventCount} {r.Facts} {r.Inquiries} {r.InquiriesOnline} {r.Points} {r.StandardMinutes} {r.PromiseMilli}"))
            + "\n" + string.Join('\n', totals.Where(t => !t.IsZero).Select(t => $"{t.Day} {string.Join(' ', IndexCentre.Numbers.Select(n => $"{n.Name}={n.GetValue(t)}"))}"))
            + "\n" + string.Join('\n', durations.Where(d => d.Answered != 0).Select(d => $"{d.Day} {d.Clock} {d.Bucket} {d.Answered}"));
    });
}
