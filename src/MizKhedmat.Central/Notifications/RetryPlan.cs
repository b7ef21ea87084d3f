namespace MizKhedmat.Central.Notifications;

/// <summary>When a delivery is tried again: 30 seconds, doubled each time, a fifth more or less, for a day. Pure.</summary>
public static class RetryPlan
{
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromHours(24);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private const double Spread = .2;

    /// <summary>
    /// The next attempt after <paramref name="failed"/> failed ones (1 or more); the last falls on the end of the day, and
    /// after it comes null: given up. <paramref name="chance"/> in [0, 1) is the jitter, so that endpoints that fell
    /// together are not called together.
    /// </summary>
    public static DateTime? Next(int failed, DateTime tryingSince, DateTime now, double chance)
    {
        var end = tryingSince + GivenUpAfter;
        if (now >= end)
        {
            return null;
        }

        var wait = First.TotalSeconds * Math.Pow(2, Math.Min(failed, 20) - 1) * (1 - Spread + (2 * Spread * chance));
        var next = now.AddMilliseconds(Math.Round(wait * 1000));
        return next < end ? next : end;
    }
}
