namespace MizKhedmat.Scoring;

/// <summary>The credit of a duty with a deadline.</summary>
public static class Timeliness
{
    /// <summary>1 in time, else 1 − late/grace, never below 0; 0 when late without any grace.</summary>
    public static double Credit(double daysLate, double graceDays) =>
        daysLate <= 0 ? 1 : graceDays <= 0 ? 0 : Math.Max(0, 1 - (daysLate / graceDays));
}

/// <summary>The verification coefficient of declared items (SCORING.md 5).</summary>
public static class Verification
{
    /// <summary>tau = (agreed + prior)/(inspected + prior total): .80 before any inspection by the approved prior of 8 of 10.</summary>
    public static double Tau(double agreed, double inspected, double priorAgree = 8, double priorTotal = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(agreed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(agreed, inspected);
        return (agreed + priorAgree) / (inspected + priorTotal);
    }
}

/// <summary>Tests that put a unit before a person's eyes; they never change a score by themselves (SCORING.md 17).</summary>
public static class IntegrityTests
{
    /// <summary>Slices between acceptance and promise.</summary>
    public const int Slices = 20;

    /// <summary>
    /// G4: answers bunched just before the promise. Twenty equal slices of the time from acceptance to promise; the last one
    /// against the mean of slices 15–18. Flag: excess above 1.5 and z above 4.
    /// </summary>
    /// <param name="answers">Answers per slice, the last slice ends at the promise.</param>
    public static (double Excess, double Z) Bunching(IReadOnlyList<double> answers)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(answers.Count, Slices);
        var (last, reference) = (answers[^1], (answers[14] + answers[15] + answers[16] + answers[17]) / 4);
        return reference > 0 ? (last / reference, (last - reference) / Math.Sqrt(reference + (reference / 4))) : (0, 0);
    }

    /// <summary>Benjamini–Hochberg: indexes, ascending, of the p-values rejected at false discovery rate <paramref name="q"/>.</summary>
    public static IReadOnlyList<int> BenjaminiHochberg(IReadOnlyList<double> pValues, double q)
    {
        var order = Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]).ThenBy(i => i).ToList();
        var rejected = order.Count;
        while (rejected > 0 && pValues[order[rejected - 1]] > q * rejected / order.Count)
        {
            rejected--;
        }

        return [.. order.Take(rejected).Order()];
    }
}
