using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Scoring.Cases;

/// <summary>Cases of statistics and of the generic composite tree.</summary>
internal static class StatisticsCases
{
    public static readonly Dictionary<string, Func<JsonElement, JsonNode>> Kinds = [];
}
