using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// Signed counter cells of a batch, added up in memory before they are written: a request's former facts go in with −1,
/// its new ones with +1, and what nets to zero is not written. The only place that turns facts into counters.
/// </summary>
public sealed class CounterSheet
{
    /// <summary>What takes longer has steps that can be followed (edesk-1397/I5; methodology P2.K05).</summary>
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    /// <summary>What the request at hand adds to one day; filled and emptied again for each.</summary>
    private readonly Part part = new();
    private readonly Dictionary<CounterKey, Counter> counters = [];
    private readonly Dictionary<(int, ProvinceCode, DateOnly, Channel, Place), DayTotal> totals = [];
    private readonly Dictionary<(CounterKey, Clock, short), DurationCounter> durations = [];
    private readonly Dictionary<(int, ProvinceCode, DateOnly, Channel, Place, Clock, short), DurationTotal> durationTotals = [];

    public IReadOnlyCollection<Counter> Counters => [.. counters.Values.Where(c => !c.IsZero)
        .OrderBy(c => c.OfficeId).ThenBy(c => c.Day).ThenBy(c => c.ServiceId).ThenBy(c => c.DeskId)];

    public IReadOnlyCollection<DayTotal> DayTotals => [.. totals.Values.Where(t => !t.IsZero).OrderBy(t => t.Province.Value, StringComparer.Ordinal).ThenBy(t => t.Day)];

    public IReadOnlyCollection<DurationCounter> Durations => [.. durations.Values.Where(d => d.Answered != 0).OrderBy(d => d.OfficeId).ThenBy(d => d.Day)];

    public IReadOnlyCollection<DurationTotal> DurationTotals => [.. durationTotals.Values.Where(d => d.Answered != 0).OrderBy(d => d.Province.Value, StringComparer.Ordinal).ThenBy(d => d.Day)];

    /// <summary>Adds (<paramref name="sign"/> +1) or takes back (−1) everything that a request counts; an orphan counts nothing.</summary>
    public void Add(ServiceRequest request, int sign) => Add(CountedFacts.Of(request), sign);

    internal void Add(in CountedFacts request, int sign)
    {
        if (request is not { AcceptedAt: { } acceptedAt, OfficeId: { } office, Province: { } province, Channel: { } channel, Place: { } place })
        {
            return;
        }

        var at = new Cell(request.AgencyId, province, new(office, default, request.ServiceId, request.DeskId, channel, place), sign);
        part.Accepted = 1;
        part.ReceiptInTime = One(RequestFold.IsAtOnce(acceptedAt, request.ReceiptIssuedAt) || RequestFold.IsAtOnce(acceptedAt, request.AnsweredAt));
        part.OnReceipt = One(request.OnReceipt);
        part.LateDefect = One(request.LateDefect);
        part.EventsComplete = One(request.EventsComplete);
        part.SettledAccepted = One(request.IsSettled);
        part.PromiseStated = One(request.PromiseMilli is not null);
        part.PromiseMilli = request.PromiseMilli ?? 0;
        part.PromiseSquares = part.PromiseMilli * part.PromiseMilli;
        AddPart(at, TehranTime.DayOf(acceptedAt));
        if (request.AnsweredAt is { } answeredAt)
        {
            AddAnswer(request, at, acceptedAt, answeredAt);
        }

        if (request.PromisedUntil is { } promise && !request.WithdrawnInTime)
        {
            part.Due = 1;
            part.OnTime = One(request.AnsweredAt <= promise);
            part.Settled = One(request.IsSettled);
            AddPart(at, TehranTime.DayOf(promise));
        }
    }

    private void AddAnswer(in CountedFacts request, Cell at, DateTime acceptedAt, DateTime answeredAt)
    {
        var day = TehranTime.DayOf(answeredAt);
        var minutes = (long)(answeredAt - acceptedAt).TotalMinutes;
        var working = request.AnswerWorkMinutes;

        // Nobody visits an electronic desk (edesk-1397/P1): it has no number of visits, not the number zero.
        var visited = request.Visits is not null && request.Channel != Channel.Electronic;
        var range = request.PromisedFrom is { } from && request.PromisedUntil is { } until ? (from, until) : ((DateTime From, DateTime Until)?)null;
        part.Answered = 1;
        part.AnswerMinutes = minutes;
        part.AnswerWorkMinutes = working;
        part.Visits = visited ? request.Visits!.Value : 0;
        part.VisitsStated = One(visited);
        part.SamePlace = One(request.SamePlace == true);
        part.DeliveryPlaceStated = One(request.SamePlace is not null);
        part.InRange = One(range is { } r && answeredAt >= r.From && answeredAt <= r.Until);
        part.RangeStated = One(range is not null);
        part.RangeMinutes = range is { } width ? (long)(width.Until - width.From).TotalMinutes : 0;
        var isLong = answeredAt - acceptedAt > Long;
        part.LongAnswered = One(isLong);
        part.LongTracked = One(isLong && request.Facts.HasFlag(RequestFacts.TrackedTwice));
        part.Changes = One(request.Facts.HasFlag(RequestFacts.Changed));
        part.ChangesTold = One(request.Facts.HasFlag(RequestFacts.ChangeTold));
        part.Inquiries = request.Inquiries;
        part.InquiriesOnline = Math.Min(request.Inquiries, request.InquiriesOnline);
        part.AnsweredOnline = One(request.AnswerChannel == Channel.Electronic);
        part.MobileClosed = One(request.Facts.HasFlag(RequestFacts.HasMobile));
        part.Responses = One(request.Points > 0);
        part.Points = request.Points;
        part.PointSquares = request.Points * request.Points;
        AddPart(at, day);
        AddDuration(at, day, Clock.Calendar, DurationBuckets.Of(minutes));
        AddDuration(at, day, Clock.Working, DurationBuckets.Of(working));
        if (request.StandardMinutes is { } standard)
        {
            AddDuration(at, day, Clock.Standard, RatioBuckets.Of(working, standard));
        }
    }

    private void AddPart(Cell at, DateOnly day)
    {
        var key = at.Key with { Day = day };
        if (!counters.TryGetValue(key, out var counter))
        {
            counters[key] = counter = new()
            {
                OfficeId = key.OfficeId, Day = day, ServiceId = key.ServiceId, DeskId = key.DeskId, Channel = key.Channel, Place = key.Place,
            };
        }

        counter.Add(part, at.Sign);
        var totalKey = (at.AgencyId, at.Province, day, key.Channel, key.Place);
        if (!totals.TryGetValue(totalKey, out var total))
        {
            totals[totalKey] = total = new() { AgencyId = at.AgencyId, Province = at.Province, Day = day, Channel = key.Channel, Place = key.Place };
        }

        total.Add(part, at.Sign);
        part.Clear();
    }

    private void AddDuration(Cell at, DateOnly day, Clock clock, short bucket)
    {
        var key = at.Key with { Day = day };
        if (!durations.TryGetValue((key, clock, bucket), out var fine))
        {
            durations[(key, clock, bucket)] = fine = new()
            {
                OfficeId = key.OfficeId, Day = day, ServiceId = key.ServiceId, DeskId = key.DeskId,
                Channel = key.Channel, Place = key.Place, Clock = clock, Bucket = bucket,
            };
        }

        fine.Answered += at.Sign;
        var totalKey = (at.AgencyId, at.Province, day, key.Channel, key.Place, clock, bucket);
        if (!durationTotals.TryGetValue(totalKey, out var total))
        {
            durationTotals[totalKey] = total = new()
            {
                AgencyId = at.AgencyId, Province = at.Province, Day = day, Channel = key.Channel, Place = key.Place, Clock = clock, Bucket = bucket,
            };
        }

        total.Answered += at.Sign;
    }

    private static int One(bool counts) => counts ? 1 : 0;

    private readonly record struct Cell(int AgencyId, ProvinceCode Province, CounterKey Key, int Sign);

    private sealed class Part : Measures
    {
        public void Clear() => Add(this, -1);
    }
}
