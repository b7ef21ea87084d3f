using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>A push whose records were read and wait to be decided.</summary>
/// <param name="Agency">Who pushes.</param>
/// <param name="Push">Options, key and hash.</param>
/// <param name="Id">Its number; 0 when it is only checked.</param>
/// <param name="FirstRequestId">First of the ids kept for new requests, one for each event.</param>
/// <param name="Events">Records whose own values are lawful.</param>
/// <param name="Refused">The others.</param>
/// <param name="TypeOf">Type of the record at an index, for the examples of the feedback.</param>
internal sealed record PushWork(
    CallingAgency Agency, PushRequest Push, long Id, long FirstRequestId, IReadOnlyList<ReadEvent> Events, IReadOnlyList<RecordResult> Refused,
    Func<int, EventType?> TypeOf);

/// <summary>What became of a push: the bytes of its answer, or the push that came before under the same key.</summary>
internal sealed record PushStored(byte[]? Answer, PushReceipt? Former);

/// <summary>
/// Stores pushes of events, one or many, in one transaction with states, counters, journal lines and the answers themselves:
/// two reads and one write, however many pushes and agencies there are. Returns after the commit.
/// </summary>
public sealed class StorePushes(IBulkStore store, IDatabaseServer server, CurrentCalendar calendar, JournalBell bell, TimeProvider clock)
{
    /// <summary>So few cells are not worth more than one statement.</summary>
    private const int FewCells = 500;

    /// <summary>The outcomes in the order of the pushes. No two of them may touch one request; one that is only checked comes alone.</summary>
    internal async Task<IReadOnlyList<PushStored>> StoreAsync(IReadOnlyList<PushWork> pushes, CancellationToken ct)
    {
        var isOnlyChecked = pushes[0].Push.ValidateOnly;
        try
        {
            return await StoreAsync(pushes, withHistories: isOnlyChecked, ct);
        }
        catch (Exception fault) when (!isOnlyChecked && server.IsDoubleKey(fault))
        {
            // An id that is told already came with another content and time: decided once more, with all that was told.
            return await StoreAsync(pushes, withHistories: true, ct);
        }
    }

    private async Task<IReadOnlyList<PushStored>> StoreAsync(IReadOnlyList<PushWork> pushes, bool withHistories, CancellationToken ct)
    {
        var now = clock.UtcNow();
        await using var writing = await store.BeginAsync([.. pushes.Select(p => p.Agency.Id).Distinct()], ct);
        ct = CancellationToken.None; // what was begun is stored, though its sender may have left: his retry gets the answer
        var former = await FormerAsync(writing, pushes, ct);
        var fresh = pushes.Where(p => !former.ContainsKey(p.Id) || p.Push.ValidateOnly).ToList();
        var batches = await EventBatch.LoadAsync(writing, fresh, withHistories, ct);
        var results = batches.Select((batch, i) => batch.Decide(fresh[i].Refused, fresh[i].Push.AllOrNothing)).ToList();
        var sheet = new CounterSheet();
        var needed = batches.SelectMany(batch => batch.Settle(sheet, calendar.Value)).ToHashSet();
        var serials = await SerialsAsync(writing, needed, ct);
        var answers = fresh.Select((push, i) =>
        {
            batches[i].Number(serials);
            return push.Push.ValidateOnly
                ? new PushAnswer(null, now, results[i], [])
                : new PushAnswer(Ulid.New(now), now, results[i], batches[i].NewlyAccepted);
        }).ToList();
        var bytes = answers.Select((answer, i) => answer.ToJson(fresh[i].Push.AllResults)).ToList();
        if (fresh.Exists(p => !p.Push.ValidateOnly))
        {
            writing.WriteAtCommit();
            await WriteRequestsAsync(writing, [.. batches.SelectMany(b => b.Changed)], ct);
            await WriteCountersAsync(writing, sheet, ct);
            await writing.UpsertAsync<TrackingSerial>([.. serials.Values], ct);
            await PushFigures.Sum(fresh.Select((push, i) =>
                PushFigures.Of(push.Agency, results[i], push.Events, push.TypeOf, answers[i].Receipt!, push.Id, now))).WriteAsync(writing, ct);
            await writing.InsertAsync<PushReceipt>([.. fresh.Select((push, i) => IdempotencyRow.Of(push.Id, push.Agency, push.Push, answers[i], bytes[i]))], ct);
            await writing.InsertAsync<JournalEntry>([.. batches.SelectMany((batch, i) => batch.Journal(now, answers[i].Receipt!))], ct);
            await writing.CommitAsync(ct);
            bell.Ring();
        }

        var told = fresh.Zip(bytes).ToDictionary(p => p.First, p => p.Second);
        return [.. pushes.Select(p => told.TryGetValue(p, out var answer) ? new PushStored(answer, null) : new(null, former[p.Id]))];
    }

    /// <summary>Pushes that came before under the same key, by the number of the new one.</summary>
    private static async Task<Dictionary<long, PushReceipt>> FormerAsync(IBulkTransaction writing, IReadOnlyList<PushWork> pushes, CancellationToken ct)
    {
        var keyed = pushes.Where(p => !p.Push.ValidateOnly).ToList();
        if (keyed.Count == 0)
        {
            return [];
        }

        var found = await writing.ReadAsync<PushReceipt>(
            [
                (nameof(PushReceipt.ClientId), keyed.Select(p => p.Agency.ClientId).ToArray()),
                (nameof(PushReceipt.Route), keyed.Select(p => p.Push.Route).ToArray()),
                (nameof(PushReceipt.IdempotencyKey), keyed.Select(p => p.Push.IdempotencyKey!).ToArray()),
            ], ct);
        var byKey = found.ToDictionary(p => (p.ClientId, p.Route, p.IdempotencyKey!));
        return keyed.Where(p => byKey.ContainsKey((p.Agency.ClientId, p.Push.Route, p.Push.IdempotencyKey!)))
            .ToDictionary(p => p.Id, p => byKey[(p.Agency.ClientId, p.Push.Route, p.Push.IdempotencyKey!)]);
    }

    private static async Task<IReadOnlyDictionary<(int Agency, int Year), TrackingSerial>> SerialsAsync(
        IBulkTransaction writing, IReadOnlySet<(int Agency, int Year)> needed, CancellationToken ct)
    {
        var stored = needed.Count == 0 ? [] : await writing.ReadAsync<TrackingSerial>(
            [(nameof(TrackingSerial.AgencyId), needed.Select(n => n.Agency).ToArray()), (nameof(TrackingSerial.Year), needed.Select(n => n.Year).ToArray())], ct);
        var serials = stored.Where(s => needed.Contains((s.AgencyId, s.Year))).ToDictionary(s => (s.AgencyId, s.Year));
        foreach (var (agency, year) in needed.Where(n => !serials.ContainsKey(n)))
        {
            serials[(agency, year)] = TrackingSerial.Start(agency, year);
        }

        return serials;
    }

    private static async Task WriteRequestsAsync(IBulkTransaction writing, IReadOnlyList<TouchedRequest> changed, CancellationToken ct)
    {
        await writing.InsertAsync<ServiceRequest>([.. changed.Where(t => t.IsNew).Select(t => t.Request)], ct);
        await writing.UpdateAsync<ServiceRequest>([.. changed.Where(t => t is { IsNew: false } and not PlainRequest).Select(t => t.Request).OrderBy(r => r.Id)], ct);
        await writing.UpdateAsync<ServiceRequest>([.. changed.Where(t => t is { IsNew: false } and PlainRequest).Select(t => t.Request).OrderBy(r => r.Id)], ct, ServiceRequest.Course);
        await writing.InsertAsync<RequestEvent>([.. changed.SelectMany(t => t.Added)], ct);
        await writing.UpdateAsync<RequestEvent>([.. changed.SelectMany(t => t.Replaced)], ct);
    }

    private static async Task WriteCountersAsync(IBulkTransaction writing, CounterSheet sheet, CancellationToken ct)
    {
        await AddAsync(writing, sheet.Counters, ct);
        await AddAsync(writing, sheet.DayTotals, ct);
        await writing.AddAsync(sheet.Durations, ct);
        await writing.AddAsync(sheet.DurationTotals, ct);
    }

    /// <summary>Most cells of a large push hold numbers of one day group alone: cells of a kind are written together.</summary>
    private static async Task AddAsync<T>(IBulkTransaction writing, IReadOnlyCollection<T> cells, CancellationToken ct)
        where T : Measures
    {
        foreach (var kind in cells.Count < FewCells ? [cells] : cells.GroupBy(cell => cell.Kind()).Select(IReadOnlyCollection<T> (group) => [.. group]))
        {
            await writing.AddAsync(kind, ct);
        }
    }
}
