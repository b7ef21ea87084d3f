using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Scoring.Cases;

/// <summary>Cases of the index itself: whole runs, uncertainty, changes of rank and score, provinces, deadlines, integrity.</summary>
internal static class IndexCases
{
    public static readonly Dictionary<string, Func<JsonElement, JsonNode>> Kinds = [];
}
