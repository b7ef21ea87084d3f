using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// What an agency reads back of its own: a request with its events, and the stored answer of a push. Another agency's
/// object answers exactly like a missing one.
/// </summary>
internal static class ReadBack
{
    public sealed record RequestBody(
        string TrackingCode, string? CentralTrackingId, string State, string? Service, string? ServiceTitle, string? Office,
        DateTime? AcceptedAt, DateTime? PromisedFrom, DateTime? PromisedUntil, DateTime? AnsweredAt, string? Outcome, bool? OnTime,
        IReadOnlyList<EventBody> Events);

    public sealed record EventBody(string EventId, string Type, DateTime At, string? Supersedes, bool Effective, string? ResponsiblePost, string? ResponsibleName);

    public static void MapRequests(RouteGroupBuilder api) => api.MapGet("/requests/{trackingCode}", RequestAsync);

    public static void MapReceipts(RouteGroupBuilder api) => api.MapGet("/receipts/{receipt}", ReceiptAsync);

    private static async Task<IResult> RequestAsync(string trackingCode, HttpContext context, CallingAgency agency, IDbContextFactory<CentralDb> dbs, CancellationToken ct)
    {
        var key = PersianText.IdKey(trackingCode);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var request = await db.ServiceRequests.AsNoTracking().FirstOrDefaultAsync(r => r.AgencyId == agency.Id && r.TrackingKey == key, ct);
        if (request is null)
        {
            return Problem.Of(StatusCodes.Status404NotFound, new("not-found"), context);
        }

        var rows = await db.RequestEvents.AsNoTracking().Where(e => e.RequestId == request.Id).ToListAsync(ct);
        var stored = rows.ConvertAll(e => new StoredEvent(e, EventDetails.Parse(e.Details)));
        var effective = RequestFold.Effective(stored).ToHashSet();
        var service = await db.Services.Where(s => s.Id == request.ServiceId).Select(s => s.ServiceCode).FirstOrDefaultAsync(ct);
        var office = await db.Offices.Where(o => o.Id == request.OfficeId).Select(o => o.Code).FirstOrDefaultAsync(ct);
        stored.RemoveAll(e => e.Details.Refused == true && !effective.Contains(e));
        stored.Sort((a, b) => RequestFold.Compare(a.Row, b.Row));
        return TypedResults.Ok(new RequestBody(
            request.TrackingCode, request.CentralTrackingId, Kebab(request.State), service, request.ServiceTitle, office,
            request.AcceptedAt, request.PromisedFrom, request.PromisedUntil, request.AnsweredAt, request.Outcome is { } outcome ? Kebab(outcome) : null,
            request.AnsweredAt is null || request.PromisedUntil is null ? null : request.AnsweredAt <= request.PromisedUntil,
            [.. stored.Select(e => new EventBody(
                e.Row.EventId, RecordSchema.NameOf(e.Row.Type), e.Row.At, e.Row.Supersedes, effective.Contains(e), e.Row.ResponsiblePost, e.Row.ResponsibleName))]));
    }

    private static async Task<IResult> ReceiptAsync(string receipt, HttpContext context, CallingAgency agency, IDbContextFactory<CentralDb> dbs, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var answer = await db.PushReceipts.Where(p => p.AgencyId == agency.Id && p.Receipt == receipt).Select(p => p.Answer).FirstOrDefaultAsync(ct);
        return answer is null
            ? Problem.Of(StatusCodes.Status404NotFound, new("not-found"), context)
            : TypedResults.Bytes(answer, "application/json");
    }

    private static string Kebab<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
