using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// The self-check of the counters: what they say must be what a full recount of the stored events says (SECURITY.md
/// section 8). Reads at a quiet moment, one agency after the other, each in one streaming read.
/// </summary>
public sealed class Recount(IDbContextFactory<CentralDb> dbs)
{
    private static readonly PropertyInfo[] Counted =
        [.. typeof(Measures).GetProperties().Where(property => property.PropertyType == typeof(long))];

    /// <summary>Throws <see cref="InvalidOperationException"/> when the counters differ, which the job engine reports.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (await DifferencesAsync(ct) is { Count: > 0 } differences)
        {
            throw new InvalidOperationException($"{differences.Count} counter cells differ from the events; the first: {differences[0]}");
        }
    }

    /// <summary>One line per counter cell that differs from the events; empty when all is well.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var agencies = await db.Agencies.AsNoTracking().OrderBy(a => a.Code).Select(a => new { a.Id, a.Code }).ToListAsync(ct);
        var differences = new List<string>();
        foreach (var agency in agencies)
        {
            var sheet = await SheetAsync(db, agency.Id, ct);
            differences.AddRange((await CellsAsync(db, agency.Id, sheet, ct)).Select(line => $"agency {agency.Code}: {line}"));
        }

        return differences;
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
    /// Working minutes were counted on the calendar of their time: a holiday announced later is no difference, so the
    /// stored ones are taken where acceptance and answer are the stored ones.
    /// </summary>
    private static void Count(ServiceRequest? request, List<StoredEvent> told, CounterSheet sheet)
    {
        if (request is null)
        {
            return;
        }

        var stored = (request.AcceptedAt, request.AnsweredAt, request.AnswerWorkMinutes);
        RequestFold.Apply(request, told, WorkCalendar.WithoutHolidays);
        if ((request.AcceptedAt, request.AnsweredAt) == (stored.AcceptedAt, stored.AnsweredAt))
        {
            request.AnswerWorkMinutes = stored.AnswerWorkMinutes;
        }

        sheet.Add(request, +1);
    }

    private static async Task<List<string>> CellsAsync(CentralDb db, int agencyId, CounterSheet sheet, CancellationToken ct)
    {
        var offices = db.Offices.Where(o => o.AgencyId == agencyId).Select(o => o.Id);
        var counters = await db.Counters.AsNoTracking().Where(c => offices.Contains(c.OfficeId)).ToListAsync(ct);
        var totals = await db.DayTotals.AsNoTracking().Where(t => t.AgencyId == agencyId).ToListAsync(ct);
        var durations = await db.DurationCounters.AsNoTracking().Where(d => offices.Contains(d.OfficeId)).ToListAsync(ct);
        var durationTotals = await db.DurationTotals.AsNoTracking().Where(t => t.AgencyId == agencyId).ToListAsync(ct);
        return
        [
            .. Compared(sheet.Counters, counters, c => Text($"office {c.OfficeId}, service {c.ServiceId}, desk {c.DeskId}, {c.Channel}, {c.Place}, {JalaliDate.Of(c.Day)}"), Of),
            .. Compared(sheet.DayTotals, totals, t => Text($"province {t.Province}, {t.Channel}, {t.Place}, {JalaliDate.Of(t.Day)}"), Of),
            .. Compared(
                sheet.Durations, durations,
                d => Text($"office {d.OfficeId}, service {d.ServiceId}, desk {d.DeskId}, {d.Channel}, {d.Place}, {d.Clock} bucket {d.Bucket}, {JalaliDate.Of(d.Day)}"),
                d => [("Answered", d.Answered)]),
            .. Compared(
                sheet.DurationTotals, durationTotals,
                t => Text($"province {t.Province}, {t.Channel}, {t.Place}, {t.Clock} bucket {t.Bucket}, {JalaliDate.Of(t.Day)}"),
                t => [("Answered", t.Answered)]),
        ];

        static IEnumerable<(string, long)> Of(Measures measures) => Counted.Select(property => (property.Name, (long)property.GetValue(measures)!));
    }

    private static IEnumerable<string> Compared<T>(
        IReadOnlyCollection<T> recounted, List<T> stored, Func<T, string> cellOf, Func<T, IEnumerable<(string Name, long Value)>> numbersOf)
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
