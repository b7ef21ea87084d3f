namespace MizKhedmat.Scoring;

/// <summary>Whether a unit has a rank, and if not, under which heading it is listed (SCORING.md 8).</summary>
public enum Rankability
{
    Ranked,

    /// <summary>«دامنه محدود»: too much of the tree is accepted as not applicable.</summary>
    LimitedScope,

    /// <summary>«داده ناکافی»: too little of what applies could be observed.</summary>
    InsufficientData,
}

/// <summary>
/// Shares of the weight of the whole tree. <see cref="Observed"/> and <see cref="Scored"/> are of what applies, the others of
/// the nominal weight; scored counts the zeros of missing cells too.
/// </summary>
public readonly record struct Coverage(double Observed, double Scored, double NotApplicable, double Missing, double Unobserved);

/// <summary>One indicator of a unit: what it is worth and what it could still bring.</summary>
/// <param name="Status">As it was used: a ratio of nothing counts as not observed.</param>
/// <param name="Value">After shrinkage, in the indicator's unit; null unless there is a value.</param>
/// <param name="Error">Standard error of the score, in points.</param>
/// <param name="Score">0–100; 0 for a missing one, null where the weight went to the others.</param>
/// <param name="NominalWeight">Share of the whole index if everything counted.</param>
/// <param name="EffectiveWeight">Share that it really has; the shares of a unit sum to 1.</param>
/// <param name="PointsAvailable">∂S/∂score · (100 − score): points of the index on the way to full marks.</param>
/// <param name="IsFew">n is below the badge limit «داده کم»; decides no rank.</param>
public sealed record IndicatorResult(
    IndicatorRule Rule, CellStatus Status, Cell Cell, double? Value, double? Error, double? Score,
    double NominalWeight, double EffectiveWeight, double PointsAvailable, bool IsFew);

/// <summary>One unit of a run.</summary>
/// <param name="Pillars">In the method's order; null where a pillar has nothing to score.</param>
/// <param name="Index">0–100, unrounded; also of an unranked unit; null when nothing can be scored.</param>
/// <param name="Error">Standard error of the index, in points.</param>
/// <param name="Published">What is shown and ranked; null for an unranked unit.</param>
/// <param name="Rank">Among all ranked units of the run.</param>
/// <param name="PeerRank">Among the ranked units of its peer group.</param>
public sealed record UnitResult(
    string Unit, string Group, IReadOnlyList<double?> Pillars, double? Index, double Error, decimal? Published,
    int? Rank, int? PeerRank, string? Tier, Coverage Coverage, Rankability Rankability);
