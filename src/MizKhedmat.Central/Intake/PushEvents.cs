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
    IBulkStore ids, AgencyRegisters registers, PersonalDataKey key, ReceiveBatch receive, StorePushes store, GroupCommit groups, TimeProvider clock)
{
    internal const string Route = "events";

    internal static void Map(RouteGroupBuilder intake) =>
        intake.MapPost("/events", (HttpContext context, CallingAgency agency, PushEvents push, CancellationToken ct) => push.HandleAsync(context, agency, ct));

    private Task<IResult> HandleAsync(HttpContext context, CallingAgency agency, CancellationToken ct) => receive.HandleAsync(
        context, agency, Route, MembersOf, (push, records) => StoreAsync(context, agency, push, records, ct), GroupCommit.SmallPush);

    private async Task<IResult> StoreAsync(HttpContext context, CallingAgency agency, PushRequest push, JsonElement records, CancellationToken ct)
    {
        var work = await ReadAsync(agency, push, records, ct);
        var stored = push.ValidateOnly || records.GetArrayLength() > GroupCommit.SmallPush
            ? (await store.StoreAsync([work], ct))[0]
            : await groups.StoreAsync(work);
        return Answer(context, push, stored);
    }

    internal static IResult Answer(HttpContext context, PushRequest push, PushStored stored) => stored.Former is { } former
        ? IdempotencyRow.Replay(context, former, push.Hash)
        : TypedResults.Bytes(stored.Answer!, "application/json");

    /// <summary>Judges and stores records of the right shape from a file, in a transaction of their own.</summary>
    internal async Task<PushStored> StoreRecordsAsync(CallingAgency agency, PushRequest push, JsonElement records, CancellationToken ct) =>
        (await store.StoreAsync([await ReadAsync(agency, push, records, ct)], ct))[0];

    private async Task<PushWork> ReadAsync(CallingAgency agency, PushRequest push, JsonElement records, CancellationToken ct)
    {
        var pushId = push.ValidateOnly ? 0 : await ids.ReserveIdsAsync("push", 1, ct);
        var (events, refused) = await ReadAllAsync(agency.Id, records, pushId, clock.UtcNow(), ct);
        var requestId = push.ValidateOnly ? 0 : await MonthlyIds.ReserveAsync(ids, "request", Math.Max(1, events.Count), clock.TodayInTehran(), ct);
        return new(agency, push, pushId, requestId, events, refused, index => TypeOf(records[index]));
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
