using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Scoring.Cases;

/// <summary>
/// Runs a case document {kind, input} and answers in the shape of the case's <c>expected</c> (SCORING.md 21): what
/// <c>mizctl score run CASE.json</c> prints, and how anybody can check the engine with figures of others.
/// </summary>
public static class CaseRun
{
    private static readonly Dictionary<string, Func<JsonElement, JsonNode>> Kinds =
        StatisticsCases.Kinds.Concat(IndexCases.Kinds).ToDictionary(StringComparer.Ordinal);

    /// <summary>The kinds that are known.</summary>
    public static IReadOnlyCollection<string> KnownKinds => Kinds.Keys;

    /// <summary>Throws <see cref="FormatException"/> when the document has no kind that is known, naming what is wrong.</summary>
    public static JsonNode Run(JsonElement document)
    {
        var kind = document.TryGetProperty("kind", out var named) ? named.GetString() ?? "" : "";
        return Kinds.TryGetValue(kind, out var run)
            ? run(document.GetProperty("input"))
            : throw new FormatException($"No case of kind '{kind}' is known. Known are: {string.Join(", ", Kinds.Keys.Order(StringComparer.Ordinal))}.");
    }
}
