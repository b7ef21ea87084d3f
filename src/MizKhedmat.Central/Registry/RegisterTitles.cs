using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>A record as a choice list offers it.</summary>
public sealed record RegisterChoice(string Code, string Title);

/// <summary>What codes inside records are called, and which records may be named in one.</summary>
public sealed class RegisterTitles(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    /// <summary>Titles of records of the agency (of the centre for its own kinds) by code; unknown codes are missing.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(
        Scope scope, AgencyCode agency, RegisterKind kind, IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        if (codes.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var items = await ItemsAsync(db, scope, agency, kind, ct);
        // More codes than a database takes in one list: then all of them are cheaper.
        items = codes.Count <= 500 ? items.Where(i => codes.Contains(i.Code)) : items;
        return await items.Select(i => new { i.Code, i.Title }).ToDictionaryAsync(i => i.Code, i => i.Title, StringComparer.Ordinal, ct);
    }

    /// <summary>The same for records of several agencies at once, by agency and code.</summary>
    public async Task<IReadOnlyDictionary<(AgencyCode Agency, string Code), string>> OfAsync(
        Scope scope, RegisterKind kind, IReadOnlyCollection<(AgencyCode Agency, string Code)> records, CancellationToken ct)
    {
        if (records.Count == 0)
        {
            return new Dictionary<(AgencyCode, string), string>();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var (owners, codes) = (records.Select(r => r.Agency).Distinct().ToList(), records.Select(r => r.Code).Distinct().ToList());
        var agencies = db.Agencies.Where(a => owners.Contains(a.Code));
        var items = await RegisterReach.OfAsync(db, Widened(scope), new(kind), ct);
        var found = await items.Where(i => codes.Contains(i.Code)).Join(agencies, i => i.AgencyId, a => a.Id, (i, a) => new { a.Code, Record = i.Code, i.Title }).ToListAsync(ct);
        return found.ToDictionary(i => (i.Code, i.Record), i => i.Title);
    }

    /// <summary>Open records in the order of their titles, at most <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<RegisterChoice>> OpenAsync(Scope scope, AgencyCode agency, RegisterKind kind, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var today = clock.TodayInTehran();
        return await (await RegisterReach.OfAsync(db, scope, Query(kind, agency), ct)).Where(i => i.To == null || i.To > today)
            .OrderBy(i => i.SortKey).ThenBy(i => i.Code).Take(most).Select(i => new RegisterChoice(i.Code, i.Title)).ToListAsync(ct);
    }

    /// <summary>Names inside the own agency are no secret for its offices, so that an office sees the name of its headquarters.</summary>
    private static Task<IQueryable<RegisterItem>> ItemsAsync(CentralDb db, Scope scope, AgencyCode agency, RegisterKind kind, CancellationToken ct) =>
        RegisterReach.OfAsync(db, Widened(scope), Query(kind, agency), ct);

    private static Scope Widened(Scope scope) => scope is { Kind: ScopeKind.Office, Agency: { } own } ? Scope.OfAgency(own) : scope;

    private static RegisterQuery Query(RegisterKind kind, AgencyCode agency) => new(kind) { Agency = RegisterKinds.IsCentral(kind) ? null : agency };
}
