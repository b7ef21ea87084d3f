using System.Globalization;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Method;

/// <summary>Pillars, indicators and rules of any version in words; a draft may have some that the catalogue of words does not know.</summary>
public static class MethodPaint
{
    public static string Pillar(PillarRule pillar) => Pillar(pillar.Code, pillar.LabelFa);

    public static string Pillar(string code, string labelFa) => Known("pillar-", code, labelFa);

    public static string Indicator(IndicatorRule rule) => Known("indicator-", rule.Code, rule.LabelFa);

    public static string Tier(IndexMethod method, string? code) => code is null ? "—" : Known("tier-", code, method.Tiers.FirstOrDefault(t => t.Code == code)?.LabelFa ?? code);

    /// <summary>What the two figures of a cell are called.</summary>
    public static (string X, string? N) Figures(Estimator estimator) => estimator switch
    {
        Estimator.ExactMean => (Words.T("value"), null),
        Estimator.ValueSe => (Words.T("value"), Words.T("whatif-error")),
        Estimator.NormalNormal => (Words.T("whatif-mean"), Words.T("whatif-variance")),
        _ => (Words.T("whatif-part"), Words.T("whatif-whole")),
    };

    /// <summary>The document's word in Persian, the catalogue's in English where it has one.</summary>
    private static string Known(string prefix, string code, string labelFa) => Fa.IsPersian ? labelFa
        : Words.Resources.GetString(prefix + code.ToLowerInvariant().Replace('.', '-'), CultureInfo.CurrentUICulture) ?? labelFa;
}
