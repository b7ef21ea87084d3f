using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Scoring.Cases;

/// <summary>Cases of statistics and of the generic composite tree.</summary>
internal static class StatisticsCases
{
    public static readonly Dictionary<string, Func<JsonElement, JsonNode>> Kinds = new(StringComparer.Ordinal)
    {
        ["composite"] = CompositeCases.Composite,
        ["treatment"] = CompositeCases.Treatment,
        ["effective-weights"] = CompositeCases.EffectiveWeights,
        ["hdi-tree"] = PublishedIndexCases.HumanDevelopment,
        ["tai-ranks"] = PublishedIndexCases.TechnologyAchievement,
        ["egdi"] = PublishedIndexCases.ElectronicGovernment,
        ["mean-examples"] = CompositeCases.MeanExamples,
        ["normalise-table"] = CompositeCases.NormaliseTable,
        ["rank-shift"] = RankCases.Shift,
        ["voting"] = RankCases.Votes,
        ["rank-ties"] = RankCases.Ties,
        ["rank-region"] = RankCases.Region,
        ["rank-correlation"] = RankCases.Correlation,
        ["wilson"] = ShareCases.Intervals,
        ["wilson-table"] = ShareCases.CorrectedIntervals,
        ["funnel-limits"] = ShareCases.FunnelLimits,
        ["funnel-significance"] = ShareCases.FunnelSignificance,
        ["eb-normal-dl"] = ShareCases.NormalPriors,
        ["eb-marshall"] = ShareCases.RatePriors,
        ["chi-square"] = ShareCases.Digits,
        ["quantile"] = DistributionCases.Quantile,
        ["normal"] = DistributionCases.Normal,
        ["shapley"] = DistributionCases.Games,
        ["smaa-closed"] = DistributionCases.RankAcceptability,
        ["sobol-analytic"] = DistributionCases.Sensitivity,
        ["prng"] = DistributionCases.RandomVectors,
    };
}
