using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>
/// A centre at the end of Aban 1405 that is told courses through the real intake and shows what it counted. Office hours are
/// 07:30–14:30; from Saturday 14 November to Thursday 19 every day is worked.
/// </summary>
public sealed class IndexCentre : IAsyncLifetime
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(3.5));

    /// <summary>Saturday, when the office opens.</summary>
    public static readonly DateTimeOffset Saturday = new(2026, 11, 14, 7, 30, 0, TimeSpan.FromHours(3.5));

    public static readonly IReadOnlyList<PropertyInfo> Numbers =
        [.. typeof(Measures).GetProperties().Where(p => p.CanWrite && (p.PropertyType == typeof(int) || p.PropertyType == typeof(long)))];

    private int agencies = 3_000;

    public Centre Centre { get; private set; } = null!;

    public Recount Recount => Centre.Services.GetRequiredService<Recount>();

    public async ValueTask InitializeAsync() => Centre = await Centre.StartAsync(new() { Clock = new StillClock(Now), Settings = IntakeCentre.Unlimited });

    public ValueTask DisposeAsync() => Centre.DisposeAsync();

    /// <summary>A new agency whose service has a standard time in working minutes, and its caller.</summary>
    public async Task<(TestAgency Agency, HttpClient Http)> AgencyAsync(int? standardMinutes = null)
    {
        var agency = await Centre.AddAgencyAsync((++agencies).ToString(CultureInfo.InvariantCulture));
        await SetStandardAsync(Centre, agency, standardMinutes);
        return (agency, await Centre.CallerAsync(await Centre.AddClientAsync(agency)));
    }

    public static async Task SetStandardAsync(Centre centre, TestAgency agency, int? minutes)
    {
        await centre.InDbAsync(async db => await db.Set<Central.Registry.Service>().Where(s => s.AgencyId == agency.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.StandardMinutes, minutes)));
        centre.Services.GetRequiredService<AgencyRegisters>().Forget(agency.Id);
    }

    /// <summary>
    /// Tells the same course to three new agencies – at once, one by one, and one by one backwards – and asserts that each time
    /// the cells of the day say the same, in total and in the fine cells, and that the recount agrees.
    /// </summary>
    public async Task AssertCountedAsync<T>(Func<TestAgency, Told, IEnumerable<JsonObject>> tell, DateTimeOffset on, Func<Measures<long>, T> read, T expected, int? standardMinutes = null)
    {
        for (var way = 0; way < 3; way++)
        {
            var (agency, http) = await AgencyAsync(standardMinutes);
            using (http)
            {
                JsonObject[] records = [.. tell(agency, new Told(agency, "C"))];
                var batches = way == 0 ? [records] : (way == 1 ? records : records.Reverse()).Select(r => new[] { r }).ToArray();
                foreach (var batch in batches)
                {
                    await TellAsync(http, batch);
                }

                await AssertCountedAsync(agency, on, read, expected);
            }
        }
    }

    /// <summary>What the cells of an agency's day say, and that the recount agrees.</summary>
    public async Task AssertCountedAsync<T>(TestAgency agency, DateTimeOffset on, Func<Measures<long>, T> read, T expected)
    {
        var day = TehranTime.DayOf(on.UtcDateTime);
        var (fine, totals) = await Centre.InDbAsync(async db => (
            (await (from c in db.Counters join o in db.Set<Central.Registry.Office>() on c.OfficeId equals o.Id where o.AgencyId == agency.Id && c.Day == day select c).ToListAsync()).ConvertAll(c => (Measures)c),
            (await db.DayTotals.Where(t => t.AgencyId == agency.Id && t.Day == day).ToListAsync()).ConvertAll(t => (Measures)t)));
        Assert.Equal(expected, read(Sum(totals)));
        Assert.Equal(expected, read(Sum(fine)));
        Assert.Empty(await Recount.DifferencesAsync(agency.Code, default));
    }

    public async Task TellAsync(HttpClient http, params JsonObject[] records)
    {
        var pushed = await new IntakeCentre().PushAsync(IntakeCentre.Batch(records.Select(r => r.DeepClone())), http: http);
        Assert.True(pushed.Status == HttpStatusCode.OK, System.Text.Encoding.UTF8.GetString(pushed.Bytes));
    }

    /// <summary>An event in the place of another one.</summary>
    public static JsonObject Instead(JsonObject record, string of) => Told.With(record, new() { ["supersedes"] = of });

    private static Sums Sum(IEnumerable<Measures> cells)
    {
        var sums = new Sums();
        foreach (var cell in cells)
        {
            foreach (var number in Numbers)
            {
                var into = typeof(Sums).GetProperty(number.Name)!;
                into.SetValue(sums, (long)into.GetValue(sums)! + Convert.ToInt64(number.GetValue(cell), CultureInfo.InvariantCulture));
            }
        }

        return sums;
    }

    private sealed class Sums : Measures<long>;
}
