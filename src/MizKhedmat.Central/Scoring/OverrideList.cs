using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>An outage or a finding as lists show it; names are null where it is about every agency.</summary>
public sealed record OverrideLine(
    int Id, CellStatus Status, AgencyCode? Agency, string? AgencyFa, string? AgencyEn, ProvinceCode? Province, string? Indicator, string Period,
    string Reference, string Reason, string By, DateTime At, DateTime? LiftedAt, string? LiftedBy);

/// <summary>What persons decided of cells (SCORING.md 8, 17), for those who look at the whole country.</summary>
public sealed class OverrideList(IDbContextFactory<CentralDb> dbs)
{
    /// <summary>Newest first, lifted ones among them; empty outside the national scope.</summary>
    /// <param name="period">Key of one period; null for all.</param>
    public async Task<IReadOnlyList<OverrideLine>> ReadAsync(Scope scope, string? period, CancellationToken ct)
    {
        if (scope.Kind != ScopeKind.National)
        {
            return [];
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await db.CellOverrides.AsNoTracking().Where(o => period == null || o.Period == period).OrderByDescending(o => o.Id).ToListAsync(ct);
        var codes = rows.Select(r => r.Agency).OfType<AgencyCode>().Distinct().ToList();
        var names = await db.Agencies.AsNoTracking().Where(a => codes.Contains(a.Code)).Select(a => new { a.Code, a.NameFa, a.NameEn }).ToDictionaryAsync(a => a.Code, ct);
        return
        [
            .. rows.Select(r => (Row: r, Name: r.Agency is { } code ? names.GetValueOrDefault(code) : null)).Select(p => new OverrideLine(
                p.Row.Id, p.Row.Status, p.Row.Agency, p.Name?.NameFa, p.Name?.NameEn, p.Row.Province, p.Row.Indicator, p.Row.Period,
                p.Row.Reference, p.Row.Reason, p.Row.By, p.Row.At, p.Row.LiftedAt, p.Row.LiftedBy)),
        ];
    }
}
