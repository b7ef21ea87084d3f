using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>Figures of one cell as somebody would have them: of <see cref="Cell.X"/> and <see cref="Cell.N"/>; null stays as it is.</summary>
public sealed record CellEdit(double? X, double? N);

/// <summary>What is tried: other weights of pillars and indicators by code, and other cells of one agency by indicator.</summary>
public sealed record WhatIf(
    StandingOf Of, IReadOnlyDictionary<string, double> Pillars, IReadOnlyDictionary<string, double> Indicators, string? Unit, IReadOnlyDictionary<string, CellEdit> Cells);

/// <summary>Where a unit stands in one world: unrounded index, published score, rank in its list and among its peers; null where it has none.</summary>
public sealed record TriedPlace(double? Index, decimal? Score, int? Rank, int? PeerRank, int Peers, string? Tier);

/// <summary>One unit in both worlds.</summary>
public sealed record TriedUnit(string Code, string NameFa, string NameEn, TriedPlace Before, TriedPlace After)
{
    /// <summary>Places gained (negative) or lost; null unless ranked in both.</summary>
    public int? Shift => After.Rank - Before.Rank;
}

/// <summary>The indicators of the unit whose cells are tried, as they are and as they would be.</summary>
public sealed record TriedCells(string Code, string NameFa, string NameEn, IReadOnlyList<IndicatorResult> Before, IReadOnlyList<IndicatorResult> After);

/// <summary>A ranking as it is and as it would be; nothing of it is stored, and it is no ranking (SCORING.md 4, UX.md S13).</summary>
/// <param name="Edition">Id of the edition that it starts from; <see cref="Experiments.Live"/> for the live ranking.</param>
/// <param name="Weights">Those of the second world, in the order of the method.</param>
/// <param name="Units">Best of the second world first, unranked ones last.</param>
/// <param name="AverageShift">R_S: mean absolute move of those ranked in both.</param>
/// <param name="Faults">Why something of what was asked cannot be tried; then both worlds are as it is.</param>
public sealed record Trial(
    string Edition, JalaliPeriod Period, DateTime AsOf, StandingOf Of, IndexMethod Method, MethodWeights Weights, IReadOnlyList<TriedUnit> Units, double AverageShift,
    TriedCells? Cells, IReadOnlyList<ScoringFault> Faults);

/// <summary>An agency's own score as it would be with other values of its own: its own line and nobody else's.</summary>
public sealed record OwnTrial(
    string Edition, JalaliPeriod Period, DateTime AsOf, IndexMethod Method, TriedUnit Own, int Ranked, TriedCells Cells, IReadOnlyList<ScoringFault> Faults);

/// <summary>A draft of the methodology over one edition (or the live cells).</summary>
/// <param name="Methodology">Version that the edition followed.</param>
/// <param name="Units">Largest move first.</param>
/// <param name="Spearman">Correlation of the ranks; null for fewer than two units or when all are alike.</param>
/// <param name="Kendall">Tau-b of the ranks.</param>
/// <param name="ImportanceBefore">Of agencies only: a province has no pillars.</param>
/// <param name="Arithmetic">The draft against the same draft with plain means of pillars: who is held back by a weak pillar. Null when its mean is arithmetic.</param>
public sealed record RehearsedEdition(
    string Edition, JalaliPeriod Period, DateTime AsOf, string Methodology, IReadOnlyList<TriedUnit> Units, double AverageShift, double? Spearman, double? Kendall,
    IReadOnlyList<PillarImportance> ImportanceBefore, IReadOnlyList<PillarImportance> ImportanceAfter, IReadOnlyList<PillarCorrelation> Correlations, CompensationCheck? Arithmetic)
{
    /// <summary>More places than this are told one by one before anybody approves (SCORING.md 4).</summary>
    public const int Far = 10;

    public int GainedFar => Units.Count(u => u.Shift < -Far);

    public int LostFar => Units.Count(u => u.Shift > Far);
}

/// <summary>What the geometric mean does that an arithmetic one would not (SCORING.md 9).</summary>
public sealed record CompensationCheck(double AverageShift, IReadOnlyList<TriedUnit> Units);
