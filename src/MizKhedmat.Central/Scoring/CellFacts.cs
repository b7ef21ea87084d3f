using MizKhedmat.Central.Registry;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>Whose facts: an agency and an area as in <see cref="PlacementCount.Area"/>: "" the whole, a province, an office.</summary>
internal readonly record struct CellKey(int AgencyId, string Area);

/// <summary>What desks did in a span of days, added up; the same day counts once whatever unit it is added to.</summary>
internal sealed class UnitFacts
{
    /// <summary>Counters of all channels.</summary>
    public KpiSums All { get; } = new();

    /// <summary>Those of requests that came in electronically.</summary>
    public KpiSums Electronic { get; } = new();

    /// <summary>Accepted requests of services that are on the electronic desk, and those of them that came in there.</summary>
    public long OnDesk { get; set; }

    public long OnDeskElectronic { get; set; }

    /// <summary>Days of in-person desks that were due, and those on which the due minutes were reached.</summary>
    public long DeskDays { get; set; }

    public long FullDeskDays { get; set; }

    public void Add(UnitFacts other)
    {
        All.Add(other.All);
        Electronic.Add(other.Electronic);
        OnDesk += other.OnDesk;
        OnDeskElectronic += other.OnDeskElectronic;
        DeskDays += other.DeskDays;
        FullDeskDays += other.FullDeskDays;
    }
}

/// <summary>What is known of an agency as a whole and holds in every part of it.</summary>
internal sealed record AgencyFacts(SubjectStatus Subject, AgencyKind Kind)
{
    /// <summary>The register as of the end of the period; null when it never had one.</summary>
    public PlacementCount? Register { get; init; }

    /// <summary>How far its declarations may be believed (SCORING.md 5): 0.8 without any inspection.</summary>
    public double Tau { get; init; }

    /// <summary>P6.1; null while no duty is due.</summary>
    public double? Duties { get; init; }

    /// <summary>P6.4; null when nothing was pushed over the interface.</summary>
    public double? Quality { get; init; }

    /// <summary>Nothing was accepted or answered anywhere in the period.</summary>
    public bool IsSilent { get; init; }

    public long Requests { get; init; }

    public long YearlyRequests { get; init; }

    /// <summary>An agency without a single service in the register has delivered none (386059/4-1).</summary>
    public bool HasRegister => Register is { Services: > 0 };

    public bool IsBound => Subject is SubjectStatus.Subject or SubjectStatus.Deemed;
}

/// <summary>Everything from which the cells of one unit are made.</summary>
/// <param name="Agency">The agency as a whole.</param>
/// <param name="Register">The register in the unit's area; null when nothing of it is there.</param>
/// <param name="Now">Facts of the period.</param>
/// <param name="FourQuarters">Facts of the four quarters that end with the period; null for periods that are none.</param>
/// <param name="Durations">Answered and open requests by their share of the standard time.</param>
/// <param name="IsSilent">Nothing was accepted or answered in the unit.</param>
internal sealed record CellInput(
    AgencyFacts Agency, PlacementCount? Register, UnitFacts Now, UnitFacts? FourQuarters, IReadOnlyCollection<DurationStep> Durations, bool IsSilent)
{
    /// <summary>Below this a quarter says too little and four are taken (SCORING.md 13).</summary>
    public const int FewCases = 30;

    /// <summary>
    /// x of n of the period. Of few cases the last four quarters are taken where the estimator shrinks; not of a silent unit, which
    /// would live on what it once told.
    /// </summary>
    public Cell Rate(CellIndicator indicator, Func<UnitFacts, (double X, double N)> count)
    {
        var (x, n) = count(Span(indicator, facts => count(facts).N));
        return n > 0 ? Cell.Ratio(x, n) : None;
    }

    /// <summary>The mean of a sample and the variance of that mean, from count, sum and sum of squares.</summary>
    /// <param name="indicator">Whose cell it is.</param>
    /// <param name="range">Distance of the least from the greatest possible value: what a single value may be off by.</param>
    /// <param name="sums">Count, sum, sum of squares.</param>
    public Cell Sample(CellIndicator indicator, double range, Func<UnitFacts, (long N, double Sum, double Squares)> sums)
    {
        var (n, sum, squares) = sums(Span(indicator, facts => sums(facts).N));
        if (n == 0)
        {
            return None;
        }

        // One made-up value as far off as any can be (Popoviciu: a quarter of the squared range): two equal answers are no proof
        // that all are equal, and the more there are the less it weighs.
        var mean = sum / n;
        var spread = Math.Max(0, squares - (n * mean * mean)) + (range * range / 4);
        return Cell.Sample(mean, spread / n / n);
    }

    /// <summary>
    /// A share of the register; declared and not verified items count by tau. Without any service in the register it is missing;
    /// where everything was accepted as not applicable, so is the share (faq-1397/Q15).
    /// </summary>
    public Cell Listed(CellIndicator indicator, PlacementCount? area, Func<PlacementCount, (double Verified, double Declared, double N)> count)
    {
        if (!Agency.HasRegister)
        {
            return Cell.Missing;
        }

        if (area is null || area.Services == 0)
        {
            return Cell.NotObserved;
        }

        var (verified, declared, n) = count(area);
        return n > 0 ? Cell.Ratio(verified + (declared * (indicator.CountsDeclared ? Agency.Tau : 1)), n)
            : area.Applicable == 0 ? Cell.NotApplicable : Cell.NotObserved;
    }

    /// <summary>Silence is never better than telling.</summary>
    public Cell None => IsSilent ? Cell.Missing : Cell.NotObserved;

    private UnitFacts Span(CellIndicator indicator, Func<UnitFacts, double> cases) =>
        FourQuarters is { } year && indicator.IsShrunken && !IsSilent && cases(Now) < FewCases ? year : Now;
}
