using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>The feedback to agencies keeps its examples for 90 days and its counts for 24 Jalali months, to the day.</summary>
public sealed class ForgetFiguresTests : IAsyncLifetime
{
    /// <summary>1405/09/01, half past nine in Tehran.</summary>
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    private readonly StillClock clock = new(Start);
    private Centre centre = null!;
    private TestClient client = null!;

    public async ValueTask InitializeAsync()
    {
        centre = await Centre.StartAsync(new() { Clock = clock, Settings = IntakeCentre.Unlimited });
        client = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
    }

    public ValueTask DisposeAsync() => centre.DisposeAsync();

    [Fact]
    public async Task Examples_go_after_90_days_and_counts_on_the_day_after_24_months()
    {
        await RefusedAsync("OLD");
        clock.Advance(TimeSpan.FromDays(89));
        await RefusedAsync("YOUNG");
        Assert.Equal(0, await ForgetAsync());
        Assert.Equal((2, 2), await LeftAsync());

        clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        Assert.Equal(1, await ForgetAsync());
        Assert.Equal((1, 2), await LeftAsync());

        clock.Advance(At(new(1407, 9, 1)) - clock.GetUtcNow());
        Assert.Equal(1, await ForgetAsync());
        Assert.Equal((0, 2), await LeftAsync());

        clock.Advance(At(new(1407, 9, 2)) - clock.GetUtcNow());
        await ForgetAsync();
        Assert.Equal((0, 1), await LeftAsync());
        Assert.Equal(TehranTime.DayOf(Start.AddDays(89).UtcDateTime), await centre.InDbAsync(db => db.PushCounts.Select(c => c.Day).Distinct().SingleAsync()));
    }

    /// <summary>In Tehran two o'clock in the night of a day.</summary>
    private static DateTimeOffset At(JalaliDate day) => new(TehranTime.StartOf(day.ToDateOnly()).AddHours(2), TimeSpan.Zero);

    private Task<int> ForgetAsync() => centre.Services.GetRequiredService<ForgetFigures>().RunAsync(default);

    /// <summary>Examples, and days with a count of refused records.</summary>
    private Task<(int Samples, int Days)> LeftAsync() => centre.InDbAsync(async db =>
        (await db.PushSamples.CountAsync(), await db.PushCounts.Where(c => c.Measure == PushMeasure.Rejected).Select(c => c.Day).Distinct().CountAsync()));

    private async Task RefusedAsync(string code)
    {
        using var http = await centre.CallerAsync(client);
        var refused = Told.With(new Told(client.Agency, code).Step(clock.GetUtcNow()), new() { ["at"] = "2026-11-21T09:00:00" });
        Assert.Equal(1, (await new IntakeCentre().PushAsync(IntakeCentre.Batch(refused), http: http)).Count("rejected"));
    }
}
