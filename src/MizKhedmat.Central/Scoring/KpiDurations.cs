using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Scoring;

/// <summary>Histograms of answer times of one unit, on both clocks.</summary>
internal sealed class KpiDurations
{
    private readonly Dictionary<short, long> calendar = [];
    private readonly Dictionary<short, long> working = [];

    public double? Calendar(double quantile) => DurationBuckets.Quantile(calendar, quantile);

    public double? Working(double quantile) => DurationBuckets.Quantile(working, quantile);

    /// <summary>By the code of the unit; a breakdown by county, office or service reads the fine counters.</summary>
    public static async Task<Dictionary<string, KpiDurations>> ReadAsync(CentralDb db, KpiReach reach, KpiBy by, JalaliPeriod period, CancellationToken ct)
    {
        var rows = reach.NeedsOffices || by is KpiBy.Office or KpiBy.Service or KpiBy.County ? Fine(db, reach) : Coarse(db, reach);
        var added = Added(rows.Where(r => r.Day >= period.From && r.Day <= period.To), by);
        var found = new Dictionary<string, KpiDurations>(StringComparer.Ordinal);
        foreach (var row in await added.ToListAsync(ct))
        {
            var key = KeyOf(row, by);
            var durations = found.TryGetValue(key, out var known) ? known : found[key] = new();
            var histogram = row.Clock == Clock.Calendar ? durations.calendar : durations.working;
            histogram[row.Bucket] = histogram.GetValueOrDefault(row.Bucket) + row.Answered;
        }

        return found;
    }

    private static string KeyOf(Row row, KpiBy by) => by switch
    {
        KpiBy.Province => row.Province.Value,
        KpiBy.County => row.County.Value,
        KpiBy.Agency => KpiKeys.Of(row.AgencyId),
        KpiBy.Office => KpiKeys.Of(row.OfficeId),
        KpiBy.Service => KpiKeys.Of(row.ServiceId),
        KpiBy.Channel => KpiKeys.Of(row.Channel),
        KpiBy.Place => KpiKeys.Of(row.Place),
        KpiBy.Month => KpiKeys.MonthOf(row.Day),
        _ => "",
    };

    /// <summary>Added up by the database to what the breakdown needs: a national histogram is a hundred rows, not one for each day and agency.</summary>
    private static IQueryable<Row> Added(IQueryable<Row> rows, KpiBy by) => by switch
    {
        KpiBy.Province => rows.GroupBy(r => new { r.Province, r.Clock, r.Bucket })
            .Select(g => new Row { Province = g.Key.Province, Clock = g.Key.Clock, Bucket = g.Key.Bucket, Answered = g.Sum(r => r.Answered) }),
        KpiBy.County => rows.GroupBy(r => new { r.County, r.Clock, r.Bucket })
            .Select(g => new Row { County = g.Key.County, Clock = g.Key.Clock, Bucket = g.Key.Bucket, Answered = g.Sum(r => r.Answered) }),
        KpiBy.Agency => rows.GroupBy(r => new { r.AgencyId, r.Clock, r.Bucket })
            .Select(g => new Row { AgencyId = g.Key.AgencyId, Clock = g.Key.Clock, Bucket = g.Key.Bucket, Answered = g.Sum(r => r.Answered) }),
        KpiBy.Office => rows.GroupBy(r => new { r.OfficeId, r.Clock, r.Bucket })
            .Select(g => new Row { OfficeId = g.Key.OfficeId, Clock = g.Key.Clock, Bucket = g.Key.Bucket, Answered = g.Sum(r => r.Answered) }),
        KpiBy.Service => rows.GroupBy(r => new { r.ServiceId, r.Clock, r.Bucket })
            .Select(g => new Row { ServiceId = g.Key.ServiceId, Clock = g.Key.Clock, Bucket = g.Key.Bucket, Answered = g.Sum(r => r.Answered) }),
        KpiBy.Month => rows.GroupBy(r => new { r.Day, r.Clock, r.Bucket })
            .Select(g => new Row { Day = g.Key.Day, Clock = g.Key.Clock, Bucket = g.Key.Bucket, Answered = g.Sum(r => r.Answered) }),
        _ => rows.GroupBy(r => new { r.Channel, r.Place, r.Clock, r.Bucket })
            .Select(g => new Row { Channel = g.Key.Channel, Place = g.Key.Place, Clock = g.Key.Clock, Bucket = g.Key.Bucket, Answered = g.Sum(r => r.Answered) }),
    };

    private static IQueryable<Row> Coarse(CentralDb db, KpiReach reach)
    {
        var totals = db.DurationTotals.AsNoTracking().Where(t => t.Clock != Clock.Standard);
        totals = reach.AgencyIds is { } agencies ? totals.Where(t => agencies.Contains(t.AgencyId)) : totals;
        totals = reach.Province is { } province ? totals.Where(t => t.Province == province) : totals;
        return totals.Select(t => new Row
        {
            AgencyId = t.AgencyId, Province = t.Province, Channel = t.Channel, Place = t.Place, Day = t.Day, Clock = t.Clock, Bucket = t.Bucket, Answered = t.Answered,
        });
    }

    private static IQueryable<Row> Fine(CentralDb db, KpiReach reach) =>
        from d in db.DurationCounters.AsNoTracking()
        join o in reach.OfficesOf(db) on d.OfficeId equals o.Id
        where d.Clock != Clock.Standard
        select new Row
        {
            AgencyId = o.AgencyId, Province = o.Province, County = o.County, OfficeId = o.Id, ServiceId = d.ServiceId,
            Channel = d.Channel, Place = d.Place, Day = d.Day, Clock = d.Clock, Bucket = d.Bucket, Answered = d.Answered,
        };

    private sealed class Row
    {
        public int AgencyId { get; init; }

        public ProvinceCode Province { get; init; }

        public CountyCode County { get; init; }

        public int OfficeId { get; init; }

        public int ServiceId { get; init; }

        public Channel Channel { get; init; }

        public Place Place { get; init; }

        public DateOnly Day { get; init; }

        public Clock Clock { get; init; }

        public short Bucket { get; init; }

        public long Answered { get; init; }
    }
}
