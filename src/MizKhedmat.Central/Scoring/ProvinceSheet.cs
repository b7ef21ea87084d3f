using MizKhedmat.Central.Kernel;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// Why a province has its score (SCORING.md 12): every agency there with its index and its share of the country's mix, and the governor's own parts.
/// Shares sum to 1, and the points lost to 100 less the index.
/// </summary>
/// <param name="Table">The list of provinces with the own row only.</param>
/// <param name="Index">Before rounding; null when no agency there can be ranked.</param>
/// <param name="Error">Standard error of the index, in points.</param>
/// <param name="Standardised">The agencies by the country's mix of requests.</param>
/// <param name="Crude">The agencies by the province's own mix, shown beside it.</param>
/// <param name="Governor">The governor's own pillar; null when no part of it had an object.</param>
/// <param name="GovernorShare">Its share of the index.</param>
/// <param name="Cap">The most that an agency counts of the country's mix.</param>
/// <param name="Parts">Agencies in the province, those that cost most points first, those without a rank there last.</param>
/// <param name="OfGovernor">Parts of the governor's pillar in the order of the methodology.</param>
/// <param name="Definitions">Clause and formula of the governor's parts.</param>
public sealed record ProvinceSheet(
    DateTime AsOf, JalaliPeriod Period, StandingTable Table, Standing Own, double? Index, double Error, double? Standardised, double? Crude, double? Governor, double GovernorShare, double Cap,
    IReadOnlyList<ProvincePart> Parts, IReadOnlyList<IndicatorResult> OfGovernor, IReadOnlyDictionary<string, CellDefinition> Definitions);

/// <summary>An agency in a province.</summary>
/// <param name="Score">Of its part there, published; null without a rank there.</param>
/// <param name="Share">Of the province's index; 0 without a rank there.</param>
/// <param name="Points">Of the province's index that it costs.</param>
public sealed record ProvincePart(string Code, string NameFa, string NameEn, StandingStatus Status, decimal? Score, string? Tier, double Share, double Points, long Requests);
