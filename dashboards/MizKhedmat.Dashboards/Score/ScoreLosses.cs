using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Score;

/// <summary>One step down from 100.</summary>
/// <param name="Code">Of the indicator; null for what has none.</param>
/// <param name="Href">Where it is explained further.</param>
public sealed record LossStep(string? Code, string Text, double Points, string? Href = null);

/// <summary>Points of the index that one indicator costs.</summary>
public sealed record ScoreLoss(IndicatorResult Row, double Points);

/// <summary>
/// Where the points up to 100 are lost, exactly: a mean that is a plain mean on another scale splits the gap by pillars on that scale (the logarithmic
/// mean for the geometric one, SCORING.md 16), and inside a pillar by weight and missing points. The losses sum to 100 less the index.
/// </summary>
public static class ScoreLosses
{
    /// <summary>The largest first; empty without an index.</summary>
    public static IReadOnlyList<ScoreLoss> Of(ScoreSheet sheet, Aggregate index)
    {
        if (sheet.Index is not { } score || score >= 100)
        {
            return [];
        }

        // An indicator's effective weight is its share of the whole: the sum inside a pillar is the pillar's.
        var pillars = sheet.Indicators.Where(i => i.Score is not null).GroupBy(i => i.Rule.Pillar).Select(rows => (
            Rows: rows.ToList(), Weight: rows.Sum(r => r.EffectiveWeight), Points: rows.Sum(r => r.EffectiveWeight * (100 - r.Score!.Value)))).Where(p => p.Points > 0).ToList();
        var gaps = pillars.Select(p => p.Weight * (Raised(index, 100) - Raised(index, 100 - (p.Points / p.Weight)))).ToList();
        var whole = gaps.Sum();
        return
        [
            .. pillars.Zip(gaps).SelectMany(p => p.First.Rows.Select(row => new ScoreLoss(
                row, whole > 0 ? (100 - score) * p.Second / whole * row.EffectiveWeight * (100 - row.Score!.Value) / p.First.Points : 0))).Where(l => l.Points > 0).OrderByDescending(l => l.Points),
        ];
    }

    /// <summary>The scale on which the mean is a plain one; where it has none (the minimum), the points themselves.</summary>
    private static double Raised(Aggregate index, double pillar)
    {
        var lifted = index.Shift + ((100 - index.Shift) / 100 * pillar);
        return index.Method switch
        {
            AggregationOperator.Geometric => Math.Log(Math.Max(lifted, 1e-9)),
            AggregationOperator.Harmonic => -1 / Math.Max(lifted, 1e-9),
            AggregationOperator.Power when index.Exponent == 0 => Math.Log(Math.Max(lifted, 1e-9)),
            AggregationOperator.Power => Math.Sign(index.Exponent) * Math.Pow(Math.Max(lifted, 1e-9), index.Exponent),
            _ => pillar,
        };
    }
}
