using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// The self-check of the counters: what they say must be what a full recount of the stored events says (SECURITY.md
/// section 8). One agency after the other, each in one streaming read of one snapshot, so that pushes need not rest; days
/// whose requests were removed after their period are left alone.
/// </summary>
public sealed class Recount(IDbContextFactory<CentralDb> dbs, IDatabaseServer server, RebuildCounters rebuild, ILogger<Recount> log)
{
    /// <summary>The alarm: an error in the log under this id, a journal line and a line at <c>/admin/counters</c>.</summary>
    public static readonly EventId Alarm = new(4101, "CountersDiffer");

    /// <summary>Before the first row of a large agency comes, all its events are joined and sorted.</summary>
    private static readonly TimeSpan LongestRead = TimeSpan.FromHours(1);

    private static readonly PropertyInfo[] Counted =
        [.. typeof(Measures).GetProperties().Where(property => property.PropertyType == typeof(int) || property.PropertyType == typeof(long))];

    /// <summary>Checks every agency; what differs is told and put right. Returns how many agencies had to be.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var repaired = 0;
        foreach (var (id, code) in await AgenciesAsync(ct))
        {
            var (lines, differences, lastRepair) = await CheckAsync(id, ct);
            if (lines.Count > 0)
            {
                log.LogError(Alarm, "{Count} counters of agency {Agency} differ from its events and are rebuilt; the first: {First}", lines.Count, code, lines[0]);
                repaired += await rebuild.RunAsync(id, code, differences, lines[0], lastRepair, ct) ? 1 : 0;
            }
        }

        return repaired;
    }

    /// <summary>One line per counter cell that differs from the events; empty when all is well.</summary>
    public Task<IReadOnlyList<string>> DifferencesAsync(CancellationToken ct) => DifferencesAsync(null, ct);

    /// <summary>The same of one agency alone.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(AgencyCode? of, CancellationToken ct)
    {
        var differences = new List<string>();
        foreach (var (id, code) in (await AgenciesAsync(ct)).Where(agency => of is null || agency.Code == of))
        {
            differences.AddRange((await CheckAsync(id, ct)).Lines.Select(line => $"agency {code}: {line}"));
        }

        return differences;
    }

    private async Task<List<(int Id, AgencyCode Code)>> AgenciesAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return [.. (await db.Agencies.AsNoTracking().OrderBy(a => a.Code).Select(a => new { a.Id, a.Code }).ToListAsync(ct)).Select(a => (a.Id, a.Code))];
    }

    private async Task<(List<string> Lines, CounterCells Differences, long LastRepair)> CheckAsync(int agencyId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Database.SetCommandTimeout(LongestRead);
        await using var snapshot = await server.ReadSnapshotAsync(db, ct);
        var agency = await db.Agencies.Where(a => a.Id == agencyId).Select(a => a.Code).FirstAsync(ct);
        var from = await db.RequestRetentions.Where(r => r.AgencyId == agencyId).Select(r => (DateOnly?)r.KeptFrom).FirstOrDefaultAsync(ct) ?? DateOnly.MinValue;
        var lastRepair = await db.CounterRepairs.Where(r => r.Agency == agency).MaxAsync(r => (long?)r.Id, ct) ?? 0;
        var recounted = CounterCells.Of(await SheetAsync(db, agencyId, ct), from);
        var stored = await CounterCells.StoredAsync(db, agencyId, from, ct);
        return (Lines(recounted, stored), recounted.Minus(stored), lastRepair);
    }

    private static async Task<CounterSheet> SheetAsync(CentralDb db, int agencyId, CancellationToken ct)
    {
        var sheet = new CounterSheet();
        var events = db.RequestEvents.AsNoTracking();
        var rows = db.ServiceRequests.AsNoTracking().Where(r => r.AgencyId == agencyId)
            .Join(events, r => r.Id, e => e.RequestId, (r, e) => new { Request = r, Event = e }).OrderBy(x => x.Event.RequestId);
        ServiceRequest? request = null;
        var told = new List<StoredEvent>();
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (request?.Id != row.Request.Id)
            {
                Count(request, told, sheet);
                told.Clear();
                request = row.Request;
            }

            told.Add(new(row.Event, EventDetails.Parse(row.Event.Details)));
        }

        Count(request, told, sheet);
        return sheet;
    }

    /// <summary>
    /// Working time was counted on the calendar of its time: a holiday announced later is no difference, so what is stored is
    /// taken where acceptance and answer, or acceptance, promise and standard time, are the stored ones.
    /// </summary>
    private static void Count(ServiceRequest? request, List<StoredEvent> told, CounterSheet sheet)
    {
        if (request is null)
        {
            return;
        }

        var stored = (request.AcceptedAt, request.AnsweredAt, request.AnswerWorkMinutes);
        var promised = (request.AcceptedAt, request.PromisedUntil, request.StandardMinutes, request.PromiseMilli);
        RequestFold.Apply(request, told, WorkCalendar.WithoutHolidays);
        if ((request.AcceptedAt, request.AnsweredAt) == (stored.AcceptedAt, stored.AnsweredAt))
        {
            request.AnswerWorkMinutes = stored.AnswerWorkMinutes;
        }

        if ((request.AcceptedAt, request.PromisedUntil, request.StandardMinutes) == (promised.AcceptedAt, promised.PromisedUntil, promised.StandardMinutes))
        {
            request.PromiseMilli = promised.PromiseMilli;
        }

        sheet.Add(request, +1);
    }

    private static List<string> Lines(CounterCells recounted, CounterCells stored)
    {
        return
        [
            .. Compared(recounted.Counters, stored.Counters, c => Text($"office {c.OfficeId}, service {c.ServiceId}, desk {c.DeskId}, {c.Channel}, {c.Place}, {JalaliDate.Of(c.Day)}"), Of),
            .. Compared(recounted.DayTotals, stored.DayTotals, t => Text($"province {t.Province}, {t.Channel}, {t.Place}, {JalaliDate.Of(t.Day)}"), Of),
            .. Compared(
                recounted.Durations, stored.Durations,
                d => Text($"office {d.OfficeId}, service {d.ServiceId}, desk {d.DeskId}, {d.Channel}, {d.Place}, {d.Clock} bucket {d.Bucket}, {JalaliDate.Of(d.Day)}"),
                d => [("Answered", d.Answered)]),
            .. Compared(
                recounted.DurationTotals, stored.DurationTotals,
                t => Text($"province {t.Province}, {t.Channel}, {t.Place}, {t.Clock} bucket {t.Bucket}, {JalaliDate.Of(t.Day)}"),
                t => [("Answered", t.Answered)]),
        ];

        static IEnumerable<(string, long)> Of(Measures measures) => Counted.Select(property => (property.Name, Convert.ToInt64(property.GetValue(measures), CultureInfo.InvariantCulture)));
    }

    private static IEnumerable<string> Compared<T>(
        IReadOnlyCollection<T> recounted, IReadOnlyCollection<T> stored, Func<T, string> cellOf, Func<T, IEnumerable<(string Name, long Value)>> numbersOf)
    {
        var cells = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var kept = new Dictionary<string, long>(StringComparer.Ordinal);
        Fill(recounted, cells);
        Fill(stored, kept);
        foreach (var name in kept.Keys)
        {
            cells.TryAdd(name, 0);
        }

        return cells.Where(cell => cell.Value != kept.GetValueOrDefault(cell.Key))
            .Select(cell => Text($"{cell.Key}: {kept.GetValueOrDefault(cell.Key)} stored, {cell.Value} recounted"));

        void Fill(IEnumerable<T> rows, IDictionary<string, long> into)
        {
            foreach (var row in rows)
            {
                var cell = cellOf(row);
                foreach (var (name, value) in numbersOf(row).Where(number => number.Value != 0))
                {
                    into[$"{cell}, {name}"] = value;
                }
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
