using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Scoring;

/// <summary>Takes the targets that the law sets for every request from indicator-targets.json, each with clause and reason.</summary>
public static class LoadIndicatorTargets
{
    internal sealed record File(IReadOnlyList<Row> Targets);

    internal sealed record Row(string Slug, double Target, string Clause, string ReasonFa, string ReasonEn);

    /// <summary>Runs after <see cref="LoadIndicators"/>; a target for an unknown slug is a fault of the file and stops the start.</summary>
    public static Task<bool> RunAsync(ReferenceLoad load, CancellationToken ct) => load.OnceAsync(
        "indicator-targets.json",
        async (db, file, inner) =>
        {
            var targets = file.As<File>().Targets.ToDictionary(t => t.Slug);
            foreach (var indicator in await db.Indicators.ToListAsync(inner))
            {
                targets.Remove(indicator.Slug, out var target);
                indicator.Target = target?.Target;
                indicator.TargetClause = target?.Clause;
                indicator.TargetReasonFa = target?.ReasonFa;
                indicator.TargetReasonEn = target?.ReasonEn;
            }

            if (targets.Count > 0)
            {
                throw new InvalidOperationException($"{file.Name} sets targets for unknown indicators: {string.Join(", ", targets.Keys)}.");
            }
        },
        ct);
}
