using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// Counters of one unit added up over a period. Due measures count a promise once its day is over; of today's promises
/// only those already settled, so that an open request is neither on time nor late before its day ends.
/// </summary>
public sealed class KpiSums : Measures<long>
{
    public long DueSoFar { get; set; }

    public long OnTimeSoFar { get; set; }

    /// <summary>Open now, and promised for a day before today (386059/4-6b): whatever the period's first day.</summary>
    public long Overdue { get; set; }

    /// <summary>Accepted, promised and neither answered nor settled.</summary>
    public long Open { get; set; }

    /// <summary>Accepted and neither answered nor settled, promised or not.</summary>
    public long OpenAccepted { get; set; }

    public void Add(KpiSums other)
    {
        Add(other, +1);
        DueSoFar += other.DueSoFar;
        OnTimeSoFar += other.OnTimeSoFar;
        Overdue += other.Overdue;
        Open += other.Open;
        OpenAccepted += other.OpenAccepted;
    }

    public bool HasNothing => IsZero && Open == 0 && Overdue == 0;
}

/// <summary>How one KPI comes out of the sums: part and whole; the share, mean or count follows from the unit.</summary>
internal sealed record KpiFormula(string Slug, KpiUnit Unit, bool HigherIsBetter, Func<KpiSums, (long Part, long? Whole)> Count);

/// <summary>
/// How one KPI comes out of the register as of a day. <see cref="Note"/> gives the parts that are shown beside it.
/// </summary>
internal sealed record RegisterFormula(string Slug, bool HigherIsBetter, Func<PlacementCount, (double Part, long Whole)> Count)
{
    public Func<PlacementCount, Dictionary<string, double?>>? Note { get; init; }
}

/// <summary>K01–K08 and K19–K22 of the catalogue as formulas over counters, K09–K11, K24 and K30 over the register. Titles, clauses and targets are in the catalogue.</summary>
internal static class KpiFormulas
{
    public const string OnTime = "on-time-rate";
    public const string MeanAnswerTime = "mean-answer-time";
    public const string OverdueOpen = "overdue-open";
    public const string Visits = "visits-per-request";
    public const string RangeAccuracy = "receipt-range-accuracy";

    public const string ElectronicShare = "e-desk-share";
    public const string DeskCoverage = "desk-coverage";

    public static readonly IReadOnlyList<KpiFormula> All =
    [
        new("accepted-requests", KpiUnit.Count, true, s => (s.Accepted, null)),
        new("answered-requests", KpiUnit.Count, true, s => (s.Answered, null)),
        new(MeanAnswerTime, KpiUnit.Minutes, false, s => (s.AnswerMinutes, s.Answered)),
        new(OnTime, KpiUnit.Share, true, s => (s.OnTimeSoFar, s.DueSoFar)),
        new(OverdueOpen, KpiUnit.Count, false, s => (s.Overdue, s.Open)),
        new("receipt-coverage", KpiUnit.Share, true, s => (s.ReceiptInTime, s.Accepted)),
        new("tracking-coverage", KpiUnit.Share, true, s => (s.OnReceipt, s.Accepted)),
        new("event-completeness", KpiUnit.Share, true, s => (s.EventsComplete, s.Accepted)),
        new("late-defect-rate", KpiUnit.Share, false, s => (s.LateDefect, s.Accepted)),
        new(Visits, KpiUnit.Number, false, s => (s.Visits, s.VisitsStated)),
        new("same-place-rate", KpiUnit.Share, true, s => (s.SamePlace, s.DeliveryPlaceStated)),
        new(RangeAccuracy, KpiUnit.Share, true, s => (s.InRange, s.RangeStated)),
    ];

    public static readonly IReadOnlyList<RegisterFormula> OfRegister =
    [
        new(ElectronicShare, true, c => (c.Electronic, c.Applicable)),
        new(DeskCoverage, true, c => (c.CoveredHalves / 2.0, c.Applicable - c.CounterOnly)),
        new("coded-services", true, c => (c.Coded, c.Services)),
        new("outside-desk-rate", false, c => (c.OutsidePending + c.OutsideAccepted + c.OutsideRejected, c.Services))
        {
            Note = c => new() { ["pending"] = c.OutsidePending, ["accepted"] = c.OutsideAccepted, ["rejected"] = c.OutsideRejected },
        },
        new("trained-operators", true, c => (c.Trained, c.Operators)),
    ];

    /// <summary>Every slug with its unit and direction, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<(string Slug, KpiUnit Unit, bool HigherIsBetter)> Known =
        [.. All.Select(f => (f.Slug, f.Unit, f.HigherIsBetter)), .. OfRegister.Select(f => (f.Slug, KpiUnit.Share, f.HigherIsBetter))];
}
