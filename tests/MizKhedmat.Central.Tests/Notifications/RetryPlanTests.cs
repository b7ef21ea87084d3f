using MizKhedmat.Central.Notifications;
using Xunit;

namespace MizKhedmat.Central.Tests.Notifications;

/// <summary>Thirty seconds, doubled, for a day, then given up.</summary>
public sealed class RetryPlanTests
{
    private static readonly DateTime Start = new(2026, 11, 21, 5, 30, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(0)]
    [InlineData(.5)]
    [InlineData(.999)]
    public void Attempts_come_ever_later_the_last_on_the_end_of_the_day(double chance)
    {
        var (now, attempts, wait) = (Start, new List<DateTime> { Start }, TimeSpan.Zero);
        while (RetryPlan.Next(attempts.Count, Start, now, chance) is { } next)
        {
            Assert.True(next - now > wait || next == Start.AddHours(24));
            (wait, now) = (next - now, next);
            attempts.Add(next);
            Assert.True(attempts.Count < 30);
        }

        Assert.Equal(Start.AddHours(24), attempts[^1]);
        Assert.InRange(attempts.Count, 11, 14);
    }

    [Fact]
    public void Chance_spreads_a_fifth_to_both_sides()
    {
        Assert.Equal(24, (RetryPlan.Next(1, Start, Start, 0)!.Value - Start).TotalSeconds, 3);
        Assert.Equal(36, (RetryPlan.Next(1, Start, Start, 1)!.Value - Start).TotalSeconds, 3);
    }

    [Fact]
    public void Far_beyond_every_doubling_it_still_ends() => Assert.Equal(Start.AddHours(24), RetryPlan.Next(5_000, Start, Start, .5));
}
