using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Intake;

/// <summary>What the public may read of a request by its central id: no secret, nothing personal (DOMAIN.md section 8, decision 27).</summary>
public sealed record TrackedRequest(
    string CentralTrackingId, string AgencyFa, string AgencyEn, string? OfficeFa, string? ServiceFa, RequestState State, Outcome? Outcome,
    DateTime? AcceptedAt, DateTime? PromisedFrom, DateTime? PromisedUntil, DateTime? AnsweredAt, bool IsDemo, DateTime AsOf,
    IReadOnlyList<TrackedEvent> Events);

/// <summary>One event as the citizen sees it: what, when, and the post of who did it (386059/4-6c).</summary>
public sealed record TrackedEvent(EventType Type, DateTime At, string? Title, string? ResponsiblePost, string? OfficeFa);

/// <summary>Where a citizen's request stands, by its central id: state, promise and every event (386059/4-6c).</summary>
public sealed class PublicTracking(IDbContextFactory<CentralDb> dbs, CentreOptions centre, TimeProvider clock)
{
    /// <summary>Null when no request has this id, or it lies outside the scope (the public asks with the national one: an id is no secret).</summary>
    public async Task<TrackedRequest?> ReadAsync(Scope scope, string centralTrackingId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var request = await db.ServiceRequests.AsNoTracking().FirstOrDefaultAsync(r => r.CentralTrackingId == centralTrackingId, ct);
        if (request is null)
        {
            return null;
        }

        var agency = await db.Agencies.AsNoTracking().FirstAsync(a => a.Id == request.AgencyId, ct);
        if ((scope.Agency is { } own && own != agency.Code) || (scope.Province is { } limit && limit != request.Province))
        {
            return null;
        }

        var rows = await db.RequestEvents.AsNoTracking().Where(e => e.RequestId == request.Id).ToListAsync(ct);
        var events = RequestFold.Effective([.. rows.Select(e => new StoredEvent(e, EventDetails.Parse(e.Details)))]);
        var offices = await OfficesAsync(db, request, events, ct);
        var service = await db.Services.Where(s => s.Id == request.ServiceId).Select(s => s.TitleFa).FirstOrDefaultAsync(ct);
        return new(
            centralTrackingId, agency.NameFa, agency.NameEn, Office(request.OfficeId), service ?? request.ServiceTitle, request.State, request.Outcome,
            request.AcceptedAt, request.PromisedFrom, request.PromisedUntil, request.AnsweredAt, centre.Demo && agency.IsDemo, clock.UtcNow(),
            [.. events.Where(e => e.Row.Type != EventType.Surveyed && e.Row.Type != EventType.Message).Select(Shown)]);

        string? Office(int? id) => id is { } known ? offices.GetValueOrDefault(known) : null;

        TrackedEvent Shown(StoredEvent e) => new(
            e.Row.Type, e.Row.At, e.Row.Type is EventType.Step or EventType.InquirySent or EventType.InquiryAnswered ? e.Details.Title : null,
            e.Row.ResponsiblePost, Office(e.Details.ResponsibleOfficeId ?? e.Details.ToOfficeId ?? e.Details.OfficeId));
    }

    /// <summary>
    /// The central id of a request that a citizen names by agency and the agency's own code (API.md section 7); null when
    /// there is none, or it lies outside the scope.
    /// </summary>
    public async Task<string?> FindAsync(Scope scope, AgencyCode agency, string trackingCode, CancellationToken ct)
    {
        if ((scope.Agency is { } own && own != agency) || PersianText.Canonical(trackingCode, TextField.Id) is not { } code)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var key = PersianText.IdKey(code);
        var agencies = db.Agencies;
        var found = await db.ServiceRequests.AsNoTracking()
            .Where(r => r.TrackingKey == key && agencies.Any(a => a.Id == r.AgencyId && a.Code == agency))
            .Select(r => new { r.CentralTrackingId, r.Province }).FirstOrDefaultAsync(ct);
        return scope.Province is { } limit && limit != found?.Province ? null : found?.CentralTrackingId;
    }

    private static Task<Dictionary<int, string>> OfficesAsync(CentralDb db, ServiceRequest request, List<StoredEvent> events, CancellationToken ct)
    {
        var ids = events.SelectMany(e => new[] { e.Details.ResponsibleOfficeId, e.Details.ToOfficeId, e.Details.OfficeId })
            .Append(request.OfficeId).OfType<int>().Distinct().ToList();
        return db.Offices.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.TitleFa, ct);
    }
}
