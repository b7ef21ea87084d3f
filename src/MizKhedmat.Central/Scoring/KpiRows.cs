using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>Turns the sums of a unit into the row that is shown: value, interval, status, never a false zero.</summary>
internal static class KpiRows
{
    public static KpiRow Of(
        KpiFormula formula, KpiDefinition definition, KpiKey key, KpiBy by, KpiSums? now, KpiSums? before, KpiDurations? durations)
    {
        var (part, whole) = formula.Count(now ?? new());
        var isUnknown = IsUnknown(formula, now);
        var status = StatusOf(formula, key, by, isUnknown, whole);
        var value = status == KpiStatus.Value ? ValueOf(formula, part, whole) : null;
        return new(
            formula.Slug, key.Public, key.NameFa, key.NameEn, isUnknown || status == KpiStatus.NotApplicable ? null : part, isUnknown || status == KpiStatus.NotApplicable ? null : whole, value,
            formula.Unit == KpiUnit.Share && value is not null ? IntervalOf(part, whole!.Value) : null,
            definition.Target, Previous(formula, before), status, Extra(formula, now, durations));
    }

    /// <summary>
    /// A row of the register. Services, channels and places of requests are no areas of it; an agency that keeps no register
    /// is unknown; where everything was accepted as not applicable, so is the share (faq-1397/Q15).
    /// </summary>
    public static KpiRow Of(RegisterFormula formula, KpiDefinition definition, KpiKey key, KpiBy by, RegisterSums? sums)
    {
        var (part, whole) = formula.Count(sums?.Now ?? RegisterSums.Empty());
        var status = by is KpiBy.Service or KpiBy.Channel or KpiBy.Place ? KpiStatus.NotApplicable
            : sums is null || sums.Now.IsZero ? KpiStatus.NoData
            : whole > 0 ? KpiStatus.Value
            : formula.Slug is KpiFormulas.ElectronicShare or KpiFormulas.DeskCoverage && sums.Now.Services > 0 ? KpiStatus.NotApplicable : KpiStatus.NoData;
        var hasValue = status == KpiStatus.Value;
        var (formerPart, formerWhole) = formula.Count(sums?.Before ?? RegisterSums.Empty());
        return new(
            formula.Slug, key.Public, key.NameFa, key.NameEn, hasValue ? part : null, hasValue ? whole : null, hasValue ? part / whole : null, null,
            definition.Target, formerWhole > 0 ? formerPart / formerWhole : null, status, hasValue ? formula.Note?.Invoke(sums!.Now) : null);
    }

    private static KpiStatus StatusOf(KpiFormula formula, KpiKey key, KpiBy by, bool isUnknown, long? whole)
    {
        // Nobody visits an electronic desk: not zero visits, but no such number (edesk-1397/P1). What is overdue is so now:
        // it does not fall into months.
        if ((formula.Slug == KpiFormulas.Visits && by == KpiBy.Channel && key.Code == "electronic")
            || (formula.Slug == KpiFormulas.OverdueOpen && by == KpiBy.Month))
        {
            return KpiStatus.NotApplicable;
        }

        return isUnknown || (formula.Unit != KpiUnit.Count && whole is null or 0) ? KpiStatus.NoData : KpiStatus.Value;
    }

    /// <summary>What is open now comes from a read of its own; it does not make a zero of what the period does not know.</summary>
    private static bool IsUnknown(KpiFormula formula, KpiSums? now) =>
        now is null || (formula.Slug == KpiFormulas.OverdueOpen ? now is { IsZero: true, Overdue: 0 } : now.IsZero);

    private static double? ValueOf(KpiFormula formula, long part, long? whole) =>
        formula.Unit == KpiUnit.Count ? part : whole is > 0 and var n ? (double)part / n : null;

    private static Interval IntervalOf(long part, long whole)
    {
        var (lo, hi) = Wilson.Interval(part, whole);
        return new(lo, hi);
    }

    /// <summary>What is open now has no former value: only the present is known of it.</summary>
    private static double? Previous(KpiFormula formula, KpiSums? before)
    {
        if (before is null || before.HasNothing || formula.Slug == KpiFormulas.OverdueOpen)
        {
            return null;
        }

        var (part, whole) = formula.Count(before);
        return ValueOf(formula, part, whole);
    }

    private static Dictionary<string, double?>? Extra(KpiFormula formula, KpiSums? now, KpiDurations? durations) => formula.Slug switch
    {
        KpiFormulas.MeanAnswerTime when now is { Answered: > 0 } => new()
        {
            ["median"] = durations?.Calendar(0.5),
            ["p90"] = durations?.Calendar(0.9),
            ["workMean"] = (double)now.AnswerWorkMinutes / now.Answered,
            ["workMedian"] = durations?.Working(0.5),
            ["workP90"] = durations?.Working(0.9),
        },
        KpiFormulas.RangeAccuracy when now is { RangeStated: > 0 } => new() { ["meanWidth"] = (double)now.RangeMinutes / now.RangeStated },
        _ => null,
    };
}
