using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// An agency pushes what happened at its desks (386059/4-1): a batch of events is read strictly, each one judged, and
/// stored with its states, counters, journal lines and the answer itself in one transaction. The answer is sent after the
/// commit: what was answered is durable.
/// </summary>
public sealed class PushEvents(
    IBulkStore store, AgencyRegisters registers, PersonalDataKey key, CurrentCalendar calendar, ReceiveBatch receive, JournalBell bell, TimeProvider clock)
{
    internal const string Route = "events";

    internal static void Map(RouteGroupBuilder intake) =>
        intake.MapPost("/events", (HttpContext context, CallingAgency agency, PushEvents push, CancellationToken ct) => push.HandleAsync(context, agency, ct));

    private Task<IResult> HandleAsync(HttpContext context, CallingAgency agency, CancellationToken ct) => receive.HandleAsync(
        context, agency, Route, MembersOf, (push, records) => StoreAsync(context, agency, push, records, ct));

    private async Task<IResult> StoreAsync(HttpContext context, CallingAgency agency, PushRequest push, JsonElement records, CancellationToken ct) =>
        (await StoreRecordsAsync(agency, push, records, ct)).ToResult(context, push);

    /// <summary>Judges and stores records of the right shape, whoever brings them: the answer is the same for a call and for a file.</summary>
    internal async Task<PushOutcome> StoreRecordsAsync(CallingAgency agency, PushRequest push, JsonElement records, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var pushId = push.ValidateOnly ? 0 : await store.ReserveIdsAsync("push", 1, ct);
        var (events, refused) = await ReadAllAsync(agency.Id, records, pushId, now, ct);
        var requestId = push.ValidateOnly ? 0 : await store.ReserveIdsAsync("request", Math.Max(1, events.Count), ct);

        await using var writing = await store.BeginAsync(agency.Id, ct);
        var former = await IdempotencyRow.FindAsync(writing.Db, agency.ClientId, Route, push.ValidateOnly ? null : push.IdempotencyKey, ct);
        if (former is not null)
        {
            return new(former);
        }

        var batch = await EventBatch.LoadAsync(writing, agency, events, requestId, ct);
        var results = batch.Decide(refused);
        if (push.AllOrNothing && results.Any(r => r.Fate == RecordFate.Rejected))
        {
            results = [.. results.Select(r => r.Fate == RecordFate.Rejected ? r : r with { Fate = RecordFate.Rejected, Reason = new("batch-not-stored") })];
            batch = EventBatch.Empty(agency);
        }

        await batch.SettleAsync(writing.Db, calendar.Value, now, ct);
        var answer = new PushAnswer(push.ValidateOnly ? null : Ulid.New(now), now, results, push.ValidateOnly ? [] : batch.NewlyAccepted);
        var bytes = answer.ToJson(push.AllResults);
        if (!push.ValidateOnly)
        {
            await batch.WriteAsync(writing, now, answer.Receipt!, ct);
            await PushFigures.Of(agency, results, events, index => TypeOf(records[index]), answer.Receipt!, pushId, now).WriteAsync(writing, ct);
            writing.Db.Add(IdempotencyRow.Of(pushId, agency, push, answer, bytes));
            await writing.Db.SaveChangesAsync(ct);
            await writing.CommitAsync(ct);
            bell.Ring();
        }

        return new(bytes);
    }

    /// <summary>Reads every record; when a code is not in the register held in memory, the register is read once more.</summary>
    private async Task<(List<ReadEvent> Events, List<RecordResult> Refused)> ReadAllAsync(
        int agencyId, JsonElement records, long pushId, DateTime now, CancellationToken ct)
    {
        var register = await registers.OfAsync(agencyId, ct);
        var (events, refused, missed) = ReadAll(register, records, pushId, now);
        if (missed)
        {
            (events, refused, _) = ReadAll(await registers.ReadAgainAsync(agencyId, ct), records, pushId, now);
        }

        return (events, refused);
    }

    private (List<ReadEvent> Events, List<RecordResult> Refused, bool Missed) ReadAll(AgencyRegister register, JsonElement records, long pushId, DateTime now)
    {
        var reading = new EventReading(register, key, now);
        var events = new List<ReadEvent>(records.GetArrayLength());
        var refused = new List<RecordResult>();
        var missed = false;
        var index = 0;
        foreach (var record in records.EnumerateArray())
        {
            if (reading.Read(record, index, pushId) is { } read)
            {
                events.Add(read);
            }
            else
            {
                missed |= reading.MissedRegister;
                refused.Add(new(index, record.GetProperty("eventId"u8).GetString(), RecordFate.Rejected, reading.Refusal));
            }

            index++;
        }

        return (events, refused, missed);
    }

    private static EventType? TypeOf(JsonElement record) => RecordSchema.Find(record.GetProperty("type"u8).GetString()!)?.Type;

    internal static MemberSet MembersOf(JsonElement record) =>
        record.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String && RecordSchema.Find(type.GetString()!) is var (_, members)
            ? members
            : RecordSchema.CommonMembers;
}
