using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>
/// What a scope leaves of a kind of records. A record without a place of its own (a service, a representative) is seen in
/// every province in which its agency has an office.
/// </summary>
internal static class RegisterReach
{
    public static async Task<IQueryable<RegisterItem>> OfAsync(CentralDb db, Scope scope, RegisterQuery query, CancellationToken ct)
    {
        var items = db.RegisterItems.AsNoTracking().Where(i => i.Kind == query.Kind && i.Status != RegisterStatus.Removed);
        if ((scope.Agency ?? query.Agency) is { } agency && query.Kind != RegisterKind.TrainingCourse)
        {
            // The id first: with it the agency's own index is used, not a walk through the nation.
            var id = await db.Agencies.Where(a => a.Code == agency).Select(a => (int?)a.Id).FirstOrDefaultAsync(ct) ?? -1;
            items = query.Kind == RegisterKind.Agency ? items.Where(i => i.Code == agency.Value) : items.Where(i => i.AgencyId == id);
            items = scope.Agency is { } own && query.Agency is { } asked && own != asked ? items.Where(i => false) : items;
        }

        items = InPlace(db, items, query.Kind, scope.Province, scope.County);
        items = InPlace(db, items, query.Kind, query.Province, query.County);
        return scope.Office is { } office ? OfOffice(db, items, query.Kind, office) : items;
    }

    private static IQueryable<RegisterItem> InPlace(CentralDb db, IQueryable<RegisterItem> items, RegisterKind kind, ProvinceCode? province, CountyCode? county)
    {
        var offices = db.Offices;
        var agencies = db.Agencies;
        if (county is { } c && kind != RegisterKind.TrainingCourse)
        {
            return HasPlace(kind) ? items.Where(i => i.County == c)
                : kind == RegisterKind.Agency
                ? items.Where(i => agencies.Any(a => (string)(object)a.Code == i.Code && offices.Any(o => o.AgencyId == a.Id && o.County == c)))
                : items.Where(i => i.County == c || (i.Province == null && offices.Any(o => o.AgencyId == i.AgencyId && o.County == c)));
        }

        return province is not { } p || kind == RegisterKind.TrainingCourse ? items
            : HasPlace(kind) ? items.Where(i => i.Province == p)
            : kind == RegisterKind.Agency ? items.Where(i => agencies.Any(a => (string)(object)a.Code == i.Code && offices.Any(o => o.AgencyId == a.Id && o.Province == p)))
            : items.Where(i => i.Province == p || (i.Province == null && offices.Any(o => o.AgencyId == i.AgencyId && o.Province == p)));
    }

    /// <summary>Kinds whose records always lie somewhere.</summary>
    private static bool HasPlace(RegisterKind kind) => kind is RegisterKind.Office or RegisterKind.Desk or RegisterKind.CounterOffice or RegisterKind.DeskOperator;

    private static IQueryable<RegisterItem> OfOffice(CentralDb db, IQueryable<RegisterItem> items, RegisterKind kind, string office)
    {
        var desks = db.RegisterItems;
        return kind switch
        {
            RegisterKind.Office => items.Where(i => i.Code == office),
            RegisterKind.Desk => items.Where(i => i.Parent == office),
            RegisterKind.DeskOperator => items.Where(i => desks.Any(d => d.AgencyId == i.AgencyId && d.Kind == RegisterKind.Desk && d.Code == i.Parent && d.Parent == office)),
            _ => items,
        };
    }
}
