using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// The events of one batch with the requests that they touch: loaded in one read, decided and folded in memory, written
/// in one go.
/// </summary>
internal sealed class EventBatch
{
    private readonly CallingAgency agency;
    private readonly IReadOnlyList<ReadEvent> events;
    private readonly Dictionary<string, TouchedRequest> touched = new(StringComparer.Ordinal);
    private readonly Dictionary<int, TrackingSerial> serials = [];
    private readonly CounterSheet sheet = new();

    private EventBatch(CallingAgency agency, IReadOnlyList<ReadEvent> events)
    {
        this.agency = agency;
        this.events = events;
    }

    /// <summary>Requests that got their central tracking id in this batch.</summary>
    public List<(string Code, string CentralId)> NewlyAccepted { get; } = [];

    public static EventBatch Empty(CallingAgency agency) => new(agency, []);

    public static async Task<EventBatch> LoadAsync(
        IBulkTransaction writing, CallingAgency agency, IReadOnlyList<ReadEvent> events, long firstRequestId, CancellationToken ct)
    {
        var batch = new EventBatch(agency, events);
        var codes = events.DistinctBy(e => e.TrackingKey, StringComparer.Ordinal).ToList();
        string[] keys = [.. codes.Select(e => e.TrackingKey)];
        var requests = await writing.ReadAsync<ServiceRequest>(nameof(ServiceRequest.TrackingKey), keys, (nameof(ServiceRequest.AgencyId), agency.Id), ct);
        long[] ids = [.. requests.Select(r => r.Id)];
        var stored = ids.Length == 0 ? [] : await writing.ReadAsync<RequestEvent>(nameof(RequestEvent.RequestId), ids, null, ct);
        var byRequest = stored.ToLookup(e => e.RequestId);
        foreach (var request in requests)
        {
            batch.touched[request.TrackingKey] = new(
                request, isNew: false, [.. byRequest[request.Id].Select(e => new StoredEvent(e, EventDetails.Parse(e.Details)))]);
        }

        foreach (var read in codes.Where(e => !batch.touched.ContainsKey(e.TrackingKey)))
        {
            var request = new ServiceRequest { Id = firstRequestId++, AgencyId = agency.Id, TrackingCode = read.TrackingCode, TrackingKey = read.TrackingKey };
            batch.touched[read.TrackingKey] = new(request, isNew: true, []);
        }

        return batch;
    }

    /// <summary>Decides every event in input order; the results of all records come back in that order.</summary>
    public List<RecordResult> Decide(IReadOnlyList<RecordResult> refused)
    {
        var results = new List<RecordResult>(refused);
        foreach (var read in events)
        {
            var request = touched[read.TrackingKey];
            read.Event.Row.RequestId = request.Request.Id;
            results.Add(request.Take(read));
        }

        results.Sort((a, b) => a.Index.CompareTo(b.Index));
        return results;
    }

    /// <summary>Folds every changed request, adds up the counters and gives central ids to what is newly accepted.</summary>
    public async Task SettleAsync(CentralDb db, WorkCalendar calendar, DateTime now, CancellationToken ct)
    {
        foreach (var changed in Changed)
        {
            changed.Settle(sheet, calendar);
            if (changed.Request is { CentralTrackingId: null, AcceptedAt: { } acceptedAt })
            {
                var year = JalaliDate.Of(TehranTime.DayOf(acceptedAt)).Year % 100;
                changed.Request.CentralTrackingId = CentralId(await SerialAsync(db, year, ct), year);
                NewlyAccepted.Add((changed.Request.TrackingCode, changed.Request.CentralTrackingId));
            }
        }
    }

    /// <summary>Everything of the batch but its receipt; the caller commits.</summary>
    public async Task WriteAsync(IBulkTransaction writing, DateTime now, string receipt, CancellationToken ct)
    {
        var changed = Changed.ToList();
        await writing.InsertAsync<ServiceRequest>([.. changed.Where(t => t.IsNew).Select(t => t.Request)], ct);
        await writing.UpdateAsync<ServiceRequest>([.. changed.Where(t => !t.IsNew).Select(t => t.Request)], ct);
        await writing.InsertAsync<RequestEvent>([.. changed.SelectMany(t => t.Added)], ct);
        await writing.UpdateAsync<RequestEvent>([.. changed.SelectMany(t => t.Replaced)], ct);
        await writing.AddAsync(sheet.Counters, ct);
        await writing.AddAsync(sheet.DayTotals, ct);
        await writing.AddAsync(sheet.Durations, ct);
        await writing.AddAsync(sheet.DurationTotals, ct);
        await writing.UpsertAsync<TrackingSerial>(serials.Values, ct);
        foreach (var province in changed.SelectMany(t => new[] { t.FormerProvince, t.Request.Province }).OfType<ProvinceCode>().Distinct())
        {
            writing.Db.Add(new JournalEntry
            {
                At = now, Kind = "events-received", Province = province, Agency = agency.Code, Subject = receipt, Actor = agency.Actor,
            });
        }
    }

    private IEnumerable<TouchedRequest> Changed => touched.Values.Where(t => t.IsChanged);

    private async Task<long> SerialAsync(CentralDb db, int year, CancellationToken ct)
    {
        if (!serials.TryGetValue(year, out var serial))
        {
            serial = await db.TrackingSerials.AsNoTracking().FirstOrDefaultAsync(s => s.AgencyId == agency.Id && s.Year == year, ct)
                ?? TrackingSerial.Start(agency.Id, year);
            serials[year] = serial;
        }

        return serial.Take();
    }

    private string CentralId(long serial, int year) => TrackingSerial.IdOf(year, agency.Code, serial);
}
