using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>
/// Which cases a scope leaves: an agency its own, a province those that its planning office may judge or that lie at an
/// office there, the Organization all.
/// </summary>
internal static class ReviewReach
{
    public static IQueryable<ReviewCase> Of(CentralDb db, Scope scope)
    {
        var (agencies, offices) = (db.Agencies, db.Offices);
        IQueryable<ReviewCase> cases = db.ReviewCases;
        if (scope.Agency is { } agency)
        {
            cases = cases.Where(r => agencies.Any(a => a.Id == r.AgencyId && a.Code == agency));
        }
        else if (scope.Province is { } province)
        {
            cases = cases.Where(r => r.Province == province || offices.Any(o => o.AgencyId == r.AgencyId && o.Code == r.Office && o.Province == province));
        }

        if (scope.County is { } county)
        {
            cases = cases.Where(r => offices.Any(o => o.AgencyId == r.AgencyId && o.Code == r.Office && o.County == county));
        }

        return scope.Office is { } office ? cases.Where(r => r.Office == office) : cases;
    }
}
