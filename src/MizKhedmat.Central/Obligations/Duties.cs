using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Obligations;

/// <summary>Looks duties of the catalogue up.</summary>
public sealed class Duties(IDbContextFactory<CentralDb> dbs)
{
    /// <summary>By id, those that the catalogue has; withdrawn ones too, because what was told of them stays readable.</summary>
    public async Task<IReadOnlyDictionary<string, Obligation>> OfAsync(IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return ids.Count == 0 ? new() : await db.Obligations.AsNoTracking().Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
    }
}
