using System.Globalization;
using System.Security.Cryptography;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>What the generator of requests needs besides the register.</summary>
internal sealed record DemoPeriod(DateOnly From, DateOnly Today, DateTime Now, WorkCalendar Calendar)
{
    public int Days => Today.DayNumber - From.DayNumber + 1;
}

/// <summary>
/// The requests of all agencies: courses are told as events, folded and counted by the very functions of the intake, and
/// written with the bulk primitives. One push per agency and day brings them.
/// </summary>
internal sealed class DemoRequests(DemoRecipe recipe, IReadOnlyList<DemoAgency> agencies, DemoPeriod period, PersonalDataKey key, DemoRandom random)
{
    private readonly CounterSheet sheet = new();
    private readonly DemoClock clock = new(period.From, period.Today, period.Calendar);
    private readonly DemoStory? simpson = recipe.Stories.FirstOrDefault(s => s.Provinces is not null);

    /// <summary>Ids to reserve before the transaction opens: requests and pushes.</summary>
    public int MostRequests => agencies.Sum(CountOf);

    public int Pushes => agencies.Count * period.Days;

    /// <summary>Requests written.</summary>
    public int Written { get; private set; }

    /// <summary>Events written.</summary>
    public int Events { get; private set; }

    public async Task WriteAsync(IBulkTransaction writing, long firstRequestId, long firstPushId, CancellationToken ct)
    {
        var requestId = firstRequestId;
        for (var i = 0; i < agencies.Count; i++)
        {
            requestId = await WriteAsync(writing, agencies[i], requestId, firstPushId + (i * period.Days), ct);
        }

        await writing.InsertAsync(sheet.Counters, ct);
        await writing.InsertAsync(sheet.DayTotals, ct);
        await writing.InsertAsync(sheet.Durations, ct);
        await writing.InsertAsync(sheet.DurationTotals, ct);
    }

    private int CountOf(DemoAgency agency) => agency.Behaviour.FixedCases
        ?? (int)Math.Round(recipe.Size.Requests * agency.Recipe.Volume / agencies.Sum(a => a.Recipe.Volume));

    private async Task<long> WriteAsync(IBulkTransaction writing, DemoAgency agency, long requestId, long firstPushId, CancellationToken ct)
    {
        var own = random.Fork("requests " + agency.Agency.Code);
        var draw = new DemoDraw(agency, simpson, new DemoRhythm(recipe.Rhythm, period.From, period.Today, clock), recipe.Rhythm, own);
        var course = new DemoCourse(clock, recipe.Words, key, PushOf, own);
        var cutOff = agency.Behaviour.SilentDays is { } silent ? TehranTime.StartOf(period.Today.AddDays(-silent)) : period.Now;
        var requests = new List<ServiceRequest>();
        var rows = new List<RequestEvent>();
        var serials = new Dictionary<int, TrackingSerial>();
        for (var n = 0; n < CountOf(agency); n++)
        {
            var (acceptance, ways) = draw.Next();
            var told = course.Tell(acceptance, ways, cutOff);
            if (told.Count == 0)
            {
                continue;
            }

            var request = Fold(agency, requestId++, n, told, serials, own);
            requests.Add(request);
            rows.AddRange(told.Select(e => e.Row));
        }

        var receipts = Receipts(agency, firstPushId, rows, own);
        await writing.InsertAsync(receipts, ct);
        await writing.AddAsync(PushCounts(receipts, rows), ct);
        await writing.InsertAsync(requests, ct);
        await writing.InsertAsync(rows, ct);
        await writing.InsertAsync(serials.Values, ct);
        Written += requests.Count;
        Events += rows.Count;
        return requestId;

        long PushOf(DateTime at) => firstPushId + Math.Clamp(TehranTime.DayOf(at).DayNumber - period.From.DayNumber, 0, period.Days - 1);
    }

    private ServiceRequest Fold(
        DemoAgency agency, long id, int n, List<StoredEvent> told, Dictionary<int, TrackingSerial> serials, DemoRandom own)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"N{agency.Agency.Code}-{n + 1:000000}");
        var request = new ServiceRequest
        {
            Id = id, AgencyId = agency.Agency.Id, TrackingCode = code, TrackingKey = PersianText.IdKey(code),
        };
        foreach (var e in told)
        {
            e.Row.RequestId = id;
        }

        RequestFold.Apply(request, told, period.Calendar);
        var year = JalaliDate.Of(TehranTime.DayOf(request.AcceptedAt!.Value)).Year % 100;
        if (!serials.TryGetValue(year, out var serial))
        {
            serials[year] = serial = new() { AgencyId = agency.Agency.Id, Year = year, Next = own.Below(900_000_000) };
        }

        request.CentralTrackingId = TrackingSerial.IdOf(year, agency.Agency.Code, serial.Take());
        sheet.Add(request, +1);
        return request;
    }

    /// <summary>The daily push of an agency, for the days that brought something.</summary>
    private List<PushReceipt> Receipts(DemoAgency agency, long firstPushId, List<RequestEvent> rows, DemoRandom own)
    {
        var receipts = new List<PushReceipt>();
        foreach (var day in rows.GroupBy(r => r.PushId).OrderBy(g => g.Key))
        {
            var on = period.From.AddDays((int)(day.Key - firstPushId));
            var endOfDay = TehranTime.StartOf(on.AddDays(1)).AddSeconds(-1 - own.Below(600));
            var receivedAt = endOfDay < period.Now ? endOfDay : period.Now;
            var name = string.Create(CultureInfo.InvariantCulture, $"demo-{agency.Agency.Code}-{on:yyyyMMdd}");
            receipts.Add(new()
            {
                Id = day.Key, Receipt = Ulid.New(receivedAt), AgencyId = agency.Agency.Id, Route = "events", IdempotencyKey = name,
                BodyHash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)), ReceivedAt = receivedAt,
                Received = day.Count(), Created = day.Count(), ClientId = 0,
            });
        }

        return receipts;
    }

    /// <summary>The counts that those pushes would have left behind.</summary>
    private static List<PushCount> PushCounts(List<PushReceipt> receipts, List<RequestEvent> rows)
    {
        var received = receipts.ToDictionary(r => r.Id);
        var created = receipts.Select(r => Count(r, PushMeasure.Created, 0, r.Created));
        var delays = rows.GroupBy(e => (e.PushId, Bucket: DurationBuckets.Of((long)(received[e.PushId].ReceivedAt - e.At).TotalSeconds)))
            .Select(g => (Push: received[g.Key.PushId], g.Key.Bucket, Events: g.LongCount()))
            .GroupBy(d => (Day: TehranTime.DayOf(d.Push.ReceivedAt), d.Bucket))
            .Select(g => Count(g.First().Push, PushMeasure.Delay, g.Key.Bucket, g.Sum(d => d.Events)));
        return [.. created, .. delays];

        static PushCount Count(PushReceipt push, PushMeasure measure, short bucket, long count) => new()
        {
            AgencyId = push.AgencyId, ClientId = push.ClientId, Day = TehranTime.DayOf(push.ReceivedAt), Measure = measure, Code = "", Bucket = bucket, Count = count,
        };
    }
}
