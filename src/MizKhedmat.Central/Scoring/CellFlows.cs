using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>The days that cells are read from.</summary>
/// <param name="First">Begin of the four quarters that end with the period; the period's own begin where there are none.</param>
/// <param name="From">Begin of the period.</param>
/// <param name="Last">Its last day, or today while it runs.</param>
/// <param name="Today">The Tehran day of the reading.</param>
internal sealed record CellDays(DateOnly First, DateOnly From, DateOnly Last, DateOnly Today)
{
    /// <summary>Quarters, and the 90 days that stand for one, may look back; longer periods hold enough (SCORING.md 13).</summary>
    public static CellDays Of(JalaliPeriod period, DateOnly today) => new(
        period.Kind switch
        {
            PeriodKind.Quarter => JalaliDate.Of(period.From).AddMonths(-9).ToDateOnly(),
            PeriodKind.Live => period.From.AddDays(-3 * JalaliPeriod.LiveDays),
            _ => period.From,
        },
        period.From, period.To < today ? period.To : today, today);

    public bool LooksBack => First < From;
}

/// <summary>
/// The facts of all units of a level inside a reach: each kind of fact in one grouped query, whatever the number of units. Coarse
/// counters serve agencies and provinces, fine ones offices.
/// </summary>
internal sealed class CellFlows(CentralDb db, KpiReach reach, CellLevel level, CellDays days, IReadOnlyDictionary<int, Office> offices)
{
    private readonly Dictionary<CellKey, UnitFacts> now = [];
    private readonly Dictionary<CellKey, UnitFacts> earlier = [];
    private readonly Dictionary<CellKey, Dictionary<short, DurationStep>> durations = [];

    /// <summary>Units of which anything is known, in the period or in the quarters before.</summary>
    public IEnumerable<CellKey> Keys => now.Keys.Union(earlier.Keys);

    public UnitFacts Now(CellKey unit) => now.GetValueOrDefault(unit) ?? new();

    /// <summary>The period and the three quarters before it; null for a period that does not look back.</summary>
    public UnitFacts? FourQuarters(CellKey unit)
    {
        if (!days.LooksBack)
        {
            return null;
        }

        var sum = new UnitFacts();
        sum.Add(Now(unit));
        sum.Add(earlier.GetValueOrDefault(unit) ?? new());
        return sum;
    }

    public IReadOnlyCollection<DurationStep> Durations(CellKey unit) => durations.TryGetValue(unit, out var steps) ? steps.Values : [];

    /// <summary>The same facts of parts in provinces, added up to whole agencies.</summary>
    public CellFlows OfWholes()
    {
        var wholes = new CellFlows(db, reach, CellLevel.Agency, days, offices);
        foreach (var (facts, isNow) in now.Select(n => (n, true)).Concat(earlier.Select(e => (e, false))))
        {
            wholes.FactsOf(Whole(facts.Key), isNow).Add(facts.Value);
        }

        foreach (var (unit, steps) in durations)
        {
            foreach (var (bucket, step) in steps)
            {
                wholes.Take(Whole(unit), bucket, step.Ended, step.Open);
            }
        }

        return wholes;

        static CellKey Whole(CellKey part) => part with { Area = "" };
    }

    private bool IsFine => level == CellLevel.Office;

    /// <param name="calendar">Working time.</param>
    /// <param name="asOf">Cut-off.</param>
    /// <param name="open">What was open at the end of the period, where the caller knows it exactly; null: what is open now, from counters.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task ReadAsync(WorkCalendar calendar, DateTime asOf, IReadOnlyList<OpenRatio>? open, CancellationToken ct)
    {
        await CountersAsync(open is not null, ct);
        await OnDeskAsync(ct);
        await DeskDaysAsync(ct);
        await AnsweredAsync(ct);
        Open(open ?? await OpenRatios.EstimateAsync(db, reach.OfficesOf(db), asOf, calendar, ct), open is not null);
    }

    private async Task CountersAsync(bool isOpenKnown, CancellationToken ct)
    {
        var cells = IsFine ? KpiCell.Fine(db, reach) : KpiCell.Coarse(db, reach);
        foreach (var (unit, channel, isNow, sums) in IsFine
            ? await SumAsync(cells, c => new Spot { AgencyId = c.AgencyId, OfficeId = c.OfficeId, Channel = c.Channel, IsNow = c.Day >= days.From }, ct)
            : await SumAsync(cells, c => new Spot { AgencyId = c.AgencyId, Province = c.Province, Channel = c.Channel, IsNow = c.Day >= days.From }, ct))
        {
            if (isOpenKnown)
            {
                (sums.OpenAccepted, sums.Overdue) = (0, 0);
            }

            var facts = FactsOf(unit, isNow);
            facts.All.Add(sums);
            if (channel == Channel.Electronic)
            {
                facts.Electronic.Add(sums);
            }
        }
    }

    /// <summary>The requests of services that stand on the electronic desk at the end of the period; only the fine cells know services.</summary>
    private async Task OnDeskAsync(CancellationToken ct)
    {
        var places = db.PlacesOfDelivery.AsNoTracking()
            .Where(p => p.Place == DeliveryPlace.Electronic && p.From <= days.Last && (p.To == null || p.To > days.Last));
        var services = db.Services.AsNoTracking().Where(s => places.Any(p => p.AgencyId == s.AgencyId && p.Service == s.Code)).Select(s => s.Id);
        var cells = KpiCell.Fine(db, reach).Where(c => services.Contains(c.ServiceId) && c.Accepted != 0 && c.Day >= days.First && c.Day <= days.Last);
        var rows = IsFine
            ? cells.GroupBy(c => new Spot { AgencyId = c.AgencyId, OfficeId = c.OfficeId, Channel = c.Channel, IsNow = c.Day >= days.From })
                .Select(g => new { g.Key, Accepted = g.Sum(c => (long)c.Accepted) })
            : cells.GroupBy(c => new Spot { AgencyId = c.AgencyId, Province = c.Province, Channel = c.Channel, IsNow = c.Day >= days.From })
                .Select(g => new { g.Key, Accepted = g.Sum(c => (long)c.Accepted) });
        foreach (var row in await rows.ToListAsync(ct))
        {
            var facts = FactsOf(KeyOf(row.Key), row.Key.IsNow);
            facts.OnDesk += row.Accepted;
            facts.OnDeskElectronic += row.Key.Channel == Channel.Electronic ? row.Accepted : 0;
        }
    }

    private async Task DeskDaysAsync(CancellationToken ct)
    {
        var reported = from d in db.DeskDays.AsNoTracking()
                       join k in db.Desks.AsNoTracking() on d.DeskId equals k.Id
                       join o in reach.OfficesOf(db) on d.OfficeId equals o.Id
                       where d.On >= days.First && d.On <= days.Last && d.DueMinutes > 0 && (k.Kind == DeskKind.InPerson || k.Kind == DeskKind.Assisted)
                       group d by new { o.Id, IsNow = d.On >= days.From } into g
                       select new { g.Key.Id, g.Key.IsNow, Due = g.Count(), Full = g.Count(d => d.OpenMinutes >= d.DueMinutes) };
        foreach (var row in await reported.ToListAsync(ct))
        {
            var office = offices[row.Id];
            var facts = FactsOf(KeyOf(new() { AgencyId = office.AgencyId, Province = office.Province, OfficeId = row.Id }), row.IsNow);
            facts.DeskDays += row.Due;
            facts.FullDeskDays += row.Full;
        }
    }

    private async Task AnsweredAsync(CancellationToken ct)
    {
        if (IsFine)
        {
            var fine = from d in db.DurationCounters.AsNoTracking()
                       join o in reach.OfficesOf(db) on d.OfficeId equals o.Id
                       where d.Clock == Clock.Standard && d.Day >= days.From && d.Day <= days.Last
                       group d by new { o.Id, d.Bucket } into g
                       select new { g.Key.Id, g.Key.Bucket, Answered = g.Sum(d => (long)d.Answered) };
            foreach (var row in await fine.ToListAsync(ct))
            {
                Take(KeyOf(new() { AgencyId = offices[row.Id].AgencyId, OfficeId = row.Id }), row.Bucket, row.Answered, 0);
            }

            return;
        }

        var totals = db.DurationTotals.AsNoTracking().Where(t => t.Clock == Clock.Standard && t.Day >= days.From && t.Day <= days.Last);
        totals = reach.AgencyIds is { } agencies ? totals.Where(t => agencies.Contains(t.AgencyId)) : totals;
        totals = reach.Province is { } province ? totals.Where(t => t.Province == province) : totals;
        foreach (var row in await totals.GroupBy(t => new { t.AgencyId, t.Province, t.Bucket }).Select(g => new { g.Key, Answered = g.Sum(t => (long)t.Answered) }).ToListAsync(ct))
        {
            Take(KeyOf(new() { AgencyId = row.Key.AgencyId, Province = row.Key.Province }), row.Key.Bucket, row.Answered, 0);
        }
    }

    /// <summary>The censored half of P3.3; read exactly also the whole and the part of P3.4.</summary>
    private void Open(IReadOnlyList<OpenRatio> ratios, bool isExact)
    {
        foreach (var open in ratios)
        {
            var unit = KeyOf(new() { AgencyId = open.AgencyId, Province = open.Province, OfficeId = open.OfficeId });
            if (open.Bucket is { } bucket)
            {
                Take(unit, bucket, 0, open.Open);
            }

            if (isExact)
            {
                FactsOf(unit, isNow: true).All.Add(new() { OpenAccepted = open.Open, Overdue = open.Overdue });
            }
        }
    }

    private void Take(CellKey unit, short bucket, long ended, long open)
    {
        var steps = durations.TryGetValue(unit, out var known) ? known : durations[unit] = [];
        var step = steps.TryGetValue(bucket, out var stored) ? stored : new(bucket == 0 ? 0 : RatioBuckets.Upper((short)(bucket - 1)), RatioBuckets.Upper(bucket), 0, 0);
        steps[bucket] = step with { Ended = step.Ended + ended, Open = step.Open + open };
    }

    private UnitFacts FactsOf(CellKey unit, bool isNow)
    {
        var facts = isNow ? now : earlier;
        return facts.TryGetValue(unit, out var known) ? known : facts[unit] = new();
    }

    private CellKey KeyOf(Spot place) => new(place.AgencyId, level switch
    {
        CellLevel.Agency => "",
        CellLevel.Office => offices[place.OfficeId].Code,
        _ => place.Province.Value,
    });

    /// <summary>The sums that cells are made of; promises count once their day is over, as in <see cref="KpiCells"/>.</summary>
    private async Task<IEnumerable<(CellKey Unit, Channel Channel, bool IsNow, KpiSums Sums)>> SumAsync(
        IQueryable<KpiCell> cells, Expression<Func<KpiCell, Spot>> key, CancellationToken ct)
    {
        var today = days.Today;
        var flows = await cells.Where(c => c.Day >= days.First && c.Day <= days.Last).GroupBy(key).Select(g => new
        {
            g.Key,
            Sums = new KpiSums
            {
                Accepted = g.Sum(c => (long)c.Accepted), ReceiptInTime = g.Sum(c => (long)c.ReceiptInTime), OnReceipt = g.Sum(c => (long)c.OnReceipt),
                LateDefect = g.Sum(c => (long)c.LateDefect), EventsComplete = g.Sum(c => (long)c.EventsComplete),
                Changes = g.Sum(c => (long)c.Changes), ChangesTold = g.Sum(c => (long)c.ChangesTold),
                Inquiries = g.Sum(c => (long)c.Inquiries), InquiriesOnline = g.Sum(c => (long)c.InquiriesOnline),
                PromiseStated = g.Sum(c => (long)c.PromiseStated), PromiseMilli = g.Sum(c => c.PromiseMilli), PromiseSquares = g.Sum(c => c.PromiseSquares),
                Answered = g.Sum(c => (long)c.Answered), LongAnswered = g.Sum(c => (long)c.LongAnswered), LongTracked = g.Sum(c => (long)c.LongTracked),
                AnsweredOnline = g.Sum(c => (long)c.AnsweredOnline), Responses = g.Sum(c => (long)c.Responses),
                Points = g.Sum(c => (long)c.Points), PointSquares = g.Sum(c => (long)c.PointSquares),
                DueSoFar = g.Sum(c => c.Day < today ? (long)c.Due : c.Settled), OnTimeSoFar = g.Sum(c => (long)c.OnTime),
            },
        }).ToListAsync(ct);

        // What is open now, whatever its day, belongs to the period and not to the quarters before.
        var before = days.Last < today ? days.Last.AddDays(1) : today;
        var open = await cells.Where(c => c.Due != c.Settled || c.Accepted != c.SettledAccepted).GroupBy(key).Select(g => new
        {
            g.Key,
            Sums = new KpiSums
            {
                OpenAccepted = g.Sum(c => c.Day <= days.Last ? (long)c.Accepted - c.SettledAccepted : 0),
                Overdue = g.Sum(c => c.Day < before ? (long)c.Due - c.Settled : 0),
            },
        }).ToListAsync(ct);
        return flows.Select(f => (KeyOf(f.Key), f.Key.Channel, f.Key.IsNow, f.Sums)).Concat(open.Select(o => (KeyOf(o.Key), o.Key.Channel, true, o.Sums)));
    }

    /// <summary>What counters are grouped by; a class with members, so that the database can group by them.</summary>
    private sealed record Spot
    {
        public int AgencyId { get; init; }

        public ProvinceCode Province { get; init; }

        public int OfficeId { get; init; }

        public Channel Channel { get; init; }

        public bool IsNow { get; init; }
    }
}
