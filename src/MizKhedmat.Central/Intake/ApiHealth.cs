using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Intake;

/// <summary>Events of a period by fate, and requests refused as a whole.</summary>
public sealed record PushTotals(long Created, long Unchanged, long Warned, long Rejected, long Refused)
{
    public long Received => Created + Unchanged + Warned + Rejected;

    /// <summary>Accepted events among all that were received.</summary>
    public Tally Accepted => new(Received - Rejected, Received);
}

/// <summary>How often a code was met; of records, or of whole requests (<see cref="PushMeasure.Refused"/>).</summary>
public sealed record PushFault(PushMeasure Measure, string Code, long Count, IReadOnlyList<PushSample> Samples);

/// <summary>A public key of a client and its days; the key itself is shown nowhere.</summary>
public sealed record ClientKeyLife(string Kid, DateTime? NotBefore, DateTime? NotAfter, DateTime? LastUsedAt);

/// <summary>A machine of the agency: when and with what it called last; null when it never did.</summary>
public sealed record ClientLife(string ClientId, bool IsDisabled, ClientSighting? Last, IReadOnlyList<ClientKeyLife> Keys);

/// <summary>The receipt of a push in short.</summary>
public sealed record ReceiptLine(string Receipt, string Route, DateTime At, int Received, int Rejected, int Warned);

/// <summary>
/// How an agency's sending goes. Delays are seconds from what happened to its arrival, read from a histogram (at most 20 %
/// too high); null without data.
/// </summary>
public sealed record ApiHealth(
    DateTime AsOf, DateTime? LastEventAt, PushTotals Totals, double? DelayMedian, double? DelayP95, IReadOnlyList<PushFault> Faults,
    IReadOnlyList<PushDay> Days, IReadOnlyList<ClientLife> Clients, IReadOnlyList<ReceiptLine> Receipts);

/// <summary>Reads the feedback of <c>/agency/api</c>: counters, receipts and clients of one agency, never its events.</summary>
public sealed class ApiHealthBoard(IDbContextFactory<CentralDb> dbs, CurrentCalendar calendar, TimeProvider clock)
{
    private const int ReceiptsShown = 10;

    /// <summary>The last <paramref name="days"/> Tehran days, today included; null outside the scope.</summary>
    public async Task<ApiHealth?> ReadAsync(Scope scope, AgencyCode agency, int days, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FindAsync(db, scope, agency, ct) is not { } id)
        {
            return null;
        }

        var today = clock.TodayInTehran();
        var delays = await DelaysAsync(db, id, today.AddDays(1 - days), ct);
        return new(
            clock.UtcNow(), await LastEventAtAsync(db, id, ct), await TotalsAsync(db, id, today.AddDays(1 - days), ct),
            DurationBuckets.Quantile(delays, .5), DurationBuckets.Quantile(delays, .95), await FaultsAsync(db, id, today.AddDays(1 - days), ct),
            PushRhythm.Of(await EventsByDayAsync(db, id, PushRhythm.FirstDay(today), ct), calendar.Value, today), await ClientsAsync(db, id, ct), await ReceiptsAsync(db, id, ct));
    }

    /// <summary>Only the table of codes, the most frequent first; null outside the scope.</summary>
    public async Task<IReadOnlyList<PushFault>?> FaultsAsync(Scope scope, AgencyCode agency, int days, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await FindAsync(db, scope, agency, ct) is { } id ? await FaultsAsync(db, id, clock.TodayInTehran().AddDays(1 - days), ct) : null;
    }

    /// <summary>When the newest push with a stored event arrived; null when none ever did.</summary>
    internal static Task<DateTime?> LastEventAtAsync(CentralDb db, int agencyId, CancellationToken ct) => db.PushReceipts
        .Where(p => p.AgencyId == agencyId && p.Route == PushEvents.Route && p.Created + p.Warned > 0)
        .OrderByDescending(p => p.ReceivedAt).Select(p => (DateTime?)p.ReceivedAt).FirstOrDefaultAsync(ct);

    private static async Task<int?> FindAsync(CentralDb db, Scope scope, AgencyCode agency, CancellationToken ct) =>
        scope.Covers(Scope.OfAgency(agency)) ? await db.Agencies.Where(a => a.Code == agency).Select(a => (int?)a.Id).FirstOrDefaultAsync(ct) : null;

    private static async Task<PushTotals> TotalsAsync(CentralDb db, int agencyId, DateOnly from, CancellationToken ct)
    {
        var sums = await db.PushCounts.Where(c => c.AgencyId == agencyId && c.Day >= from && c.Measure != PushMeasure.Delay)
            .GroupBy(c => c.Measure).Select(g => new { g.Key, Sum = g.Sum(c => c.Count) }).ToDictionaryAsync(g => g.Key, g => g.Sum, ct);
        return new(Of(PushMeasure.Created), Of(PushMeasure.Unchanged), Of(PushMeasure.Warned), Of(PushMeasure.Rejected), Of(PushMeasure.Refused));

        long Of(PushMeasure measure) => sums.GetValueOrDefault(measure);
    }

    private static Task<Dictionary<short, long>> DelaysAsync(CentralDb db, int agencyId, DateOnly from, CancellationToken ct) => db.PushCounts
        .Where(c => c.AgencyId == agencyId && c.Day >= from && c.Measure == PushMeasure.Delay)
        .GroupBy(c => c.Bucket).Select(g => new { g.Key, Sum = g.Sum(c => c.Count) }).ToDictionaryAsync(g => g.Key, g => g.Sum, ct);

    private static Task<Dictionary<DateOnly, long>> EventsByDayAsync(CentralDb db, int agencyId, DateOnly from, CancellationToken ct) => db.PushCounts
        .Where(c => c.AgencyId == agencyId && c.Day >= from && (c.Measure == PushMeasure.Created || c.Measure == PushMeasure.Warned))
        .GroupBy(c => c.Day).Select(g => new { g.Key, Sum = g.Sum(c => c.Count) }).ToDictionaryAsync(g => g.Key, g => g.Sum, ct);

    private static async Task<IReadOnlyList<PushFault>> FaultsAsync(CentralDb db, int agencyId, DateOnly from, CancellationToken ct)
    {
        var counts = await db.PushCounts.Where(c => c.AgencyId == agencyId && c.Day >= from && c.Code != "")
            .GroupBy(c => new { c.Measure, c.Code }).Select(g => new { g.Key.Measure, g.Key.Code, Sum = g.Sum(c => c.Count) }).ToListAsync(ct);
        var since = TehranTime.StartOf(from);
        var samples = (await db.PushSamples.AsNoTracking().Where(s => s.AgencyId == agencyId && s.At >= since).ToListAsync(ct))
            .OrderByDescending(s => s.At).ToLookup(s => s.Code, StringComparer.Ordinal);
        return [.. counts.OrderByDescending(c => c.Measure != PushMeasure.Warned).ThenByDescending(c => c.Sum).ThenBy(c => c.Code, StringComparer.Ordinal)
            .Select(c => new PushFault(c.Measure, c.Code, c.Sum, c.Measure == PushMeasure.Refused ? [] : [.. samples[c.Code]]))];
    }

    private static async Task<IReadOnlyList<ClientLife>> ClientsAsync(CentralDb db, int agencyId, CancellationToken ct)
    {
        var clients = await db.ApiClients.AsNoTracking().Where(c => c.AgencyId == agencyId).OrderBy(c => c.ClientId).ToListAsync(ct);
        int[] ids = [.. clients.Select(c => c.Id)];
        var keys = (await db.ApiClientKeys.AsNoTracking().Where(k => ids.Contains(k.ApiClientId)).OrderBy(k => k.Id).ToListAsync(ct)).ToLookup(k => k.ApiClientId);
        var seen = await db.ClientSightings.AsNoTracking().Where(s => s.AgencyId == agencyId).ToDictionaryAsync(s => s.ClientId, ct);
        return [.. clients.Select(c => new ClientLife(
            c.ClientId, c.IsDisabled, seen.GetValueOrDefault(c.Id), [.. keys[c.Id].Select(k => new ClientKeyLife(k.Kid, k.NotBefore, k.NotAfter, k.LastUsedAt))]))];
    }

    private static Task<List<ReceiptLine>> ReceiptsAsync(CentralDb db, int agencyId, CancellationToken ct) => db.PushReceipts
        .Where(p => p.AgencyId == agencyId).OrderByDescending(p => p.ReceivedAt).Take(ReceiptsShown)
        .Select(p => new ReceiptLine(p.Receipt, p.Route, p.ReceivedAt, p.Received, p.Rejected, p.Warned)).ToListAsync(ct);
}
