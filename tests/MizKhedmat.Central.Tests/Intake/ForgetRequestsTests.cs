using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>
/// Raw requests and the applicant's data go 24 Jalali months after the last that happened; their counts stay (DOMAIN.md
/// decision 26, 386059/4-4).
/// </summary>
public sealed class ForgetRequestsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    private readonly StillClock clock = new(Start);
    private Centre centre = null!;
    private TestAgency agency = null!;
    private TestClient client = null!;

    public async ValueTask InitializeAsync()
    {
        centre = await Centre.StartAsync(new() { Clock = clock, Settings = IntakeCentre.Unlimited });
        agency = await centre.AddAgencyAsync("1001");
        client = await centre.AddClientAsync(agency);
    }

    public ValueTask DisposeAsync() => centre.DisposeAsync();

    [Fact]
    public async Task A_settled_request_goes_on_the_day_after_its_24_months_and_its_counts_stay()
    {
        var told = new Told(agency, "OLD");
        var id = await AcceptedAsync(told, Start.AddDays(-3), told.Answered(Start.AddDays(-2)));
        var counted = await CountedAsync();

        // The promise, a day after the start, is what lies latest.
        clock.Advance(LastDay - clock.GetUtcNow());
        Assert.Equal(0, await ForgetAsync());
        using var http = centre.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"track.txt?id={id}")).StatusCode);

        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await ForgetAsync());

        Assert.Equal(0, await centre.InDbAsync(db => db.RequestEvents.CountAsync()) + await centre.InDbAsync(db => db.ServiceRequests.CountAsync()));
        using var gone = await http.GetAsync($"track.txt?id={id}");
        using var never = await http.GetAsync($"track.txt?id={TrackingSerial.IdOf(5, agency.Code, 77)}");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (gone.StatusCode, never.StatusCode));
        Assert.Equal(await never.Content.ReadAsStringAsync(), await gone.Content.ReadAsStringAsync());
        using var caller = await centre.CallerAsync(client);
        Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync("api/v1/requests/OLD")).StatusCode);
        Assert.Equal(counted, await CountedAsync());
        Assert.Empty(await centre.Services.GetRequiredService<Recount>().DifferencesAsync(default));
        Assert.Equal(0, await centre.Services.GetRequiredService<Recount>().RunAsync(default));
        Assert.Equal(counted, await CountedAsync());
    }

    [Fact]
    public async Task What_is_open_stays_however_old_and_so_does_what_is_younger()
    {
        await AcceptedAsync(new Told(agency, "OPEN"), Start.AddDays(-3));
        clock.Advance(TimeSpan.FromDays(800));
        var young = new Told(agency, "YOUNG");
        await AcceptedAsync(young, clock.GetUtcNow().AddDays(-3), young.Answered(clock.GetUtcNow().AddDays(-2)));

        Assert.Equal(0, await ForgetAsync());

        Assert.Equal(["OPEN", "YOUNG"], await centre.InDbAsync(db => db.ServiceRequests.OrderBy(r => r.TrackingCode).Select(r => r.TrackingCode).ToListAsync()));
        Assert.Empty(await centre.Services.GetRequiredService<Recount>().DifferencesAsync(default));

        // It is answered at last: only then its 24 months begin.
        using var http = await centre.CallerAsync(client);
        var late = Told.With(new Told(agency, "OPEN").Answered(clock.GetUtcNow().AddDays(-1)), new() { ["eventId"] = "E-LATE" });
        Assert.Equal(1, (await new IntakeCentre().PushAsync(IntakeCentre.Batch(late), http: http)).Count("created"));
        Assert.Equal(0, await ForgetAsync());
        clock.Advance(TimeSpan.FromDays(735));
        Assert.Equal(2, await ForgetAsync());
    }

    [Fact]
    public async Task A_removed_request_that_is_sent_again_is_refused_and_not_counted_twice()
    {
        var told = new Told(agency, "AGAIN");
        var accepted = told.Accepted(Start.AddDays(-3));
        await PushAsync(accepted, told.Answered(Start.AddDays(-2)));
        var counted = await CountedAsync();
        clock.Advance(TimeSpan.FromDays(800));
        Assert.Equal(1, await ForgetAsync());

        var again = await PushAsync(accepted.DeepClone().AsObject());

        Assert.Equal(["0 rejected accepted-too-long-ago /records/0/at"], again.Results);
        Assert.Equal(counted, await CountedAsync());
    }

    [Fact]
    public async Task Many_rows_go_in_slices_and_none_is_left()
    {
        for (var batch = 0; batch < 3; batch++)
        {
            var told = Enumerable.Range(0, 900).Select(i => new Told(agency, $"M-{batch}-{i}"));
            await PushAsync([.. told.SelectMany(t => (JsonObject[])[t.Accepted(Start.AddDays(-3)), t.Answered(Start.AddDays(-2))])]);
        }

        var counted = await CountedAsync();
        clock.Advance(TimeSpan.FromDays(800));
        Assert.Equal(2_700, await ForgetAsync());
        Assert.Equal(0, await centre.InDbAsync(db => db.RequestEvents.CountAsync()) + await centre.InDbAsync(db => db.ServiceRequests.CountAsync()));
        Assert.Equal(counted, await CountedAsync());
        Assert.Empty(await centre.Services.GetRequiredService<Recount>().DifferencesAsync(default));
    }

    /// <summary>In Tehran noon of the last day on which the request of the first test must still be there.</summary>
    private static DateTimeOffset LastDay =>
        new(TehranTime.StartOf(JalaliDate.Of(TehranTime.DayOf(Start.AddDays(1).UtcDateTime)).AddMonths(ForgetRequests.MonthsKept).ToDateOnly()).AddHours(12), TimeSpan.Zero);

    private Task<int> ForgetAsync() => centre.Services.GetRequiredService<ForgetRequests>().RunAsync(default);

    private async Task<Pushed> PushAsync(params JsonObject[] records)
    {
        using var http = await centre.CallerAsync(client);
        return await new IntakeCentre().PushAsync(IntakeCentre.Batch(records), http: http);
    }

    /// <summary>Returns the central tracking id.</summary>
    private async Task<string> AcceptedAsync(Told told, DateTimeOffset at, params JsonObject[] more)
    {
        var pushed = await PushAsync([told.Accepted(at), .. more]);
        return pushed.Json.GetProperty("requests")[0].GetProperty("centralTrackingId").GetString()!;
    }

    private Task<string> CountedAsync() => centre.InDbAsync(async db => string.Join('\n', (await db.DayTotals.OrderBy(t => t.Day).ToListAsync())
        .Where(t => !t.IsZero).Select(t => System.Text.Json.JsonSerializer.Serialize(t))));
}
