using System.Text.Json;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Score;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>Cells in natural figures: «۴۱۲ از ۵۱۸ (۷۹٫۵٪)», a mean, or the word of their status.</summary>
internal static class CellPaint
{
    public static string Of(IndicatorRule? rule, Cell? cell) => (rule, cell) switch
    {
        (_, null) => "—",
        (_, { Status: not CellStatus.Value and var status }) => Words.T("cell-" + status.ToString().ToLowerInvariant()),
        (null, { } told) => Fa.Number(told.X, 2),
        ({ } known, { } told) when ScorePaint.IsCount(known) => Words.T(
            "edition-cell-counted", Count(told.X), Count(told.N), ScorePaint.Value(known, told.N > 0 ? told.X / told.N : null)),
        ({ } known, { } told) => ScorePaint.Value(known, told.X),
    };

    public static string Label(IReadOnlyDictionary<string, IndicatorRule> rules, string code) =>
        rules.GetValueOrDefault(code) is { } rule ? ScorePaint.Label(rule) : code;

    public static string Label(CellDefinition indicator) =>
        Fa.IsPersian ? indicator.LabelFa : Words.T("indicator-" + indicator.Code.ToLowerInvariant().Replace('.', '-'));

    /// <summary>Indicators of a version by code, the governor's parts too; empty when the shelf does not know it.</summary>
    public static async Task<IReadOnlyDictionary<string, IndicatorRule>> RulesAsync(MethodologyShelf shelf, string version, CancellationToken ct)
    {
        if (await shelf.DocumentAsync(version, ct) is not { } json)
        {
            return new Dictionary<string, IndicatorRule>();
        }

        using var document = JsonDocument.Parse(json);
        var method = IndexMethod.Parse(document.RootElement.Clone());
        return method.Indicators.Concat(method.Province?.Governor ?? []).ToDictionary(r => r.Code, StringComparer.Ordinal);
    }

    private static string Count(double count) => Math.Abs(count - Math.Round(count)) < 1e-9 ? Fa.Count((long)Math.Round(count)) : Fa.Number(count, 1);
}
