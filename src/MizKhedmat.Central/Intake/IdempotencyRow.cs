using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>The idempotency side of a push receipt (API.md section 3): same key and body, same answer; other body, 422.</summary>
internal static class IdempotencyRow
{
    public static Task<PushReceipt?> FindAsync(CentralDb db, int clientId, string route, string? idempotencyKey, CancellationToken ct) =>
        idempotencyKey is null
            ? Task.FromResult<PushReceipt?>(null)
            : db.PushReceipts.AsNoTracking().FirstOrDefaultAsync(p => p.ClientId == clientId && p.Route == route && p.IdempotencyKey == idempotencyKey, ct);

    public static IResult Replay(HttpContext context, PushReceipt former, byte[] bodyHash)
    {
        if (!former.BodyHash.AsSpan().SequenceEqual(bodyHash))
        {
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, new("idempotency-key-reused"), context);
        }

        context.Response.Headers["Idempotent-Replayed"] = "true";
        return TypedResults.Bytes(former.Answer!, "application/json");
    }

    public static PushReceipt Of(long pushId, CallingAgency agency, PushRequest push, PushAnswer answer, byte[] bytes) =>
        Of(pushId, agency, push, answer.Receipt!, answer.ReceivedAt, answer.Counts, bytes);

    public static PushReceipt Of(
        long pushId, CallingAgency agency, PushRequest push, string receipt, DateTime receivedAt, PushCounts counts, byte[] bytes) => new()
    {
        Id = pushId,
        Receipt = receipt,
        ClientId = agency.ClientId,
        AgencyId = agency.Id,
        Route = push.Route,
        IdempotencyKey = push.IdempotencyKey,
        BodyHash = push.Hash,
        ReceivedAt = receivedAt,
        Received = counts.Received,
        Created = counts.Created,
        Unchanged = counts.Unchanged,
        Rejected = counts.Rejected,
        Warned = counts.Warned,
        Answer = bytes,
    };
}

/// <summary>Keys whose push is being worked on in this process; the unique index decides between processes.</summary>
public sealed class PushesInFlight
{
    private readonly ConcurrentDictionary<(int, string, string), bool> keys = new();

    /// <summary>Null when the same key is in flight already; a push without a key (validateOnly) always enters.</summary>
    public IDisposable? Enter(int clientId, string route, string? idempotencyKey)
    {
        var key = (clientId, route, idempotencyKey ?? "");
        return idempotencyKey is not null && !keys.TryAdd(key, true) ? null : new Leaving(keys, key);
    }

    private sealed class Leaving(ConcurrentDictionary<(int, string, string), bool> keys, (int, string, string) key) : IDisposable
    {
        public void Dispose() => keys.TryRemove(key, out _);
    }
}
