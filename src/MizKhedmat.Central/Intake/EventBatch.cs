using System.Runtime.InteropServices;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// The events of one push with the requests that they touch: decided and folded in memory. Several batches may be stored
/// together; then no two of them touch one request.
/// </summary>
internal sealed class EventBatch
{
    private readonly CallingAgency agency;
    private readonly IReadOnlyList<ReadEvent> events;
    private readonly Dictionary<string, TouchedRequest> touched = new(StringComparer.Ordinal);

    private EventBatch(CallingAgency agency, IReadOnlyList<ReadEvent> events)
    {
        this.agency = agency;
        this.events = events;
    }

    /// <summary>Requests that got their central tracking id in this batch.</summary>
    public List<(string Code, string CentralId)> NewlyAccepted { get; } = [];

    /// <summary>Requests with a new event.</summary>
    public IReadOnlyList<TouchedRequest> Changed { get; private set; } = [];

    /// <summary>One batch for each push, with what must be known of their requests (<see cref="KnownRequests"/>).</summary>
    public static async Task<IReadOnlyList<EventBatch>> LoadAsync(
        IBulkTransaction writing, IReadOnlyList<PushWork> pushes, bool withHistories, CancellationToken ct)
    {
        var known = await KnownRequests.ReadAsync(writing, pushes, withHistories, ct);
        return [.. pushes.Select(push => Of(push, known))];
    }

    private static EventBatch Of(PushWork push, KnownRequests known)
    {
        var batch = new EventBatch(push.Agency, push.Events);
        var next = push.FirstRequestId;
        foreach (var read in push.Events)
        {
            ref var request = ref CollectionsMarshal.GetValueRefOrAddDefault(batch.touched, read.TrackingKey, out var isTouched);
            if (!isTouched)
            {
                request = known.Touch(push.Agency.Id, read, ref next);
            }
        }

        return batch;
    }

    /// <summary>
    /// Decides every event in input order; the results of all records come back in that order. Where a push wants all or
    /// nothing and one record is refused, nothing is changed.
    /// </summary>
    public IReadOnlyList<RecordResult> Decide(IReadOnlyList<RecordResult> refused, bool isAllOrNothing)
    {
        var results = new List<RecordResult>(events.Count + refused.Count);
        results.AddRange(refused);
        foreach (var read in events)
        {
            var request = touched[read.TrackingKey];
            read.Event.Row.RequestId = request.Request.Id;
            results.Add(request.Take(read));
        }

        results.Sort((a, b) => a.Index.CompareTo(b.Index));
        if (isAllOrNothing && results.Exists(r => r.Fate == RecordFate.Rejected))
        {
            return [.. results.Select(r => r.Fate == RecordFate.Rejected ? r : r with { Fate = RecordFate.Rejected, Reason = new("batch-not-stored") })];
        }

        Changed = [.. touched.Values.Where(t => t.IsChanged)];
        return results;
    }

    /// <summary>Folds every changed request and adds up the counters; the years whose serials newly accepted ones need.</summary>
    public IEnumerable<(int Agency, int Year)> Settle(CounterSheet sheet, WorkCalendar calendar)
    {
        foreach (var changed in Changed)
        {
            changed.Settle(sheet, calendar);
        }

        return Changed.Where(t => NeedsId(t.Request)).Select(t => (agency.Id, YearOf(t.Request)));
    }

    /// <summary>Gives the newly accepted requests their central ids.</summary>
    public void Number(IReadOnlyDictionary<(int Agency, int Year), TrackingSerial> serials)
    {
        foreach (var request in Changed.Select(t => t.Request).Where(NeedsId))
        {
            var year = YearOf(request);
            request.CentralTrackingId = TrackingSerial.IdOf(year, agency.Code, serials[(agency.Id, year)].Take());
            NewlyAccepted.Add((request.TrackingCode, request.CentralTrackingId));
        }
    }

    /// <summary>One journal line for each province that the push touched.</summary>
    public IEnumerable<JournalEntry> Journal(DateTime now, string receipt)
    {
        var provinces = new HashSet<ProvinceCode>();
        foreach (var changed in Changed)
        {
            Touch(changed.FormerProvince);
            Touch(changed.Request.Province);
        }

        return provinces.Select(province => new JournalEntry
        {
            At = now, Kind = "events-received", Province = province, Agency = agency.Code, Subject = receipt, Actor = agency.Actor,
        });

        void Touch(ProvinceCode? province)
        {
            if (province is { } code)
            {
                provinces.Add(code);
            }
        }
    }

    private static bool NeedsId(ServiceRequest request) => request is { CentralTrackingId: null, AcceptedAt: not null };

    private static int YearOf(ServiceRequest request) => JalaliDate.Of(TehranTime.DayOf(request.AcceptedAt!.Value)).Year % 100;
}
