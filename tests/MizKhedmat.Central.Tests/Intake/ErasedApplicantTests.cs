using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>
/// The applicant's data are sealed under the key of the month of acceptance; with its last request the key goes, and with
/// the key every copy of the data (DOMAIN.md decision 26, 386059/4-4).
/// </summary>
public sealed class ErasedApplicantTests : IAsyncLifetime
{
    /// <summary>1405/09/01, half past nine in Tehran.</summary>
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    /// <summary>Midnight in Tehran between 1405/08/30 and 1405/09/01.</summary>
    private static readonly DateTimeOffset Edge = new(2026, 11, 21, 20, 30, 0, TimeSpan.Zero);

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
    public async Task A_months_key_is_there_before_anything_is_sealed_with_it_so_that_a_backup_has_it()
    {
        Assert.Equal(["1405-09", "1405-10"], Months());
        clock.Advance(TimeSpan.FromDays(30));
        await centre.Services.GetRequiredService<PrepareMonths>().RunAsync(default);
        Assert.Equal(["1405-09", "1405-10", "1405-11"], Months());
    }

    [Fact]
    public async Task At_the_edge_of_a_jalali_month_in_tehran_the_key_changes()
    {
        await PushAsync(
            new Told(agency, "EARLY").Accepted(Edge.AddDays(-9)), new Told(agency, "LATE").Accepted(Edge.AddMilliseconds(-1)), new Told(agency, "NEXT").Accepted(Edge));

        Assert.Equal(["1405-08", "1405-09", "1405-10"], Months());
        var (early, late, next) = (await ApplicantAsync("EARLY"), await ApplicantAsync("LATE"), await ApplicantAsync("NEXT"));
        Assert.Equal(early.ApplicantHash, late.ApplicantHash);
        Assert.NotEqual(late.ApplicantHash, next.ApplicantHash);
        Assert.All([early, late, next], details => Assert.Equal("09123456789", Open(details)));

        Key.Months.Destroy(JalaliMonth.Of(new(2026, 11, 21)));
        Assert.Equal((null, null, "09123456789"), (Open(early), Open(late), Open(next)));
    }

    [Fact]
    public async Task The_job_destroys_the_keys_of_exactly_the_months_that_are_over()
    {
        // Six months; in the second one request stays open, and that of the last is younger than the period.
        for (var month = 0; month < 6; month++)
        {
            var told = new Told(agency, $"M-{month}");
            var at = Edge.AddDays(-20 + (30 * month));
            clock.Advance(at.AddDays(5) - clock.GetUtcNow());
            await PushAsync([told.Accepted(at, promisedDays: 2), .. month == 1 ? Array.Empty<JsonObject>() : [told.Answered(at.AddDays(1))]]);
        }

        Assert.Equal(["1405-08", "1405-09", "1405-10", "1405-11", "1405-12", "1406-01"], Months());
        var backup = await Task.WhenAll(Enumerable.Range(0, 6).Select(month => ApplicantAsync($"M-{month}")));
        Assert.All(backup, details => Assert.NotNull(Open(details)));

        // 1407/12/15: what happened up to 1405/12/14 is over, the month itself is not.
        clock.Advance(new DateTimeOffset(TehranTime.StartOf(new JalaliDate(1407, 12, 15).ToDateOnly()).AddHours(12), TimeSpan.Zero) - clock.GetUtcNow());
        await ForgetAsync();

        Assert.Equal(["1405-09", "1405-12", "1406-01"], Months());
        Assert.Equal(new List<string?> { null, "09123456789", null, null, "09123456789", "09123456789" }, backup.Select(Open).ToList());
        Assert.Equal(["1405-08", "1405-10", "1405-11"], await DestroyedAsync());
        Assert.Equal("09123456789", Open(await ApplicantAsync("M-1")));

        // A second run finds nothing more to do.
        await ForgetAsync();
        Assert.Equal(["1405-08", "1405-10", "1405-11"], await DestroyedAsync());

        // On the first of the next month the youngest day of Esfand may still be in a push that began before midnight.
        clock.Advance(new DateTimeOffset(TehranTime.StartOf(new JalaliDate(1408, 1, 1).ToDateOnly()).AddHours(2), TimeSpan.Zero) - clock.GetUtcNow());
        await ForgetAsync();
        Assert.Equal(["1405-09", "1405-12", "1406-01"], Months());
        clock.Advance(TimeSpan.FromDays(1));
        await ForgetAsync();
        Assert.Equal(["1405-09", "1406-01"], Months());
    }

    [Fact]
    public async Task The_same_event_is_known_again_months_later_and_another_mobile_under_its_id_is_refused()
    {
        var accepted = new Told(agency, "AGAIN").Accepted(Start.AddDays(-3));
        await PushAsync(accepted);
        clock.Advance(TimeSpan.FromDays(700));
        var other = accepted.DeepClone().AsObject();
        other["applicant"]!["mobile"] = "09123456780";
        var another = accepted.DeepClone().AsObject();
        another["applicant"]!["nationalId"] = "0013542419";
        Assert.Equal(1, (await PushAsync(accepted)).Count("unchanged"));
        Assert.Equal(["0 rejected event-changed /records/0/eventId"], (await PushAsync(other)).Results);
        Assert.Equal(["0 rejected event-changed /records/0/eventId"], (await PushAsync(another)).Results);

        // Open for longer than the period: its key is there as long as it is.
        clock.Advance(TimeSpan.FromDays(100));
        await ForgetAsync();
        Assert.Equal(["1405-08"], Months());
        Assert.Equal("09123456789", Open(await ApplicantAsync("AGAIN")));
    }

    [Fact]
    public async Task What_comes_after_its_own_period_leaves_no_applicant_and_brings_no_key_back()
    {
        var old = new Told(agency, "OLD").Accepted(Start.AddDays(-900));
        Assert.Equal(1, (await PushAsync(old)).Count("created"));

        Assert.Equal(["1405-09", "1405-10"], Months());
        var details = await ApplicantAsync("OLD");
        Assert.Equal((ApplicantKind.Natural, null, null), (details.ApplicantKind, details.ApplicantHash, details.MobileCipher));
        Assert.Equal(1, (await PushAsync(old)).Count("unchanged"));
    }

    [Fact]
    public async Task With_the_key_gone_the_rows_tell_no_mobile_to_whoever_tries_them_all()
    {
        var accepted = new Told(agency, "ONE").Accepted(Start.AddDays(-3), id: "A");
        var step = new Told(agency, "ONE").Step(Start.AddDays(-2), id: "S");
        await PushAsync(accepted, step);
        await PushAsync(Of(accepted, "TWO"), Of(step, "TWO"));
        Assert.Equal(await HashesAsync("ONE"), await HashesAsync("TWO"));

        // Whoever has the centre's own key and the rows tries the true mobile: neither hash is the stored one any more.
        Key.Months.Destroy(JalaliMonth.Of(new(2026, 11, 19)));
        await PushAsync(Of(accepted, "THREE"), Of(step, "THREE"));
        var (before, after) = (await HashesAsync("ONE"), await HashesAsync("THREE"));
        Assert.NotEqual(before[0], after[0]);
        Assert.Equal(before[1], after[1]);
        Assert.NotEqual((await ApplicantAsync("ONE")).ApplicantHash, (await ApplicantAsync("THREE")).ApplicantHash);

        static JsonObject Of(JsonObject record, string code) => Told.With(record.DeepClone().AsObject(), new() { ["trackingCode"] = code });
    }

    private PersonalDataKey Key => centre.Services.GetRequiredService<PersonalDataKey>();

    private List<string?> Months() => Directory.Exists(Path.Combine(centre.DataDirectory, "keys", "months"))
        ? [.. Directory.GetFiles(Path.Combine(centre.DataDirectory, "keys", "months")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)]
        : [];

    private string? Open(EventDetails details) => Key.Decrypt(details.MobileCipher!, "request|mobile");

    private Task<int> ForgetAsync() => centre.Services.GetRequiredService<ForgetRequests>().RunAsync(default);

    private Task<List<string?>> DestroyedAsync() => centre.InDbAsync(db =>
        db.Set<Central.Data.JournalEntry>().Where(e => e.Kind == "month-key-destroyed").OrderBy(e => e.Subject).Select(e => e.Subject).ToListAsync());

    private async Task<EventDetails> ApplicantAsync(string code) => EventDetails.Parse((await EventsAsync(code)).Single(e => e.Type == EventType.Accepted).Details);

    private async Task<string[]> HashesAsync(string code) => [.. (await EventsAsync(code)).OrderBy(e => e.Type).Select(e => Convert.ToHexString(e.ContentHash))];

    private Task<List<RequestEvent>> EventsAsync(string code) => centre.InDbAsync(db =>
    {
        var requests = db.ServiceRequests;
        return db.RequestEvents.Where(e => requests.Any(r => r.Id == e.RequestId && r.TrackingCode == code)).ToListAsync();
    });

    private async Task<Pushed> PushAsync(params JsonObject[] records)
    {
        using var http = await centre.CallerAsync(client);
        return await new IntakeCentre().PushAsync(IntakeCentre.Batch(records.Select(r => r.DeepClone())), http: http);
    }
}
