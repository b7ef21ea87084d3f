using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Scoring;

/// <summary>What a cell needs to know of an indicator of the methodology; weights and goalposts are the engine's.</summary>
/// <param name="Code"><c>P3.1</c>, <c>P2.K04</c>, <c>G.4</c>.</param>
/// <param name="Slug">Its name on the wire: <c>p3-1-answer-by-promise</c>.</param>
/// <param name="LabelFa">Its name on screens.</param>
/// <param name="Clauses">Why it counts at all.</param>
/// <param name="Estimator">How its small numbers are treated (SCORING.md 6).</param>
/// <param name="Worst">The value that scores zero.</param>
/// <param name="CountsDeclared">Whether what is declared and not verified counts by the coefficient tau.</param>
internal sealed record CellIndicator(
    string Code, string Slug, string LabelFa, IReadOnlyList<string> Clauses, string Estimator, double Worst, bool CountsDeclared)
{
    /// <summary>Whether few cases are mended by the estimator: those may look back over four quarters (SCORING.md 13).</summary>
    public bool IsShrunken => Estimator is "beta-binomial" or "gamma-poisson" or "normal-normal";
}

/// <summary>An obligation of P6.1 with the duties of the catalogue behind it.</summary>
internal sealed record CellObligation(string Code, IReadOnlyList<string> Duties, int GraceDays);

/// <summary>The part of the methodology document that turns facts into cells; one version, told by its hash.</summary>
internal sealed record CellRules(
    string Version, string Sha256, IReadOnlyList<CellIndicator> Indicators, IReadOnlyList<CellIndicator> OfGovernor, double PriorAgreed, double PriorInspected,
    IReadOnlyList<CellObligation> Obligations)
{
    /// <summary>The version in force, else the one furthest on its way (effective, approved, consultation, draft); of equals the newest.</summary>
    public static async Task<CellRules> ReadAsync(CentralDb db, CancellationToken ct)
    {
        string[] ways = ["effective", "approved", "consultation", "draft"];
        var known = await db.Methodologies.AsNoTracking().Where(m => ways.Contains(m.Status)).ToListAsync(ct);
        var chosen = known.OrderBy(m => Array.IndexOf(ways, m.Status)).ThenByDescending(m => System.Version.Parse(m.Version)).FirstOrDefault()
            ?? throw new InvalidOperationException("No methodology is loaded.");
        return Parse(chosen.Version, chosen.Sha256, chosen.Document);
    }

    internal static CellRules Parse(string version, string sha256, string document)
    {
        using var json = JsonDocument.Parse(document);
        var root = json.RootElement;
        var verification = root.GetProperty("verification");
        return new(
            version, sha256,
            [.. root.GetProperty("pillars").EnumerateArray().SelectMany(p => p.GetProperty("indicators").EnumerateArray()).Select(Indicator)],
            [.. root.GetProperty("province").GetProperty("governance_pillar").GetProperty("indicators").EnumerateArray().Select(Indicator)],
            verification.GetProperty("prior_agree").GetDouble(), verification.GetProperty("prior_total").GetDouble(),
            [.. root.GetProperty("obligations").EnumerateArray().Select(o => new CellObligation(Text(o, "code"), Texts(o, "duties"), o.GetProperty("grace_days").GetInt32()))]);
    }

    private static CellIndicator Indicator(JsonElement row) => new(
        Text(row, "code"), row.TryGetProperty("slug", out var slug) ? slug.GetString()! : Text(row, "code"), Text(row, "label_fa"), Texts(row, "law"),
        Text(row, "estimator"), row.GetProperty("worst").GetDouble(), row.TryGetProperty("declared_factor", out var factor) && factor.GetString() == "tau");

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static IReadOnlyList<string> Texts(JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(t => t.GetString()!)];
}
