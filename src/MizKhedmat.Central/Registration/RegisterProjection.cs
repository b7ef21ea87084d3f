using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>Keeps the typed rows that intake and counters join (Agency, Office, Service, Desk) equal to the register.</summary>
internal static class RegisterProjection
{
    public static Task WriteAsync(CentralDb db, ChangeBatch batch, CancellationToken ct) => batch.Order.Kind switch
    {
        RegisterKind.Agency => AgenciesAsync(db, batch, ct),
        RegisterKind.Office => OfficesAsync(db, batch, ct),
        RegisterKind.Service => ServicesAsync(db, batch, ct),
        RegisterKind.Desk => DesksAsync(db, batch, ct),
        _ => Task.CompletedTask,
    };

    /// <summary>Of <c>state-company</c> the member StateCompany.</summary>
    public static T Named<T>(string kebab)
        where T : struct, Enum => Enum.Parse<T>(kebab.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    private static async Task AgenciesAsync(CentralDb db, ChangeBatch batch, CancellationToken ct)
    {
        var codes = batch.Changed.Select(c => new AgencyCode(c.Now.Item.Code)).ToList();
        var known = await db.Agencies.Where(a => codes.Contains(a.Code)).ToDictionaryAsync(a => a.Code.Value, ct);
        foreach (var changed in batch.Changed)
        {
            var (item, state) = (changed.Now.Item, changed.Now.State);
            var kind = Named<AgencyKind>(state.Str("type")!);
            if (!known.TryGetValue(item.Code, out var agency))
            {
                db.Add(agency = new()
                {
                    Code = new(item.Code), NameFa = "", NameEn = "", Kind = kind, Level = AgencyLevel.National, SearchKey = "", SortKey = "",
                });
            }

            agency.NameFa = item.Title;
            agency.NameEn = state.Str("titleEn")!;
            agency.Kind = kind;
            agency.Level = Named<AgencyLevel>(state.Str("level")!);
            agency.Province = item.Province;
            agency.Subject = state.Str("subject") is { } subject ? Named<SubjectStatus>(subject) : SubjectStatus.Subject;
            agency.SearchKey = PersianText.SearchKey(item.Title);
            agency.SortKey = item.SortKey;
        }
    }

    private static async Task OfficesAsync(CentralDb db, ChangeBatch batch, CancellationToken ct)
    {
        var known = await KnownAsync(db.Offices.Where(o => o.AgencyId == batch.Order.AgencyId), batch, o => o.Code, ct);
        foreach (var changed in batch.Changed)
        {
            var (item, state) = (changed.Now.Item, changed.Now.State);
            var first = changed.Now.Spells.Count > 0 ? changed.Now.Spells[0].From : batch.Today;
            if (!known.TryGetValue(item.Code, out var office))
            {
                db.Add(office = new()
                {
                    AgencyId = item.AgencyId, Code = item.Code, TitleFa = "", Province = default, County = default, Level = default, ValidFrom = first,
                });
            }

            office.TitleFa = item.Title;
            office.Province = item.Province!.Value;
            office.County = item.County!.Value;
            office.Level = Named<OfficeLevel>(state.Str("level")!);
            office.HasClients = state.Flag("hasClients") ?? true;
            office.IsSmallUnit = state.Flag("smallUnit") ?? false;
            office.ValidFrom = first;
            office.ValidTo = item.Status == RegisterStatus.Removed ? first : item.To;
        }
    }

    private static async Task ServicesAsync(CentralDb db, ChangeBatch batch, CancellationToken ct)
    {
        var known = await KnownAsync(db.Services.Where(s => s.AgencyId == batch.Order.AgencyId), batch, s => s.Code, ct);
        foreach (var changed in batch.Changed)
        {
            var (item, state) = (changed.Now.Item, changed.Now.State);
            if (!known.TryGetValue(item.Code, out var service))
            {
                db.Add(service = new() { AgencyId = item.AgencyId, Code = item.Code, TitleFa = "", SearchKey = "", Audience = default });
            }

            service.TitleFa = item.Title;
            service.SearchKey = PersianText.SearchKey(item.Title);
            service.ServiceCode = item.Status == RegisterStatus.Removed ? null : state.Str("serviceCode");
            service.IdStatus = item.Status is RegisterStatus.Removed or RegisterStatus.Closed ? IdStatus.Withdrawn : Named<IdStatus>(item.Status);
            service.Cofog = state.Str("cofog");
            service.Audience = Named<Audience>(state.Str("audience")!);
            service.StandardMinutes = state.Number("standardMinutes");
        }
    }

    private static async Task DesksAsync(CentralDb db, ChangeBatch batch, CancellationToken ct)
    {
        var known = await KnownAsync(db.Desks.Where(d => d.AgencyId == batch.Order.AgencyId), batch, d => d.Code, ct);
        var offices = await db.Offices.AsNoTracking().Where(o => o.AgencyId == batch.Order.AgencyId).ToDictionaryAsync(o => o.Code, o => o.Id, ct);
        foreach (var changed in batch.Changed)
        {
            var (item, state) = (changed.Now.Item, changed.Now.State);
            var office = offices[state.Str("office")!];
            var kind = Named<DeskKind>(state.Str("kind")!);
            if (!known.TryGetValue(item.Code, out var desk))
            {
                db.Add(desk = new() { AgencyId = item.AgencyId, OfficeId = office, Code = item.Code, Kind = kind });
            }

            desk.OfficeId = office;
            desk.Kind = kind;
            desk.State = item.Status == RegisterStatus.Removed ? DeskState.Closed : Named<DeskState>(item.Status);
        }
    }

    private static async Task<Dictionary<string, T>> KnownAsync<T>(IQueryable<T> rows, ChangeBatch batch, Func<T, string> codeOf, CancellationToken ct)
        where T : class
    {
        // A batch that touches most of an agency reads the agency; the list of codes would be longer than the table.
        var codes = batch.Changed.Select(c => c.Now.Item.Code).ToHashSet(StringComparer.Ordinal);
        return (await rows.ToListAsync(ct)).Where(r => codes.Contains(codeOf(r))).ToDictionary(codeOf, StringComparer.Ordinal);
    }
}
