using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Scoring;

/// <summary>A counter row of either grain with what it can be grouped by (0 where the grain does not know it).</summary>
internal sealed class KpiCell : Measures
{
    public int AgencyId { get; init; }

    public ProvinceCode Province { get; init; }

    public CountyCode County { get; init; }

    public int OfficeId { get; init; }

    public int ServiceId { get; init; }

    public Channel Channel { get; init; }

    public Place Place { get; init; }

    /// <summary>Per agency, province, channel, place and day.</summary>
    public static IQueryable<KpiCell> Coarse(CentralDb db, KpiReach reach) => reach.DayTotalsOf(db).Select(t => new KpiCell
    {
        AgencyId = t.AgencyId, Province = t.Province, Channel = t.Channel, Place = t.Place, Day = t.Day,
        Accepted = t.Accepted, ReceiptInTime = t.ReceiptInTime, OnReceipt = t.OnReceipt, LateDefect = t.LateDefect, EventsComplete = t.EventsComplete,
        Answered = t.Answered, AnswerMinutes = t.AnswerMinutes, Visits = t.Visits, VisitsStated = t.VisitsStated, SamePlace = t.SamePlace,
        AnswerWorkMinutes = t.AnswerWorkMinutes, DeliveryPlaceStated = t.DeliveryPlaceStated, InRange = t.InRange, RangeStated = t.RangeStated,
        RangeMinutes = t.RangeMinutes, Due = t.Due, OnTime = t.OnTime, Settled = t.Settled,
        SettledAccepted = t.SettledAccepted, Changes = t.Changes, ChangesTold = t.ChangesTold, Inquiries = t.Inquiries, InquiriesOnline = t.InquiriesOnline,
        PromiseStated = t.PromiseStated, PromiseMilli = t.PromiseMilli, PromiseSquares = t.PromiseSquares,
        LongAnswered = t.LongAnswered, LongTracked = t.LongTracked, AnsweredOnline = t.AnsweredOnline, MobileClosed = t.MobileClosed,
        Responses = t.Responses, Points = t.Points, PointSquares = t.PointSquares,
    });

    /// <summary>Per office, service, desk, channel, place and day.</summary>
    public static IQueryable<KpiCell> Fine(CentralDb db, KpiReach reach) =>
        from c in db.Counters.AsNoTracking()
        join o in reach.OfficesOf(db) on c.OfficeId equals o.Id
        select new KpiCell
        {
            AgencyId = o.AgencyId, Province = o.Province, County = o.County, OfficeId = o.Id, ServiceId = c.ServiceId,
            Channel = c.Channel, Place = c.Place, Day = c.Day,
            Accepted = c.Accepted, ReceiptInTime = c.ReceiptInTime, OnReceipt = c.OnReceipt, LateDefect = c.LateDefect, EventsComplete = c.EventsComplete,
            Answered = c.Answered, AnswerMinutes = c.AnswerMinutes, Visits = c.Visits, VisitsStated = c.VisitsStated, SamePlace = c.SamePlace,
            AnswerWorkMinutes = c.AnswerWorkMinutes, DeliveryPlaceStated = c.DeliveryPlaceStated, InRange = c.InRange, RangeStated = c.RangeStated,
            RangeMinutes = c.RangeMinutes, Due = c.Due, OnTime = c.OnTime, Settled = c.Settled,
            SettledAccepted = c.SettledAccepted, Changes = c.Changes, ChangesTold = c.ChangesTold, Inquiries = c.Inquiries, InquiriesOnline = c.InquiriesOnline,
            PromiseStated = c.PromiseStated, PromiseMilli = c.PromiseMilli, PromiseSquares = c.PromiseSquares,
            LongAnswered = c.LongAnswered, LongTracked = c.LongTracked, AnsweredOnline = c.AnsweredOnline, MobileClosed = c.MobileClosed,
            Responses = c.Responses, Points = c.Points, PointSquares = c.PointSquares,
        };
}

/// <summary>The sums of the units of a breakdown: in the period, and in the one that it is compared with.</summary>
internal sealed record KpiPair(Dictionary<string, KpiSums> Now, Dictionary<string, KpiSums> Before);

/// <summary>Adds up cells by a key inside a period and, in the same read, inside the one before.</summary>
internal static class KpiCells
{
    /// <summary>What is open now comes from a read of its own: it counts whatever its day.</summary>
    public static async Task<KpiPair> SumAsync<TKey>(
        IQueryable<KpiCell> cells, Expression<Func<KpiCell, TKey>> key, Func<TKey, string> name, JalaliPeriod period, JalaliPeriod? former, DateOnly today, bool withOpen, CancellationToken ct)
    {
        var sums = new KpiPair(new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        var (first, last) = (period.From, period.To < today ? period.To : today);
        var within = former is null
            ? cells.Where(c => c.Day >= first && c.Day <= last)
            : cells.Where(c => c.Day >= former.From && c.Day <= last && (c.Day <= former.To || c.Day >= first));
        foreach (var group in await Within(within, InPeriod(key, first), today).ToListAsync(ct))
        {
            SumsOf(group.Key.IsNow ? sums.Now : sums.Before, name(group.Key.Unit)).Add(group.Sums);
        }

        var open = withOpen ? await OpenNow(cells, key, period.To < today ? period.To.AddDays(1) : today).ToListAsync(ct) : [];
        foreach (var group in open)
        {
            SumsOf(sums.Now, name(group.Key)).Add(group.Sums);
        }

        return sums;

        static KpiSums SumsOf(Dictionary<string, KpiSums> units, string text) => units.TryGetValue(text, out var known) ? known : units[text] = new();
    }

    /// <summary>The key of a unit beside whether a cell's day lies in the period or in the one before it.</summary>
    private static Expression<Func<KpiCell, Dated<TKey>>> InPeriod<TKey>(Expression<Func<KpiCell, TKey>> key, DateOnly first)
    {
        Expression<Func<KpiCell, bool>> isNow = c => c.Day >= first;
        var cell = key.Parameters[0];
        return Expression.Lambda<Func<KpiCell, Dated<TKey>>>(
            Expression.MemberInit(
                Expression.New(typeof(Dated<TKey>)),
                Expression.Bind(typeof(Dated<TKey>).GetProperty(nameof(Dated<>.Unit))!, key.Body),
                Expression.Bind(typeof(Dated<TKey>).GetProperty(nameof(Dated<>.IsNow))!, ReplacingExpressionVisitor.Replace(isNow.Parameters[0], cell, isNow.Body))),
            cell);
    }

    private static IQueryable<Grouped<TKey>> Within<TKey>(IQueryable<KpiCell> cells, Expression<Func<KpiCell, TKey>> key, DateOnly today) =>
        cells.GroupBy(key).Select(g => new Grouped<TKey>
        {
            Key = g.Key,
            Sums = new KpiSums
            {
                Accepted = g.Sum(c => (long)c.Accepted), ReceiptInTime = g.Sum(c => (long)c.ReceiptInTime), OnReceipt = g.Sum(c => (long)c.OnReceipt),
                LateDefect = g.Sum(c => (long)c.LateDefect), EventsComplete = g.Sum(c => (long)c.EventsComplete), Answered = g.Sum(c => (long)c.Answered),
                AnswerMinutes = g.Sum(c => c.AnswerMinutes), AnswerWorkMinutes = g.Sum(c => c.AnswerWorkMinutes),
                Visits = g.Sum(c => (long)c.Visits), VisitsStated = g.Sum(c => (long)c.VisitsStated), SamePlace = g.Sum(c => (long)c.SamePlace),
                DeliveryPlaceStated = g.Sum(c => (long)c.DeliveryPlaceStated), InRange = g.Sum(c => (long)c.InRange), RangeStated = g.Sum(c => (long)c.RangeStated),
                RangeMinutes = g.Sum(c => c.RangeMinutes), Due = g.Sum(c => (long)c.Due), OnTime = g.Sum(c => (long)c.OnTime), Settled = g.Sum(c => (long)c.Settled),
                DueSoFar = g.Sum(c => c.Day < today ? (long)c.Due : c.Settled), OnTimeSoFar = g.Sum(c => (long)c.OnTime),
            },
        });

    private static IQueryable<Grouped<TKey>> OpenNow<TKey>(IQueryable<KpiCell> cells, Expression<Func<KpiCell, TKey>> key, DateOnly before) =>
        cells.Where(c => c.Due != c.Settled).GroupBy(key).Select(g => new Grouped<TKey>
        {
            Key = g.Key,
            Sums = new KpiSums { Open = g.Sum(c => (long)c.Due - c.Settled), Overdue = g.Sum(c => c.Day < before ? (long)c.Due - c.Settled : 0) },
        });

    internal sealed class Dated<TKey>
    {
        public required TKey Unit { get; init; }

        public required bool IsNow { get; init; }
    }

    internal sealed class Grouped<TKey>
    {
        public required TKey Key { get; init; }

        public required KpiSums Sums { get; init; }
    }
}
