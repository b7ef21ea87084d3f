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

    /// <summary>Throws <see cref="ScoringException"/> when the document has no kind that is known or no input, naming what is wrong.</summary>
    public static JsonNode Run(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object || !document.TryGetProperty("kind", out var named) || named.ValueKind != JsonValueKind.String
            || !document.TryGetProperty("input", out var input) || input.ValueKind != JsonValueKind.Object)
        {
            throw new ScoringException("not-a-case", "", "این فایل نمونه نیست: kind و input ندارد؛ فایل درست را بدهید.", "This file is no case: it has no kind and input. Give the right one.");
        }

        if (!Kinds.TryGetValue(named.GetString()!, out var run))
        {
            var known = string.Join(", ", Kinds.Keys.Order(StringComparer.Ordinal));
            throw new ScoringException("case-kind-unknown", "/kind", $"نوع «{named}» شناخته نیست؛ یکی از اینها را بنویسید: {known}.", $"The kind '{named}' is not known. Write one of: {known}.");
        }

        return run(input);
    }
}
