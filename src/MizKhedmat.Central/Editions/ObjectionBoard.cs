using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>Objections inside the scope: an agency's own, all for the nation; a governor sees those of cells in the province.</summary>
public sealed class ObjectionBoard(IDbContextFactory<CentralDb> dbs, EditionShelf shelf, TimeProvider clock)
{
    /// <summary>Newest first; <paramref name="state"/> null = all.</summary>
    public async Task<IReadOnlyList<ObjectionLine>> ListAsync(Scope scope, ObjectionState? state, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await LinesAsync(db, scope, Seen(db, scope).Where(o => state == null || o.State == state), ct);
    }

    public async Task<ObjectionLine?> FindAsync(Scope scope, string id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await LinesAsync(db, scope, Seen(db, scope).Where(o => o.Id == id), ct) is [var found] ? found : null;
    }

    /// <summary>A file of an objection: for its agency and the Organization only.</summary>
    public async Task<(string Name, string ContentType, byte[] Content)?> EvidenceAsync(Scope scope, string objection, int id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return MayOpen(scope) && await Seen(db, scope).AnyAsync(o => o.Id == objection, ct)
            && await db.ObjectionEvidence.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id && e.ObjectionId == objection, ct) is { } file
            ? (file.Name, file.ContentType, file.Content)
            : null;
    }

    /// <summary>The provisional edition whose window is open today, with its last day; null when none is.</summary>
    public async Task<EditionLine?> OpenWindowAsync(Scope scope, CancellationToken ct)
    {
        if (scope.Kind is not (ScopeKind.National or ScopeKind.Province or ScopeKind.Agency))
        {
            return null;
        }

        var today = clock.TodayInTehran();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await EditionLines.ReadAsync(db, ct)).FirstOrDefault(e => FileObjection.Check(e, today) is null);
    }

    private static bool MayOpen(Scope scope) => scope.Kind is ScopeKind.National or ScopeKind.Agency;

    private static IQueryable<Objection> Seen(CentralDb db, Scope scope)
    {
        var all = db.Objections.AsNoTracking();
        var (agency, province) = (scope.Agency, scope.Province);
        return scope.Kind switch
        {
            ScopeKind.National => all,
            ScopeKind.Agency => all.Where(o => o.Agency == agency),
            ScopeKind.Province => all.Where(o => o.Province == province),
            _ => all.Where(_ => false),
        };
    }

    private async Task<IReadOnlyList<ObjectionLine>> LinesAsync(CentralDb db, Scope scope, IQueryable<Objection> which, CancellationToken ct)
    {
        var found = await which.OrderByDescending(o => o.Id).ToListAsync(ct);
        var (ids, editions, agencies) = (found.Select(o => o.Id).ToList(), found.Select(o => o.EditionId).Distinct().ToList(), found.Select(o => o.Agency).Distinct().ToList());
        var periods = await db.Editions.AsNoTracking().Where(e => editions.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Period, ct);
        var names = await db.Agencies.AsNoTracking().Where(a => agencies.Contains(a.Code)).ToDictionaryAsync(a => a.Code, ct);
        var files = (await db.ObjectionEvidence.AsNoTracking().Where(e => ids.Contains(e.ObjectionId)).OrderBy(e => e.Id)
            .Select(e => new { e.ObjectionId, Line = new EvidenceLine(e.Id, e.Name, e.ContentType, e.Content.Length) }).ToListAsync(ct)).ToLookup(e => e.ObjectionId, e => e.Line);
        var frozen = new Dictionary<string, EditionInput>(StringComparer.Ordinal);
        foreach (var edition in editions)
        {
            frozen[edition] = (await shelf.InputAsync(Scope.National, edition, ct))!;
        }

        return
        [
            .. found.Select(o => new ObjectionLine(
                o.Id, o.EditionId, EditionLines.PeriodOf(periods[o.EditionId]), o.Agency, names[o.Agency].NameFa, names[o.Agency].NameEn, o.Province, o.Indicator, o.Ground, o.FiledAt, o.State,
                o.Remedy, o.Reason, o.DecidedAt, MayOpen(scope) ? [.. files[o.Id]] : null, frozen[o.EditionId].CellOf(o.Agency, o.Province, o.Indicator))),
        ];
    }
}
