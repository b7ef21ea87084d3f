using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Scoring;

/// <summary>Takes the 32 KPIs and the ten electronic-desk indicators from indicators.json; targets come from their own file.</summary>
public static class LoadIndicators
{
    internal sealed record File(IReadOnlyList<Kpi> Kpis, IReadOnlyList<EDesk> EDeskIndicators);

    internal sealed record Kpi(
        string Id, string Slug, string TitleFa, string TitleEn, string Formula, IReadOnlyList<string> Basis, string Certainty, string? Note = null);

    internal sealed record EDesk(string Id, string Slug, string TitleFa, string TitleEn, string Measure, IReadOnlyList<string> Basis);

    public static Task<bool> RunAsync(ReferenceLoad load, CancellationToken ct) => load.OnceAsync(
        "indicators.json",
        (db, file, inner) =>
        {
            var content = file.As<File>();
            var rows = content.Kpis.Select(k => Make(k, "kpi"))
                .Concat(content.EDeskIndicators.Select(e => Make(new(e.Id, e.Slug, e.TitleFa, e.TitleEn, e.Measure, e.Basis, "law"), "e-desk")))
                .ToList();
            return db.MergeAsync<Indicator, Indicator, string>(
                rows, row => row.Id, i => i.Id, KeepTarget, gone => gone.WithdrawnOn ??= load.Today, inner);
        },
        ct);

    private static Indicator KeepTarget(Indicator row, Indicator? old)
    {
        row.Target = old?.Target;
        row.TargetClause = old?.TargetClause;
        row.TargetReasonFa = old?.TargetReasonFa;
        row.TargetReasonEn = old?.TargetReasonEn;
        return row;
    }

    private static Indicator Make(Kpi row, string kind) => new()
    {
        Id = row.Id,
        Slug = row.Slug,
        Kind = kind,
        TitleFa = row.TitleFa,
        TitleEn = row.TitleEn,
        Formula = row.Formula,
        Basis = string.Join(' ', row.Basis),
        Certainty = row.Certainty,
        Note = row.Note,
    };
}
