using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// An agency pushes many records of one kind of its register (386059/4-1) under the rules of every batch: idempotency key,
/// answer after the commit, one record's fault never another's unless <c>atomic=all</c>.
/// </summary>
public sealed class PushRecords(IBulkStore store, ChangeRegister register, ReceiveBatch receive, TimeProvider clock)
{
    internal static void Map(RouteGroupBuilder registry) => registry.MapPost(
        "/{kind}:batch",
        (string kind, HttpContext context, CallingAgency agency, PushRecords push, CancellationToken ct) => push.HandleAsync(kind, context, agency, ct));

    private Task<IResult> HandleAsync(string name, HttpContext context, CallingAgency agency, CancellationToken ct) =>
        RegisterKinds.Find(name) is not { } kind || RegisterKinds.IsCentral(kind)
            ? Task.FromResult(Problem.Of(StatusCodes.Status404NotFound, new("not-found"), context))
            : receive.HandleAsync(
                context, agency, "registry/" + name, _ => RegisterSchema.OfBatch(kind), (push, records) => StoreAsync(context, agency, kind, push, records, ct));

    private async Task<IResult> StoreAsync(
        HttpContext context, CallingAgency agency, RegisterKind kind, PushRequest push, JsonElement records, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var receipt = push.ValidateOnly ? null : Ulid.New(now);
        var pushId = push.ValidateOnly ? 0 : await store.ReserveIdsAsync("push", 1, ct);
        await using var writing = await store.BeginAsync(agency.Id, ct);
        if (await IdempotencyRow.FindAsync(writing.Db, agency.ClientId, push.Route, push.ValidateOnly ? null : push.IdempotencyKey, ct) is { } former)
        {
            return IdempotencyRow.Replay(context, former, push.Hash);
        }

        var order = new ChangeOrder(agency.Id, kind, agency.Actor, "api:" + receipt) { ValidateOnly = push.ValidateOnly, AllOrNothing = push.AllOrNothing };
        var answer = new RegisterAnswer(receipt, now, await register.WriteAsync(writing, order, ChangesOf(records), ct));
        var bytes = answer.ToJson(push.AllResults);
        if (receipt is not null)
        {
            writing.Db.Add(IdempotencyRow.Of(pushId, agency, push, receipt, now, answer.Counts, bytes));
            await writing.Db.SaveChangesAsync(ct);
            await writing.CommitAsync(ct);
            register.Committed(agency.Id);
        }

        return TypedResults.Bytes(bytes, "application/json");
    }

    private static List<RecordChange> ChangesOf(JsonElement records) =>
    [
        .. records.EnumerateArray().Index().Select(r => new RecordChange(
            r.Index, r.Item.GetProperty("code"u8).GetString()!, r.Item, "/records/" + r.Index.ToString(CultureInfo.InvariantCulture))),
    ];
}
