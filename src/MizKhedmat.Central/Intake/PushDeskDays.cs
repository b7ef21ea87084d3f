using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// An agency says how long each desk was open on a day against how long it was due to be: all working days, office hours,
/// without a break (1538588/1b-2). The same rules as for events; a later record of the same desk and day replaces the former.
/// </summary>
public sealed class PushDeskDays(IBulkStore store, AgencyRegisters registers, ReceiveBatch receive, JournalBell bell, TimeProvider clock)
{
    internal const string Route = "desk-days";
    private const int MinutesOfDay = 24 * 60;

    internal static void Map(RouteGroupBuilder intake) =>
        intake.MapPost("/desk-days", (HttpContext context, CallingAgency agency, PushDeskDays push, CancellationToken ct) => push.HandleAsync(context, agency, ct));

    /// <summary>The rules of a desk's day; they know neither database nor clock.</summary>
    public static Refusal? Check(int openMinutes, int dueMinutes, DateOnly on, DateOnly today, string pointer) => (openMinutes, dueMinutes) switch
    {
        _ when on > today => new("time-in-future", null, pointer + "/on"),
        (< 0 or > MinutesOfDay, _) => new("number-out-of-range", "1538588/1b-2", pointer + "/openMinutes"),
        (_, < 0 or > MinutesOfDay) => new("number-out-of-range", "1538588/1b-2", pointer + "/dueMinutes"),
        _ => null,
    };

    private Task<IResult> HandleAsync(HttpContext context, CallingAgency agency, CancellationToken ct) => receive.HandleAsync(
        context, agency, Route, _ => RecordSchema.DeskDay, (push, records) => StoreAsync(context, agency, push, records, ct));

    private async Task<IResult> StoreAsync(HttpContext context, CallingAgency agency, PushRequest push, JsonElement records, CancellationToken ct) =>
        PushEvents.Answer(context, push, await StoreRecordsAsync(agency, push, records, ct));

    /// <summary>Judges and stores records of the right shape, whoever brings them: the answer is the same for a call and for a file.</summary>
    internal async Task<PushStored> StoreRecordsAsync(CallingAgency agency, PushRequest push, JsonElement records, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var pushId = push.ValidateOnly ? 0 : await store.ReserveIdsAsync("push", 1, ct);
        var register = await registers.ReadAgainAsync(agency.Id, ct);
        await using var writing = await store.BeginAsync(agency.Id, ct);
        if (await IdempotencyRow.FindAsync(writing.Db, agency.ClientId, Route, push.ValidateOnly ? null : push.IdempotencyKey, ct) is { } former)
        {
            return new(null, former);
        }

        var (days, results) = Read(register, records, pushId, now);
        if (push.AllOrNothing && results.Exists(r => r.Fate == RecordFate.Rejected))
        {
            days = [];
            results = [.. results.Select(r => r.Fate == RecordFate.Rejected ? r : r with { Fate = RecordFate.Rejected, Reason = new("batch-not-stored") })];
        }

        var changed = await WithoutUnchangedAsync(writing.Db, days, results, ct);
        var answer = new PushAnswer(push.ValidateOnly ? null : Ulid.New(now), now, results, []);
        var bytes = answer.ToJson(push.AllResults);
        if (!push.ValidateOnly)
        {
            await writing.UpsertAsync<DeskDay>(changed, ct);
            writing.Db.Add(IdempotencyRow.Of(pushId, agency, push, answer, bytes));
            writing.Db.Add(new JournalEntry { At = now, Kind = "desk-days-received", Agency = agency.Code, Subject = answer.Receipt, Actor = agency.Actor });
            await writing.Db.SaveChangesAsync(ct);
            await writing.CommitAsync(ct);
            bell.Ring();
        }

        return new(bytes, null);
    }

    private static (List<(int Index, DeskDay Day)> Days, List<RecordResult> Results) Read(AgencyRegister register, JsonElement records, long pushId, DateTime now)
    {
        var days = new List<(int, DeskDay)>();
        var results = new List<RecordResult>();
        var seen = new HashSet<(int, DateOnly)>();
        var index = 0;
        foreach (var record in records.EnumerateArray())
        {
            var pointer = $"/records/{index.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
            var (on, refusal) = EventTime.ReadDay(record, "on", pointer, now);
            var office = Found(register.Offices, record, "office");
            var desk = Found(register.Desks, record, "desk");
            var (open, due) = (record.GetProperty("openMinutes"u8).GetInt32(), record.GetProperty("dueMinutes"u8).GetInt32());
            var reason = record.TryGetProperty("reason"u8, out var text) ? PersianText.Canonical(text.GetString()!, TextField.Text) : null;
            refusal ??= office is null ? new("office-unknown", null, pointer + "/office")
                : desk is null ? new("desk-unknown", null, pointer + "/desk")
                : desk.OfficeId != office.Id ? new("desk-of-other-office", null, pointer + "/desk")
                : reason is null && record.TryGetProperty("reason"u8, out _) ? new("text-malformed", null, pointer + "/reason")
                : reason is { Length: > 500 } ? new("text-too-long", null, pointer + "/reason")
                : !register.WasOpen(Registry.RegisterKind.Office, office.Code, on ?? default) ? new("office-not-open-then", null, pointer + "/office")
                : !register.WasOpen(Registry.RegisterKind.Desk, desk.Code, on ?? default) ? new("desk-not-open-then", null, pointer + "/desk")
                : Check(open, due, on!.Value, TehranTime.DayOf(now), pointer);
            refusal ??= seen.Add((desk!.Id, on!.Value)) ? null : new("key-twice-in-batch", null, pointer);
            results.Add(new(index, null, refusal is null ? RecordFate.Created : RecordFate.Rejected, refusal));
            if (refusal is null)
            {
                days.Add((index, new() { DeskId = desk!.Id, On = on!.Value, OfficeId = office!.Id, OpenMinutes = open, DueMinutes = due, Reason = reason, PushId = pushId }));
            }

            index++;
        }

        return (days, results);
    }

    private static T? Found<T>(IReadOnlyDictionary<string, T> register, JsonElement record, string name)
        where T : class =>
        PersianText.Canonical(record.GetProperty(name).GetString()!, TextField.Id) is { } code ? register.GetValueOrDefault(code) : null;

    private static async Task<List<DeskDay>> WithoutUnchangedAsync(
        CentralDb db, List<(int Index, DeskDay Day)> days, List<RecordResult> results, CancellationToken ct)
    {
        int[] desks = [.. days.Select(d => d.Day.DeskId).Distinct()];
        var first = days.Count == 0 ? default : days.Min(d => d.Day.On);
        var stored = await db.DeskDays.AsNoTracking().Where(d => desks.Contains(d.DeskId) && d.On >= first).ToDictionaryAsync(d => (d.DeskId, d.On), ct);
        var changed = new List<DeskDay>();
        foreach (var (index, day) in days)
        {
            if (stored.TryGetValue((day.DeskId, day.On), out var former)
                && (former.OfficeId, former.OpenMinutes, former.DueMinutes, former.Reason) == (day.OfficeId, day.OpenMinutes, day.DueMinutes, day.Reason))
            {
                results[index] = results[index] with { Fate = RecordFate.Unchanged, Reason = new("event-known") };
            }
            else
            {
                changed.Add(day);
            }
        }

        return changed;
    }
}
