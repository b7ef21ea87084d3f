using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>Where a service that is given outside the desk stands (faq-1397/Q15).</summary>
public enum OutsideState
{
    /// <summary>Waits for the decision of the planning office or the Organization.</summary>
    Pending,

    /// <summary>Sent back with a reason: the agency mends it.</summary>
    Returned,

    /// <summary>Not applicable, perhaps until a day.</summary>
    Accepted,

    /// <summary>Must move to the desk by a day.</summary>
    Rejected,
}

/// <summary>Which rows are listed; null members narrow nothing.</summary>
public sealed record OutsideQuery(OutsideState? State = null, string? Text = null, int Page = 1, int PageSize = 50);

/// <summary>
/// A service that an office gives outside the desk, the reasons and what was decided. <see cref="Office"/> may stand for every
/// office (<see cref="PlaceOfDelivery.EveryOffice"/>).
/// </summary>
public sealed record OutsideRow(
    string Service, string Title, string Office, string? OfficeTitle, string? ReasonCode, string? Reason, DateOnly From, OutsideState State,
    DateOnly? AcceptedUntil, DateOnly? MoveBy, string? Decision, DateTime? DecidedAt);

/// <summary>A page of rows, how many there are, and how many stand in each state whatever was asked for.</summary>
public sealed record OutsidePage(DateTime AsOf, int Total, int Page, int PageSize, IReadOnlyList<OutsideRow> Rows, IReadOnlyDictionary<OutsideState, int> Counts);

/// <summary>What an agency gives outside the desk, with the decision about each reason.</summary>
public sealed class OutsideDesk(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    /// <summary>Made by its members, so that the database can look into it.</summary>
    private sealed class Joined
    {
        public required PlaceOfDelivery Place { get; init; }

        public required RegisterItem Service { get; init; }

        public required ReviewCase? Case { get; init; }
    }

    /// <summary>Empty when the agency lies outside the scope.</summary>
    public async Task<OutsidePage> ReadAsync(Scope scope, AgencyCode agency, OutsideQuery query, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var id = await db.Agencies.Where(a => a.Code == agency && (scope.Agency == null || scope.Agency == agency)).Select(a => a.Id).FirstOrDefaultAsync(ct);
        var rows = Rows(db, id, scope, clock.TodayInTehran());
        rows = PersianText.SearchKey(query.Text ?? "") is { Length: > 0 } text ? rows.Where(r => r.Service.SearchKey.Contains(text)) : rows;
        var counted = await rows.GroupBy(r => new { r.Place.Standing, State = r.Case == null ? (ReviewState?)null : r.Case.State }).Select(g => new { g.Key.Standing, g.Key.State, Rows = g.Count() }).ToListAsync(ct);
        var counts = counted.GroupBy(c => StateOf(c.Standing, c.State)).ToDictionary(g => g.Key, g => g.Sum(c => c.Rows));
        rows = query.State is { } state ? Standing(rows, state) : rows;
        var (size, page) = (Math.Clamp(query.PageSize, 1, 500), Math.Max(1, query.Page));
        var lines = await rows.OrderBy(r => r.Service.SortKey).ThenBy(r => r.Place.Service).ThenBy(r => r.Place.Office).Skip((page - 1) * size).Take(size).ToListAsync(ct);
        var codes = lines.Select(l => l.Place.Office).Distinct().ToList();
        var offices = await db.Offices.Where(o => o.AgencyId == id && codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.TitleFa, ct);
        return new(
            clock.UtcNow(), query.State is { } asked ? counts.GetValueOrDefault(asked) : counts.Values.Sum(), page, size,
            [.. lines.Select(l => Row(l, offices.GetValueOrDefault(l.Place.Office)))], counts);
    }

    private static IQueryable<Joined> Rows(CentralDb db, int agencyId, Scope scope, DateOnly today)
    {
        var places = db.PlacesOfDelivery.AsNoTracking()
            .Where(p => p.AgencyId == agencyId && p.Place == DeliveryPlace.Outside && p.From <= today && (p.To == null || p.To > today));
        places = scope.Office is { } office ? places.Where(p => p.Office == office) : places;
        places = scope is { Agency: null, Province: { } province } ? places.Where(p => db.Set<Office>().Any(o => o.AgencyId == p.AgencyId && o.Code == p.Office && o.Province == province)) : places;
        return from p in places
               join s in db.RegisterItems.AsNoTracking().Where(i => i.Kind == RegisterKind.Service) on new { p.AgencyId, p.Service } equals new { s.AgencyId, Service = s.Code }
               join c in db.ReviewCases.AsNoTracking() on p.ReviewId equals c.Id into cases
               from c in cases.DefaultIfEmpty()
               select new Joined { Place = p, Service = s, Case = c };
    }

    private static IQueryable<Joined> Standing(IQueryable<Joined> rows, OutsideState state) => state switch
    {
        OutsideState.Accepted => rows.Where(r => r.Place.Standing == OutsideStanding.Accepted),
        OutsideState.Rejected => rows.Where(r => r.Place.Standing == OutsideStanding.Rejected),
        OutsideState.Returned => rows.Where(r => r.Place.Standing == OutsideStanding.Pending && r.Case != null && r.Case.State == ReviewState.Returned),
        _ => rows.Where(r => r.Place.Standing == OutsideStanding.Pending && (r.Case == null || r.Case.State != ReviewState.Returned)),
    };

    private static OutsideState StateOf(OutsideStanding standing, ReviewState? review) => standing switch
    {
        OutsideStanding.Accepted => OutsideState.Accepted,
        OutsideStanding.Rejected => OutsideState.Rejected,
        _ => review == ReviewState.Returned ? OutsideState.Returned : OutsideState.Pending,
    };

    private static OutsideRow Row(Joined row, string? office)
    {
        var p = row.Place;
        var state = StateOf(p.Standing, row.Case?.State);
        return new(
            p.Service, row.Service.Title, p.Office, office, p.ReasonCode, p.Reason, p.From, state, p.AcceptedUntil, p.MoveBy,
            state == OutsideState.Pending ? null : row.Case?.Decision, state == OutsideState.Pending ? null : row.Case?.DecidedAt);
    }
}
