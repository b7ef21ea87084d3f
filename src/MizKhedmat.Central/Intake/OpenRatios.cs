using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Intake;

/// <summary>How many open requests of an office stand in a bucket of <see cref="RatioBuckets"/>.</summary>
/// <param name="AgencyId">The agency.</param>
/// <param name="OfficeId">The office.</param>
/// <param name="Province">Its province, by which the agency's cells are made.</param>
/// <param name="Bucket">Working time since acceptance over the standard time; null for those whose service had none.</param>
/// <param name="Open">Requests.</param>
/// <param name="Overdue">Those of them whose promised day was over; zero where it is only estimated.</param>
internal sealed record OpenRatio(int AgencyId, int OfficeId, ProvinceCode Province, short? Bucket, int Open, int Overdue);

/// <summary>
/// The censored half of the median time to standard (386059/4-2; methodology P3.3): requests not answered yet, each with its
/// present share of the standard time. The answered half is <see cref="Clock.Standard"/> of the duration counters, in the same
/// buckets. Requests whose service had no standard time are in neither. Read exactly, also how many are past their promise (P3.4).
/// </summary>
internal static class OpenRatios
{
    /// <summary>The middle of the office hours.</summary>
    private const int MidDay = 11;

    /// <summary>
    /// Exact, for official runs: what was open at an instant, the end of the period, by all that is told until now; of a request that was
    /// reopened only its last answer is known. Reads every request accepted before then once,
    /// and brings home those that were open: no index may lie on what answers change.
    /// </summary>
    public static async Task<IReadOnlyList<OpenRatio>> ReadAsync(CentralDb db, DateTime at, WorkCalendar calendar, CancellationToken ct)
    {
        var open = db.ServiceRequests.AsNoTracking()
            .Where(r => r.AcceptedAt < at && r.OfficeId != null && r.Province != null
                && (r.AnsweredAt == null || r.AnsweredAt >= at) && (r.SettledAt == null || r.SettledAt >= at))
            .Select(r => new { r.AgencyId, OfficeId = r.OfficeId!.Value, Province = r.Province!.Value, AcceptedAt = r.AcceptedAt!.Value, r.PromisedUntil, r.StandardMinutes });
        var today = TehranTime.DayOf(at);
        var sums = new Sums();
        await foreach (var r in open.AsAsyncEnumerable().WithCancellation(ct))
        {
            short? bucket = r.StandardMinutes is { } standard ? RatioBuckets.Of(calendar.WorkingMinutes(r.AcceptedAt, at), standard) : null;
            sums.Add((r.AgencyId, r.OfficeId, r.Province, bucket), 1, r.PromisedUntil is { } promise && TehranTime.DayOf(promise) < today ? 1 : 0);
        }

        return sums.All;
    }

    /// <summary>
    /// Near enough for the live rank, from counters alone: what is open by service and day of acceptance, as if each had been
    /// accepted in the middle of its day's office hours and measured by the standard time of today's register. So an age is off
    /// by half a working day at most (210 minutes), which is little beside standard times of days and much beside those of
    /// minutes. Reads the fine cells of these offices, in two queries however many they are.
    /// </summary>
    public static async Task<IReadOnlyList<OpenRatio>> EstimateAsync(CentralDb db, IQueryable<Office> offices, DateTime now, WorkCalendar calendar, CancellationToken ct)
    {
        var standards = await db.Services.AsNoTracking().Where(s => s.StandardMinutes > 0)
            .ToDictionaryAsync(s => s.Id, s => s.StandardMinutes!.Value, ct);
        var cells = await (
            from c in db.Counters.AsNoTracking()
            join o in offices on c.OfficeId equals o.Id
            where c.Accepted != c.SettledAccepted
            group c by new { o.AgencyId, c.OfficeId, o.Province, c.ServiceId, c.Day } into g
            select new { g.Key, Open = g.Sum(c => c.Accepted - c.SettledAccepted) }).ToListAsync(ct);
        var sums = new Sums();
        var minutesSince = cells.Select(c => c.Key.Day).Distinct().ToDictionary(day => day, day => calendar.WorkingMinutes(TehranTime.StartOf(day).AddHours(MidDay), now));
        foreach (var cell in cells)
        {
            if (standards.TryGetValue(cell.Key.ServiceId, out var standard))
            {
                var minutes = minutesSince[cell.Key.Day];
                sums.Add((cell.Key.AgencyId, cell.Key.OfficeId, cell.Key.Province, RatioBuckets.Of(minutes, standard)), cell.Open, 0);
            }
        }

        return sums.All;
    }

    private sealed class Sums
    {
        private readonly Dictionary<(int Agency, int Office, ProvinceCode Province, short? Bucket), (int Open, int Overdue)> sums = [];

        /// <summary>By office and bucket.</summary>
        public IReadOnlyList<OpenRatio> All =>
            [.. sums.Select(s => new OpenRatio(s.Key.Agency, s.Key.Office, s.Key.Province, s.Key.Bucket, s.Value.Open, s.Value.Overdue)).OrderBy(o => o.OfficeId).ThenBy(o => o.Bucket)];

        public void Add((int Agency, int Office, ProvinceCode Province, short? Bucket) key, int open, int overdue)
        {
            var known = sums.GetValueOrDefault(key);
            sums[key] = (known.Open + open, known.Overdue + overdue);
        }
    }
}
