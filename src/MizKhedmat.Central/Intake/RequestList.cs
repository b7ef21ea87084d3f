using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>Which requests are listed.</summary>
public enum RequestFilter
{
    All,
    Open,
    Overdue,
    AnsweredOnTime,
    AnsweredLate,
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

/// <summary>Accepted and answered requests of one Tehran day.</summary>
public sealed record DayFlow(DateOnly Day, long Accepted, long Answered);

/// <summary>What the public may read of a request by its central id: no secret, nothing personal (DOMAIN.md section 8, decision 27).</summary>
public sealed record TrackedRequest(
    string CentralTrackingId, string AgencyFa, string AgencyEn, string? OfficeFa, string? ServiceFa, RequestState State, Outcome? Outcome,
    DateTime? AcceptedAt, DateTime? PromisedFrom, DateTime? PromisedUntil, DateTime? AnsweredAt, bool IsDemo, DateTime AsOf,
    IReadOnlyList<TrackedEvent> Events);

/// <summary>One event as the citizen sees it: what, when, and the post of who did it (386059/4-6c).</summary>
public sealed record TrackedEvent(EventType Type, DateTime At, string? Title, string? ResponsiblePost, string? OfficeFa);

public sealed class RequestList
{
    /// <summary>Null when the agency lies outside the scope or does not exist.</summary>
    public Task<RequestPage?> ReadAsync(Scope scope, RequestQuery query, CancellationToken ct) => throw new NotImplementedException();
}

public sealed class DailyFlow
{
    /// <summary>One row per day of the period up to today, zeros included; null outside the scope.</summary>
    public Task<IReadOnlyList<DayFlow>?> ReadAsync(Scope scope, Scope of, ProvinceCode? province, JalaliPeriod period, CancellationToken ct) => throw new NotImplementedException();
}

public sealed class PublicTracking
{
    /// <summary>Null when no request has this id (16 ASCII digits with a valid check digit).</summary>
    public Task<TrackedRequest?> ReadAsync(Scope scope, string centralTrackingId, CancellationToken ct) => throw new NotImplementedException();
}
