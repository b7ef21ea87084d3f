using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Host.Demo;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Tests.Data;
using Xunit;

namespace MizKhedmat.Central.Tests.Demo;

/// <summary>The same seed makes the same country; another one another. A few requests are enough to see it.</summary>
public sealed class DemoSeedTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_same_seed_gives_the_same_counts_and_sums()
    {
        var first = await FactsAsync(seed: 11);
        Assert.Equal(first, await FactsAsync(seed: 11));
        Assert.NotEqual(first, await FactsAsync(seed: 12));
    }

    [Fact]
    public async Task A_second_load_leaves_the_country_as_it_is()
    {
        await using var centre = await Centre.StartAsync(new() { Clock = new StillClock(At) });
        using var copy = Few();
        Assert.NotNull(await CountryOf(centre, copy).LoadAsync("small", 1, default));
        Assert.Null(await CountryOf(centre, copy).LoadAsync("small", 1, default));
    }

    [Fact]
    public async Task The_country_loads_when_its_first_day_lies_in_the_year_before()
    {
        await using var centre = await Centre.StartAsync(new() { Clock = new StillClock(At.AddDays(-240)) });
        using var copy = Few();
        Assert.NotNull(await CountryOf(centre, copy).LoadAsync("small", 1, default));
    }

    [Fact]
    public async Task An_unknown_size_is_refused_with_the_known_ones()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => DemoRecipe.ReadAsync(SeedData.Shipped, "huge", default));
        Assert.Contains("small, medium, national", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_mode_is_refused_in_Production() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Centre.StartAsync(new() { Demo = true, Environment = "Production" }));

    private static async Task<(int, int, long, long, long, long)> FactsAsync(ulong seed)
    {
        await using var centre = await Centre.StartAsync(new() { Clock = new StillClock(At) });
        using var copy = Few();
        var loaded = await CountryOf(centre, copy).LoadAsync("small", seed, default);
        var totals = await centre.InDbAsync(db => db.DayTotals.ToListAsync());
        var ids = await centre.InDbAsync(db => db.ServiceRequests.Select(r => r.CentralTrackingId).ToListAsync());
        return (
            loaded!.Requests, loaded.Events, totals.Sum(t => t.AnswerMinutes), totals.Sum(t => t.OnTime), totals.Sum(t => t.Visits),
            ids.Sum(id => long.Parse(id!, System.Globalization.CultureInfo.InvariantCulture) % 1_000_003));
    }

    private static SeedCopy Few()
    {
        var copy = new SeedCopy();
        copy.Change("demo/sizes.json", file => file["sizes"]!["small"]!["requests"] = 600);
        return copy;
    }

    private static DemoCountry CountryOf(Centre centre, SeedCopy copy) => new(
        copy.Seed,
        centre.Services.GetRequiredService<IDbContextFactory<CentralDb>>(),
        centre.Services.GetRequiredService<IBulkStore>(),
        centre.Services.GetRequiredService<CurrentCalendar>(),
        centre.Services.GetRequiredService<PersonalDataKey>(),
        centre.Services.GetRequiredService<ChangeRegister>(),
        centre.Services.GetRequiredService<TimeProvider>());
}
