using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Registry;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>Counters that the events do not bear out are found at night, told and put right, while pushes go on (SECURITY.md section 8).</summary>
public sealed class RebuildCountersTests
{
    [Fact]
    public async Task Bent_cells_are_told_and_rebuilt_and_a_second_night_finds_nothing()
    {
        await using var centre = await Centre.StartAsync(new() { Settings = IntakeCentre.Unlimited });
        var (agency, http) = await FilledAsync(centre, "1001", "A-1");
        var (other, otherHttp) = await FilledAsync(centre, "1002", "B-1");
        using (http)
        using (otherHttp)
        {
            var before = await TotalsAsync(centre);
            await BendAsync(centre, agency);
            Assert.NotEqual(before, await TotalsAsync(centre));

            Assert.Equal(1, await Recounting(centre).RunAsync(default));

            Assert.Equal(before, await TotalsAsync(centre));
            Assert.Empty(await Recounting(centre).DifferencesAsync(default));
            var repair = await centre.InDbAsync(db => db.CounterRepairs.SingleAsync());
            Assert.Equal((agency.Code, true), (repair.Agency, repair.Cells >= 4));
            Assert.Contains("stored", repair.First, StringComparison.Ordinal);
            Assert.Equal(agency.Code, (await centre.InDbAsync(db => db.Journal.SingleAsync(j => j.Kind == "counters-rebuilt"))).Agency);
            Assert.Contains(centre.Log.All, line => line.StartsWith("Error ", StringComparison.Ordinal) && line.Contains("of agency 1001 differ from its events", StringComparison.Ordinal));

            Assert.Equal(0, await Recounting(centre).RunAsync(default));
            Assert.Equal(1, await centre.InDbAsync(db => db.CounterRepairs.CountAsync()));
            Assert.Equal(other.Id, (await centre.InDbAsync(db => db.DayTotals.Where(t => t.AgencyId == other.Id).FirstAsync())).AgencyId);
        }
    }

    [Fact]
    public async Task A_push_between_the_snapshot_and_the_repair_is_counted_once()
    {
        var between = new Between();
        await using var centre = await Centre.StartAsync(new()
        {
            Settings = IntakeCentre.Unlimited,
            Services = services =>
            {
                var store = services.Last(s => s.ServiceType == typeof(IBulkStore));
                services.AddSingleton<IBulkStore>(provider => new PausedStore((IBulkStore)ActivatorUtilities.CreateInstance(provider, store.ImplementationType!), between));
            },
        });
        var (agency, http) = await FilledAsync(centre, "1001", "A-1");
        using (http)
        {
            await BendAsync(centre, agency);
            between.DoAsync = async () =>
            {
                var told = new Told(agency, "MEANWHILE");
                var start = DateTimeOffset.FromUnixTimeSeconds(centre.Now).AddDays(-3);
                var pushed = await new IntakeCentre().PushAsync(IntakeCentre.Batch(told.Accepted(start), told.Answered(start.AddDays(1))), http: http);
                Assert.Equal((HttpStatusCode.OK, 2), (pushed.Status, pushed.Count("created")));
            };

            Assert.Equal(1, await Recounting(centre).RunAsync(default));

            Assert.True(between.IsDone);
            Assert.Empty(await Recounting(centre).DifferencesAsync(default));
            Assert.Equal(2, await centre.InDbAsync(db => db.DayTotals.Where(t => t.AgencyId == agency.Id).SumAsync(t => t.Accepted)));
        }
    }

    [Fact]
    public async Task Administrators_see_what_was_put_right_and_nobody_else_does()
    {
        await using var centre = await Centre.StartAsync(new() { Settings = IntakeCentre.Unlimited });
        await centre.AddOfficialAsync("boss", "admin", "national");
        await centre.AddOfficialAsync("gov", "governor", "province:23");
        var (agency, http) = await FilledAsync(centre, "1001", "A-1");
        using (http)
        {
            using var boss = await SignedInAsync(centre, "boss");
            Assert.Contains("تاکنون اختلافی پیدا نشده است", await boss.GetStringAsync("admin/counters"), StringComparison.Ordinal);
            await BendAsync(centre, agency);
            await Recounting(centre).RunAsync(default);
            var page = await boss.GetStringAsync("admin/counters");
            Assert.Contains("1001", page, StringComparison.Ordinal);
            Assert.Contains("stored, ", page, StringComparison.Ordinal);
            using var gov = await SignedInAsync(centre, "gov");
            using var refused = await gov.GetAsync("admin/counters");
            Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        }
    }

    private static async Task<HttpClient> SignedInAsync(Centre centre, string user)
    {
        var http = centre.CreateClient();
        http.DefaultRequestHeaders.Add("Cookie", await Browser.CookieAsync(centre, user));
        return http;
    }

    private static Recount Recounting(Centre centre) => centre.Services.GetRequiredService<Recount>();

    private static async Task<(TestAgency Agency, HttpClient Http)> FilledAsync(Centre centre, string code, string tracking)
    {
        var agency = await centre.AddAgencyAsync(code);
        var http = await centre.CallerAsync(await centre.AddClientAsync(agency));
        var told = new Told(agency, tracking);
        var start = DateTimeOffset.FromUnixTimeSeconds(centre.Now).AddDays(-6);
        JsonObject[] records = [told.Accepted(start), told.Step(start.AddHours(3)), told.Answered(start.AddDays(2))];
        Assert.Equal(3, (await new IntakeCentre().PushAsync(IntakeCentre.Batch(records), http: http)).Count("created"));
        return (agency, http);
    }

    /// <summary>Each of the four tables, in each way: too much, missing, and a cell that nothing bears out.</summary>
    private static Task<int> BendAsync(Centre centre, TestAgency agency) => centre.InDbAsync(async db =>
    {
        var office = await db.Offices.Where(o => o.AgencyId == agency.Id).Select(o => o.Id).SingleAsync();
        await db.Counters.Where(c => c.OfficeId == office && c.Answered == 1).ExecuteUpdateAsync(c => c.SetProperty(x => x.Answered, 3).SetProperty(x => x.AnswerMinutes, 7));
        await db.DayTotals.Where(t => t.AgencyId == agency.Id && t.Due == 1).ExecuteDeleteAsync();
        await db.DurationTotals.Where(t => t.AgencyId == agency.Id && t.Clock == Clock.Working).ExecuteUpdateAsync(t => t.SetProperty(x => x.Answered, 9));
        db.Add(new DurationCounter { OfficeId = office, Day = new(2026, 1, 2), Bucket = 3, Answered = 5 });
        return await db.SaveChangesAsync();
    });

    private static Task<string> TotalsAsync(Centre centre) => centre.InDbAsync(async db => string.Join('\n',
        (await db.DayTotals.OrderBy(t => t.AgencyId).ThenBy(t => t.Day).ToListAsync()).Where(t => !t.IsZero).Select(t => System.Text.Json.JsonSerializer.Serialize(t))
        .Concat((await db.Counters.OrderBy(t => t.OfficeId).ThenBy(t => t.Day).ToListAsync()).Where(t => !t.IsZero).Select(t => System.Text.Json.JsonSerializer.Serialize(t)))
        .Concat((await db.DurationCounters.OrderBy(t => t.OfficeId).ThenBy(t => t.Day).ThenBy(t => t.Clock).ToListAsync()).Where(t => t.Answered != 0).Select(t => System.Text.Json.JsonSerializer.Serialize(t)))
        .Concat((await db.DurationTotals.OrderBy(t => t.AgencyId).ThenBy(t => t.Day).ThenBy(t => t.Clock).ToListAsync()).Where(t => t.Answered != 0).Select(t => System.Text.Json.JsonSerializer.Serialize(t)))));

    /// <summary>What a test does just before the repair takes the agency's lock.</summary>
    private sealed class Between
    {
        public Func<Task>? DoAsync { get; set; }

        public bool IsDone { get; set; }
    }

    private sealed class PausedStore(IBulkStore store, Between between) : IBulkStore
    {
        public async Task<IBulkTransaction> BeginAsync(IReadOnlyCollection<int> agencyIds, CancellationToken ct)
        {
            if (between.DoAsync is { } act)
            {
                between.DoAsync = null;
                await act();
                between.IsDone = true;
            }

            return await store.BeginAsync(agencyIds, ct);
        }

        public Task<long> ReserveIdsAsync(string sequence, int count, CancellationToken ct) => store.ReserveIdsAsync(sequence, count, ct);
    }
}
