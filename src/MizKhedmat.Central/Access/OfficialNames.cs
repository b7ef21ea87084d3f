using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>Who did something: the user name inside the own scope, only the role of everybody else.</summary>
public sealed record OfficialName(int Id, string Role, string? UserName);

/// <summary>Names of officials behind ids in histories.</summary>
public sealed class OfficialNames(IDbContextFactory<CentralDb> dbs)
{
    /// <summary>By id; ids that nobody has are missing.</summary>
    public async Task<IReadOnlyDictionary<int, OfficialName>> OfAsync(Scope scope, IReadOnlyCollection<int> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return new Dictionary<int, OfficialName>();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var officials = await db.Set<Official>().AsNoTracking().Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Role, o.ScopeText, o.UserName }).ToListAsync(ct);
        var reach = scope is { Kind: ScopeKind.Office, Agency: { } own } ? Scope.OfAgency(own) : scope;
        return officials.ToDictionary(o => o.Id, o => new OfficialName(o.Id, o.Role, reach.Covers(Scope.Parse(o.ScopeText, null)) ? o.UserName : null));
    }
}
