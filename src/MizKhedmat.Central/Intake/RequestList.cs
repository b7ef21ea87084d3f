using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Intake;

/// <summary>Which requests are listed.</summary>
public enum RequestFilter
{
    All,
    Open,
    Overdue,
    AnsweredOnTime,
    /// <summary>Due and answered after the promise, or not at all.</summary>
    NotOnTime,
    LateDefect,
}

/// <summary>What stands behind a number: the requests of an agency (in a province, an office, of a service).</summary>
public sealed record RequestQuery(
    AgencyCode Agency, ProvinceCode? Province = null, string? Office = null, string? Service = null,
    RequestFilter Filter = RequestFilter.All, JalaliPeriod? Period = null, int Page = 1, int PageSize = 50);

/// <summary>One listed request; no personal data.</summary>
public sealed record RequestLine(
    string TrackingCode, string? CentralTrackingId, RequestState State, string? ServiceFa, string? Office, string? OfficeFa,
    Channel? Channel, Place? Place, DateTime? AcceptedAt, DateTime? PromisedUntil, DateTime? AnsweredAt, bool? OnTime);

/// <summary>A page of requests with the count over all pages.</summary>
public sealed record RequestPage(DateTime AsOf, long Total, int Page, int PageSize, IReadOnlyList<RequestLine> Lines);

/// <summary>From any number to the requests behind it, inside the caller's scope.</summary>
public sealed class RequestList(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    public const int MaxPageSize = 500;

    /// <summary>Newest acceptances first, what was never accepted last; null when the agency lies outside the scope or does not exist.</summary>
    public async Task<RequestPage?> ReadAsync(Scope scope, RequestQuery query, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var agencyId = await db.Agencies.Where(a => a.Code == query.Agency).Select(a => (int?)a.Id).FirstOrDefaultAsync(ct);
        var province = query.Province ?? scope.Province;
        if (agencyId is null || (scope.Agency is { } own && own != query.Agency) || (scope.Province is { } limit && limit != province))
        {
            return null;
        }

        var asOf = clock.UtcNow();
        var requests = Within(db, scope, query, province, db.ServiceRequests.AsNoTracking().Where(r => r.AgencyId == agencyId));
        requests = Filtered(requests, query, TehranTime.DayOf(asOf));
        var size = Math.Clamp(query.PageSize, 1, MaxPageSize);
        var page = Math.Max(1, query.Page);
        var services = db.Services;
        var allOffices = db.Offices;
        var lines = await requests.OrderBy(r => r.AcceptedAt == null).ThenByDescending(r => r.AcceptedAt).ThenByDescending(r => r.Id).Skip((page - 1) * size).Take(size)
            .Select(r => new RequestLine(
                r.TrackingCode, r.CentralTrackingId, r.State,
                services.Where(s => s.Id == r.ServiceId).Select(s => s.TitleFa).FirstOrDefault() ?? r.ServiceTitle,
                allOffices.Where(o => o.Id == r.OfficeId).Select(o => o.Code).FirstOrDefault(),
                allOffices.Where(o => o.Id == r.OfficeId).Select(o => o.TitleFa).FirstOrDefault(),
                r.Channel, r.Place, r.AcceptedAt, r.PromisedUntil, r.AnsweredAt,
                r.AnsweredAt == null || r.PromisedUntil == null ? null : r.AnsweredAt <= r.PromisedUntil)).ToListAsync(ct);
        return new(asOf, await requests.LongCountAsync(ct), page, size, lines);
    }

    private static IQueryable<ServiceRequest> Within(CentralDb db, Scope scope, RequestQuery query, ProvinceCode? province, IQueryable<ServiceRequest> requests)
    {
        requests = province is { } p ? requests.Where(r => r.Province == p) : requests;
        var offices = db.Offices;
        var services = db.Services;
        if (scope.County is { } county)
        {
            requests = requests.Where(r => offices.Any(o => o.Id == r.OfficeId && o.County == county));
        }

        if ((scope.Office ?? query.Office) is { } office)
        {
            requests = requests.Where(r => offices.Any(o => o.Id == r.OfficeId && o.Code == office));
        }

        return query.Service is { } service ? requests.Where(r => services.Any(s => s.Id == r.ServiceId && s.ServiceCode == service)) : requests;
    }

    /// <summary>The same days and the same rules as the counters, so that a number and the list behind it have one count.</summary>
    private static IQueryable<ServiceRequest> Filtered(IQueryable<ServiceRequest> requests, RequestQuery query, DateOnly today)
    {
        var startOfToday = TehranTime.StartOf(today);
        var period = query.Period;
        var from = period is null ? DateTime.MinValue : TehranTime.StartOf(period.From);
        var end = period is null || period.To >= today ? TehranTime.StartOf(today.AddDays(1)) : TehranTime.StartOf(period.To.AddDays(1));
        var open = requests.Where(r => r.AcceptedAt != null && r.AnsweredAt == null && r.SettledAt == null);
        var due = requests.Where(r => r.AcceptedAt != null && !r.WithdrawnInTime && r.PromisedUntil >= from && r.PromisedUntil < end);
        return query.Filter switch
        {
            RequestFilter.Open => open,
            RequestFilter.Overdue => open.Where(r => r.PromisedUntil < startOfToday && r.PromisedUntil < end),
            RequestFilter.AnsweredOnTime => due.Where(r => r.AnsweredAt <= r.PromisedUntil),
            RequestFilter.NotOnTime => due.Where(r =>
                (r.AnsweredAt == null || r.AnsweredAt > r.PromisedUntil)
                && (r.PromisedUntil < startOfToday || r.AnsweredAt != null || r.SettledAt != null)),
            RequestFilter.LateDefect => requests.Where(r => r.LateDefect && r.AcceptedAt >= from && r.AcceptedAt < end),
            _ when period is not null => requests.Where(r => r.AcceptedAt >= from && r.AcceptedAt < end),
            _ => requests,
        };
    }
}
