using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// What a caller's scope leaves of a question: the part of the counters that may be added up. A governor's question about
/// a national agency becomes that agency inside the province; a question wider than the scope has no answer.
/// </summary>
/// <param name="AgencyIds">One agency or several; null: all of them.</param>
internal sealed record KpiReach(ProvinceCode? Province, CountyCode? County, IReadOnlyList<int>? AgencyIds, int? OfficeId)
{
    /// <summary>Null when the question is wider than the scope or names what does not exist: the two look alike.</summary>
    public static async Task<KpiReach?> ResolveAsync(CentralDb db, Scope scope, Scope of, ProvinceCode? within, CancellationToken ct)
    {
        if (Narrowed(scope, of, within) is not var (province, county, agency, office))
        {
            return null;
        }

        if (province is { } p && !await db.Provinces.AnyAsync(x => x.Code == p, ct)
            || county is { } c && !await db.Counties.AnyAsync(x => x.Code == c, ct))
        {
            return null;
        }

        if (agency is not { } code)
        {
            return new(province, county, null, null);
        }

        var agencyId = await db.Agencies.Where(a => a.Code == code).Select(a => (int?)a.Id).FirstOrDefaultAsync(ct);
        var officeId = office is null
            ? null
            : await db.Offices.Where(o => o.AgencyId == agencyId && o.Code == office).Select(o => (int?)o.Id).FirstOrDefaultAsync(ct);
        return agencyId is null || (office is not null && officeId is null) ? null : new(province, county, [agencyId.Value], officeId);
    }

    /// <summary>Some agencies in the whole country; null: all of them.</summary>
    public static async Task<KpiReach> OfAgenciesAsync(CentralDb db, IReadOnlyCollection<AgencyCode>? agencies, CancellationToken ct) =>
        new(null, null, agencies is null ? null : await db.Agencies.Where(a => agencies.Contains(a.Code)).Select(a => a.Id).ToListAsync(ct), null);

    /// <summary>Offices behind the fine counters of this reach.</summary>
    public IQueryable<Office> OfficesOf(CentralDb db)
    {
        IQueryable<Office> offices = db.Offices.AsNoTracking();
        offices = OfficeId is { } office ? offices.Where(o => o.Id == office) : offices;
        offices = AgencyIds is { } agencies ? offices.Where(o => agencies.Contains(o.AgencyId)) : offices;
        offices = County is { } county ? offices.Where(o => o.County == county) : offices;
        return Province is { } province ? offices.Where(o => o.Province == province) : offices;
    }

    public IQueryable<DayTotal> DayTotalsOf(CentralDb db)
    {
        IQueryable<DayTotal> totals = db.DayTotals.AsNoTracking();
        totals = AgencyIds is { } agencies ? totals.Where(t => agencies.Contains(t.AgencyId)) : totals;
        return Province is { } province ? totals.Where(t => t.Province == province) : totals;
    }

    /// <summary>Whether agency totals per province and day are too coarse for this reach.</summary>
    public bool NeedsOffices => County is not null || OfficeId is not null;

    private static (ProvinceCode? Province, CountyCode? County, AgencyCode? Agency, string? Office)? Narrowed(Scope scope, Scope of, ProvinceCode? within)
    {
        if (within is { } w && of.Province is { } own && own != w)
        {
            return null;
        }

        var province = within ?? of.Province;
        if (scope.Covers(of))
        {
            return (province, of.County, of.Agency, of.Office);
        }

        // An agency is asked for by someone who sees one province or county of it.
        return of.Kind == ScopeKind.Agency && scope.Kind is ScopeKind.Province or ScopeKind.County
            && of.Kind == ScopeKind.Agency && (within is null || within == scope.Province)
            ? (scope.Province, scope.County, of.Agency, null)
            : null;
    }
}
