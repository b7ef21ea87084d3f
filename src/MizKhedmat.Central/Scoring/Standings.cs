using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Scoring;

/// <summary>Who is ranked.</summary>
public enum StandingOf
{
    Provinces,
    Agencies,
}

/// <summary>
/// One line of the first ranking: the on-time share with its Wilson interval, the competition rank (1-2-2-4) and the span
/// of ranks that the intervals leave open. <see cref="Rank"/> is null for a unit listed apart, with the reason in
/// <see cref="Status"/>; <see cref="FewCases"/> asks for the badge «داده کم».
/// </summary>
public sealed record Standing(
    string Code, string NameFa, string NameEn, int? Rank, int? RankLow, int? RankHigh, Tally OnTime, Interval? Interval,
    long Accepted, bool FewCases, KpiStatus Status, IReadOnlyList<double?> Trend);

/// <summary>A ranking with its cut-off. Ranked ones first in order of rank, then those listed apart.</summary>
public sealed record StandingTable(DateTime AsOf, JalaliPeriod Period, StandingOf Of, IReadOnlyList<Standing> Rows);
