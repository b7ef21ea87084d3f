using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Scoring;

/// <summary>Titles, clauses and targets of the computed KPIs, from the loaded catalogue; read once (it changes at start only).</summary>
public sealed class KpiCatalogue(IDbContextFactory<CentralDb> dbs)
{
    private IReadOnlyDictionary<string, KpiDefinition>? known;

    internal async ValueTask<IReadOnlyDictionary<string, KpiDefinition>> ReadAsync(CancellationToken ct)
    {
        if (known is { } definitions)
        {
            return definitions;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var slugs = KpiFormulas.Known.Select(f => f.Slug).ToList();
        var rows = await db.Indicators.AsNoTracking().Where(i => slugs.Contains(i.Slug)).ToDictionaryAsync(i => i.Slug, ct);
        return known = KpiFormulas.Known.ToDictionary(
            f => f.Slug,
            f => rows.TryGetValue(f.Slug, out var row)
                ? new KpiDefinition(f.Slug, row.Id, row.TitleFa, row.TitleEn, f.Unit, f.HigherIsBetter, row.Target, row.Formula, row.Clauses)
                : throw new InvalidOperationException($"The indicator '{f.Slug}' is not in the loaded catalogue."),
            StringComparer.Ordinal);
    }
}
