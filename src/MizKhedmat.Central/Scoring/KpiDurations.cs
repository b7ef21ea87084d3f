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
        var rows = reach.NeedsOffices || by is KpiBy.Office or KpiBy.Service or KpiBy.County
            ? await FineAsync(db, reach, period, ct)
            : await CoarseAsync(db, reach, period, ct);
        var found = new Dictionary<string, KpiDurations>(StringComparer.Ordinal);
        foreach (var row in rows)
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

    private static Task<List<Row>> CoarseAsync(CentralDb db, KpiReach reach, JalaliPeriod period, CancellationToken ct)
    {
        var totals = db.DurationTotals.AsNoTracking().Where(t => t.Day >= period.From && t.Day <= period.To && t.Clock != Clock.Standard);
        totals = reach.AgencyId is { } agency ? totals.Where(t => t.AgencyId == agency) : totals;
        totals = reach.Province is { } province ? totals.Where(t => t.Province == province) : totals;
        return totals.Select(t => new Row
        {
            AgencyId = t.AgencyId, Province = t.Province, Channel = t.Channel, Place = t.Place, Day = t.Day, Clock = t.Clock, Bucket = t.Bucket, Answered = t.Answered,
        }).ToListAsync(ct);
    }

    private static Task<List<Row>> FineAsync(CentralDb db, KpiReach reach, JalaliPeriod period, CancellationToken ct) =>
        (from d in db.DurationCounters.AsNoTracking()
         join o in reach.OfficesOf(db) on d.OfficeId equals o.Id
         where d.Day >= period.From && d.Day <= period.To && d.Clock != Clock.Standard
         select new Row
         {
             AgencyId = o.AgencyId, Province = o.Province, County = o.County, OfficeId = o.Id, ServiceId = d.ServiceId,
             Channel = d.Channel, Place = d.Place, Day = d.Day, Clock = d.Clock, Bucket = d.Bucket, Answered = d.Answered,
         }).ToListAsync(ct);

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
