namespace MizKhedmat.Scoring;

/// <summary>Where a unit lies in a funnel: high means more than the others, which is good or bad as the share is.</summary>
public enum FunnelClass
{
    /// <summary>Chance alone explains the distance.</summary>
    Ordinary,

    /// <summary>Above the 95 % limit.</summary>
    HighAlert,

    /// <summary>Above the 99.8 % limit.</summary>
    HighAlarm,

    /// <summary>Below the 95 % limit.</summary>
    LowAlert,

    /// <summary>Below the 99.8 % limit.</summary>
    LowAlarm,
}

/// <summary>
/// Funnel plots of shares (Spiegelhalter 2005, Stat. Med. 24:1185; SCORING.md 9.3): desks and counties get a class, not a rank.
/// Shares are fractions, 0 to 1.
/// </summary>
public static class Funnel
{
    /// <summary>Two-sided 95 %: alert.</summary>
    public const double Alert = Wilson.Z95;

    /// <summary>Two-sided 99.8 %: alarm.</summary>
    public const double Alarm = 3.090232306167813;

    /// <summary>How much of either end of the z scores is drawn in before their spread is measured.</summary>
    private const double Winsorised = 0.1;

    /// <summary>The limits around <paramref name="target"/> for a unit of n cases, within [0, 1].</summary>
    /// <param name="target">The share of the whole.</param>
    /// <param name="n">Cases of the unit.</param>
    /// <param name="z"><see cref="Alert"/> or <see cref="Alarm"/>.</param>
    /// <param name="between">Variance between units beyond chance, from <see cref="Dispersion"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The target is no share, or there is no case.</exception>
    public static (double Lo, double Hi) Limits(double target, double n, double z, double between = 0)
    {
        var reach = z * Math.Sqrt(Chance(target, n) + between);
        return (Math.Max(0, target - reach), Math.Min(1, target + reach));
    }

    /// <summary>The class of a unit with x of n cases; on a limit is inside it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The target is no share, or there is no case.</exception>
    public static FunnelClass Classify(double x, double n, double target, double between = 0)
    {
        var distance = (Require.Finite(x) / n) - target;
        var error = Math.Sqrt(Chance(target, n) + between);
        return Math.Abs(distance) <= Alert * error ? FunnelClass.Ordinary
            : distance > 0 ? (distance > Alarm * error ? FunnelClass.HighAlarm : FunnelClass.HighAlert)
            : distance < -Alarm * error ? FunnelClass.LowAlarm : FunnelClass.LowAlert;
    }

    /// <summary>
    /// How much more units differ than chance lets them: phi, the mean of the squared z scores winsorised at 10 %, and, when phi
    /// is above one, the variance between units that accounts for it (DerSimonian and Laird's moments with the winsorised phi).
    /// </summary>
    /// <param name="units">Parts x of wholes n, n above zero.</param>
    /// <param name="target">The share of the whole.</param>
    /// <exception cref="ArgumentException">There is no unit, a unit has no case, or the target is no share.</exception>
    public static (double Phi, double Between) Dispersion(IReadOnlyList<(double X, double N)> units, double target)
    {
        Require.Some(units.Count, nameof(units));
        var scores = new double[units.Count];
        var (weights, squares) = (0.0, 0.0);
        for (var i = 0; i < scores.Length; i++)
        {
            var chance = Chance(target, units[i].N);
            if (chance == 0)
            {
                return (1, 0);
            }

            scores[i] = ((Require.Finite(units[i].X) / units[i].N) - target) / Math.Sqrt(chance);
            weights += 1 / chance;
            squares += 1 / (chance * chance);
        }

        Array.Sort(scores);
        var low = Quantiles.Type7(scores, Winsorised);
        var high = Quantiles.Type7(scores, 1 - Winsorised);
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var z = Math.Clamp(scores[i], low, high);
            sum += z * z;
        }

        var scale = weights - (squares / weights);
        var phi = sum / scores.Length;
        return (phi, phi > 1 && scale > 0 ? Math.Max(0, (sum - (scores.Length - 1)) / scale) : 0);
    }

    private static double Chance(double target, double n)
    {
        if (!(target is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(target), target, "A share lies between 0 and 1.");
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Require.Finite(n));
        return target * (1 - target) / n;
    }
}
