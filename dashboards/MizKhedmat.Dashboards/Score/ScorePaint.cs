using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Score;

/// <summary>Indicators and steps in words and in their own units.</summary>
internal static class ScorePaint
{
    /// <summary>The label of the methodology; in English its slug in words, for the document is Persian.</summary>
    public static string Label(IndicatorRule rule) => Fa.IsPersian ? rule.LabelFa : Words.T("indicator-" + rule.Code.ToLowerInvariant().Replace('.', '-'));

    /// <summary>What was counted: «۴۱۲ از ۵۱۸»; null where nothing is.</summary>
    public static string? Counted(IndicatorResult row) => row.Status != CellStatus.Value || !IsCount(row.Rule) ? null
        : Words.T("x-of-n-plain", Fa.Number(row.Cell.X, Whole(row.Cell.X)), Fa.Number(row.Cell.N, Whole(row.Cell.N)));

    /// <summary>A share in percent, a rate, a mean or a quotient as a number.</summary>
    public static string Value(IndicatorRule rule, double? value) => value is not { } v ? "—"
        : IsShare(rule) ? Fa.Percent(v) : Fa.Number(v, 2);

    /// <summary>A goalpost: without decimals when it has none.</summary>
    public static string Goal(IndicatorRule rule, double post) => IsShare(rule) ? Fa.Goal(post) : Fa.Number(post, Math.Abs(post - Math.Round(post)) < 1e-9 ? 0 : 2);

    /// <summary>«۳۱۴ مورد بیشتر در …»; fewer where less is better.</summary>
    public static string Step(NextStep step) => IsCount(step.Rule)
        ? Words.T(step.Change > 0 ? "step-more" : "step-fewer", Fa.Count((long)Math.Abs(step.Change)), Label(step.Rule))
        : Words.T("step-value", Label(step.Rule), Value(step.Rule, step.From), Value(step.Rule, step.From + step.Change));

    public static string Reaches(ScoreSheet sheet, NextStep step) => step.Target == NextTarget.NextUnit
        ? Words.T("step-next-unit", StandingPaint.Score(step.Published))
        : Words.T("step-next-tier", StandingPaint.Score(step.Published), StandingPaint.Tier(sheet.Table, sheet.Table.Tiers.First(t => (decimal)t.Min == step.Goal).Code));

    /// <summary>Ratios, and means of credits between none and all.</summary>
    private static bool IsShare(IndicatorRule rule) =>
        rule.Estimator is Estimator.ExactRatio or Estimator.BetaBinomial || rule is { Estimator: Estimator.ExactMean, Best: 1 };

    public static bool IsCount(IndicatorRule rule) => rule.Estimator is Estimator.ExactRatio or Estimator.BetaBinomial or Estimator.GammaPoisson;

    private static int Whole(double count) => Math.Abs(count - Math.Round(count)) < 1e-9 ? 0 : 1;
}
