using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>A county as it was on a day.</summary>
public sealed record CountyLine(CountyCode Code, string NameFa, ProvinceCode Province, DateOnly? ValidFrom, DateOnly? ValidTo);

/// <summary>Counties inside a scope as they were on a day, with the names of that day.</summary>
public sealed class CountyList(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    /// <summary>In Persian alphabetical order; <paramref name="text"/> is searched folded in name and code.</summary>
    public async Task<IReadOnlyList<CountyLine>> ReadAsync(Scope scope, ProvinceCode? province, string? text, DateOnly? asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var day = asOf ?? clock.TodayInTehran();
        var counties = db.Counties.AsNoTracking().Where(c => (c.ValidFrom == null || c.ValidFrom <= day) && (c.ValidTo == null || c.ValidTo > day));
        counties = scope.Province is { } own ? counties.Where(c => c.Province == own) : counties;
        counties = province is { } asked ? counties.Where(c => c.Province == asked) : counties;
        var versions = (await db.CountyVersions.AsNoTracking().Where(v => v.On <= day && v.Act != CountyAct.Abolished).ToListAsync(ct)).ToLookup(v => v.Code);
        var key = PersianText.SearchKey(text ?? "");
        return
        [
            .. (await counties.ToListAsync(ct))
                .Select(c => new CountyLine(c.Code, versions[c.Code].MaxBy(v => v.On)?.NameFa ?? c.NameFa, c.Province, c.ValidFrom, c.ValidTo))
                .Where(c => key.Length == 0 || PersianText.SearchKey(c.NameFa + c.Code.Value).Contains(key, StringComparison.Ordinal))
                .OrderBy(c => PersianText.SortKey(c.NameFa), StringComparer.Ordinal),
        ];
    }
}
