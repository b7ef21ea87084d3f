using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Dashboards.Parts;

/// <summary>How a KPI is put into words: value, target, change. Unknown, zero and not applicable stay apart.</summary>
public static class KpiPaint
{
    /// <summary>The value in its unit, or the word for why there is none.</summary>
    public static string Value(KpiDefinition definition, KpiRow? row) => row switch
    {
        { Status: KpiStatus.Value, Value: { } value } => Amount(definition.Unit, value),
        { Status: KpiStatus.Value, Part: { } part } => Part(part),
        { Status: KpiStatus.NotApplicable } => Words.T("not-applicable"),
        { Status: KpiStatus.Suppressed } => Words.T("suppressed", Fa.Plain(10)),
        _ => Words.T("no-data"),
    };

    public static string Amount(KpiUnit unit, double value) => unit switch
    {
        KpiUnit.Share => Fa.Percent(value),
        KpiUnit.Minutes => Fa.Minutes(value),
        KpiUnit.Count => Fa.Count((long)value),
        _ => Fa.Number(value, 2),
    };

    /// <summary>A part of a whole: whole numbers plainly, halves of desks that are only declared with their half.</summary>
    public static string Part(double part) => part == Math.Floor(part) ? Fa.Count((long)part) : Fa.Number(part);

    public static string Target(KpiDefinition definition) =>
        definition.Unit == KpiUnit.Share ? Fa.Goal(definition.Target!.Value) : Amount(definition.Unit, definition.Target!.Value);

    /// <summary>The number that a bar is drawn from.</summary>
    public static double? Size(KpiRow? row) => row is { Status: KpiStatus.Value } ? row.Value ?? row.Part : null;

    /// <summary>+1 better, −1 worse, 0 the same as before (in what is shown), null unknown.</summary>
    public static int? Trend(KpiDefinition definition, KpiRow? row)
    {
        if (Size(row) is not { } now || row!.Previous is not { } before)
        {
            return null;
        }

        var step = Math.Sign(Math.Round((now - before) * (definition.Unit == KpiUnit.Share ? 1000 : 1), MidpointRounding.AwayFromZero));
        return definition.HigherIsBetter ? step : -step;
    }

    /// <summary>«۲٫۵ واحد بهتر», «۱۲٪ بیشتر»; counts are neither better nor worse.</summary>
    public static string Change(KpiDefinition definition, KpiRow row)
    {
        var (now, before) = (Size(row)!.Value, row.Previous!.Value);
        if (Trend(definition, row) == 0)
        {
            return Words.T("change-none");
        }

        var amount = definition.Unit switch
        {
            KpiUnit.Share => Words.T("points", Fa.Number(Math.Abs(now - before) * 100)),
            KpiUnit.Minutes => Fa.Minutes(now - before),
            KpiUnit.Count when before > 0 => Fa.Percent(Math.Abs(now - before) / before, 0),
            _ => Fa.Number(Math.Abs(now - before), definition.Unit == KpiUnit.Count ? 0 : 2),
        };
        var word = definition.Unit == KpiUnit.Count && definition.Target is null && definition.Slug != "overdue-open"
            ? now > before ? "change-more" : "change-less"
            : Trend(definition, row) > 0 ? "change-better" : "change-worse";
        return Words.T(word, amount);
    }

    /// <summary>«از ۲٬۱۴۸٬۳۰۲ درخواست».</summary>
    public static string? OutOf(KpiRow? row) => row is { Status: KpiStatus.Value, Whole: { } whole } ? Words.T("out-of", Fa.Count(whole)) : null;

    public static string Title(KpiDefinition definition) => Words.Named(definition.TitleFa, definition.TitleEn);

    public static string Name(KpiRow row) => Words.Named(row.NameFa, row.NameEn);
}
