using MizKhedmat.Central.Kernel;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>Who is ranked. The lists are never mixed: a provincial body does not stand among ministries.</summary>
public enum StandingOf
{
    Provinces,

    /// <summary>Agencies of the whole country.</summary>
    Agencies,

    /// <summary>Agencies of one province: governorates, municipalities, universities.</summary>
    ProvincialAgencies,
}

/// <summary>Whether a unit has a rank, and if not, under which reason it is listed apart (SCORING.md 8, UX.md 1.5).</summary>
public enum StandingStatus
{
    Ranked,

    /// <summary>«دامنه محدود»: too much of the tree is accepted as not applicable.</summary>
    LimitedScope,

    /// <summary>«داده ناکافی»: too little of what applies could be observed.</summary>
    InsufficientData,

    /// <summary>The directive does not bind it (DOMAIN.md section 8, 36); no score, no rank.</summary>
    NotBound,
}

/// <summary>
/// Why a rank moved since an edition, in places, negative is upwards: the four parts sum to <paramref name="Rank"/>, new minus old (SCORING.md 16).
/// </summary>
/// <param name="Rank">New rank minus old one.</param>
/// <param name="Own">By the own performance.</param>
/// <param name="Others">By that of the others.</param>
/// <param name="Method">By another methodology or its priors.</param>
/// <param name="Restated">By corrections of the older period's data.</param>
public sealed record StandingMove(int Rank, double Own, double Others, double Method, double Restated);

/// <summary>
/// One line of a ranking. <see cref="Score"/> is published with two decimals and decides the competition rank (1-2-2-4);
/// <see cref="RankLow"/>–<see cref="RankHigh"/> is the joint 90 % region for ranks, <see cref="Interval"/> the 90 % interval of
/// the score in points. An agency's headline is the place among its peers, a province's the overall one.
/// </summary>
/// <param name="Pillars">Scores in the order of <see cref="StandingTable.Pillars"/>; null where a pillar has nothing to score. Of a province: the governor's parts.</param>
/// <param name="Requests">Accepted in the period.</param>
/// <param name="Observed">Share of the applicable weight that could be observed.</param>
/// <param name="FewCases">Fewer than 30 requests: the badge «داده کم»; it decides no rank.</param>
/// <param name="Crude">Of a province: the value by its own mix of requests, shown beside the standardised one (Simpson).</param>
/// <param name="Move">Since <see cref="StandingTable.ComparedWith"/>; null for one that is not ranked in both.</param>
/// <param name="Draws">Of an agency in an edition: where its rank came out under other weights and means (SCORING.md 15); null in the live ranking.</param>
public sealed record Standing(
    string Code, string NameFa, string NameEn, StandingStatus Status, int? Rank, int? RankLow, int? RankHigh,
    string? Group, int? PeerRank, int? PeerLow, int? PeerHigh, int Peers,
    decimal? Score, Interval? Interval, string? Tier, IReadOnlyList<double?> Pillars, long Requests, double Observed, bool FewCases, double? Crude = null, StandingMove? Move = null, RankSpread? Draws = null);

/// <summary>A pillar or, for provinces, a part of the governor's oversight.</summary>
public sealed record StandingPillar(string Code, string LabelFa, double Weight);

/// <summary>A ranking with its cut-off and the methodology that made it. Ranked ones first in order of rank, then those listed apart.</summary>
/// <param name="Edition">Id of the edition that it is; null for the live, unofficial one.</param>
/// <param name="ComparedWith">Id of the edition since which <see cref="Standing.Move"/> tells; null when there is none.</param>
public sealed record StandingTable(
    DateTime AsOf, JalaliPeriod Period, StandingOf Of, string Methodology, string Sha256, IReadOnlyList<StandingPillar> Pillars, IReadOnlyList<TierRule> Tiers,
    IReadOnlyList<Standing> Rows, string? Edition = null, string? ComparedWith = null)
{
    public int Ranked => Rows.Count(r => r.Rank is not null);
}

/// <summary>
/// Why a unit has its score: pillars and indicators with value, goalposts, score, nominal and effective weight and what could
/// still be won; and the smallest single steps to the next unit and the next class. All of one cut-off.
/// </summary>
public sealed record ScoreSheet(
    DateTime AsOf, JalaliPeriod Period, StandingTable Table, Standing Own, double? Index, double Error, IReadOnlyList<IndicatorResult> Indicators, IReadOnlyList<NextStep> Next,
    IReadOnlyDictionary<string, CellDefinition> Definitions);
