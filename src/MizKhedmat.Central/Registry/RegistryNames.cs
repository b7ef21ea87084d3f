using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>A named unit as lists and headings show it.</summary>
public sealed record UnitName(string Code, string NameFa, string NameEn, bool IsDemo = false);

/// <summary>An office as lists show it.</summary>
public sealed record OfficeName(string Code, string TitleFa, ProvinceCode Province, CountyCode County, OfficeLevel Level);

/// <summary>Names of provinces, agencies and offices, in Persian alphabetical order.</summary>
public sealed class RegistryNames(IDbContextFactory<CentralDb> dbs)
{
    public async Task<IReadOnlyList<UnitName>> ProvincesAsync(Scope scope, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var provinces = db.Provinces.AsNoTracking();
        if (scope.Province is { } own)
        {
            provinces = provinces.Where(p => p.Code == own);
        }

        return await provinces.OrderBy(p => p.SortKey).Select(p => new UnitName(p.Code.Value, p.NameFa, p.NameEn, false)).ToListAsync(ct);
    }

    /// <summary>Agencies with an office in the scope (and in <paramref name="province"/> when given).</summary>
    public async Task<IReadOnlyList<UnitName>> AgenciesAsync(Scope scope, ProvinceCode? province, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var agencies = db.Agencies.AsNoTracking();
        if (scope.Agency is { } own)
        {
            agencies = agencies.Where(a => a.Code == own);
        }

        var offices = db.Offices.AsNoTracking();
        if (scope.Province is { } limit)
        {
            agencies = agencies.Where(a => offices.Any(o => o.AgencyId == a.Id && o.Province == limit));
        }

        if (province is { } asked)
        {
            agencies = agencies.Where(a => offices.Any(o => o.AgencyId == a.Id && o.Province == asked));
        }

        return await agencies.OrderBy(a => a.SortKey).Select(a => new UnitName(a.Code.Value, a.NameFa, a.NameEn, a.IsDemo)).ToListAsync(ct);
    }

    /// <summary>Offices of an agency inside the scope; empty when the agency lies outside it.</summary>
    public async Task<IReadOnlyList<OfficeName>> OfficesAsync(Scope scope, AgencyCode agency, ProvinceCode? province, CancellationToken ct)
    {
        if (scope.Agency is { } own && own != agency)
        {
            return [];
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var agencies = db.Agencies;
        var offices = db.Offices.AsNoTracking().Where(o => agencies.Any(a => a.Id == o.AgencyId && a.Code == agency));
        if (scope.Province is { } limit)
        {
            offices = offices.Where(o => o.Province == limit);
        }

        if (scope.County is { } county)
        {
            offices = offices.Where(o => o.County == county);
        }

        if (scope.Office is { } office)
        {
            offices = offices.Where(o => o.Code == office);
        }

        if (province is { } asked)
        {
            offices = offices.Where(o => o.Province == asked);
        }

        return await offices.OrderBy(o => o.Code).Select(o => new OfficeName(o.Code, o.TitleFa, o.Province, o.County, o.Level)).ToListAsync(ct);
    }
}
