using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Intake;

/// <summary>The cells of the four counter tables of one agency, or the signed differences between two such sets.</summary>
internal sealed record CounterCells(
    IReadOnlyCollection<Counter> Counters, IReadOnlyCollection<DayTotal> DayTotals,
    IReadOnlyCollection<DurationCounter> Durations, IReadOnlyCollection<DurationTotal> DurationTotals)
{
    public int Count => Counters.Count + DayTotals.Count + Durations.Count + DurationTotals.Count;

    /// <summary>What a sheet says of the days from <paramref name="from"/> on.</summary>
    public static CounterCells Of(CounterSheet sheet, DateOnly from) => new(
        [.. sheet.Counters.Where(c => c.Day >= from)], [.. sheet.DayTotals.Where(t => t.Day >= from)],
        [.. sheet.Durations.Where(d => d.Day >= from)], [.. sheet.DurationTotals.Where(t => t.Day >= from)]);

    /// <summary>What the tables say of the same days.</summary>
    public static async Task<CounterCells> StoredAsync(CentralDb db, int agencyId, DateOnly from, CancellationToken ct)
    {
        var offices = db.Offices.Where(o => o.AgencyId == agencyId).Select(o => o.Id);
        return new(
            await db.Counters.AsNoTracking().Where(c => offices.Contains(c.OfficeId) && c.Day >= from).ToListAsync(ct),
            await db.DayTotals.AsNoTracking().Where(t => t.AgencyId == agencyId && t.Day >= from).ToListAsync(ct),
            await db.DurationCounters.AsNoTracking().Where(d => offices.Contains(d.OfficeId) && d.Day >= from).ToListAsync(ct),
            await db.DurationTotals.AsNoTracking().Where(t => t.AgencyId == agencyId && t.Day >= from).ToListAsync(ct));
    }

    /// <summary>What must be added to <paramref name="stored"/> to make it this; cells that agree are left out.</summary>
    public CounterCells Minus(CounterCells stored) => new(
        Minus(
            Counters, stored.Counters, c => new CounterKey(c.OfficeId, c.Day, c.ServiceId, c.DeskId, c.Channel, c.Place),
            k => new Counter { OfficeId = k.OfficeId, Day = k.Day, ServiceId = k.ServiceId, DeskId = k.DeskId, Channel = k.Channel, Place = k.Place },
            (cell, row, sign) => cell.Add(row, sign), cell => cell.IsZero),
        Minus(
            DayTotals, stored.DayTotals, t => (t.AgencyId, t.Province, t.Day, t.Channel, t.Place),
            k => new DayTotal { AgencyId = k.AgencyId, Province = k.Province, Day = k.Day, Channel = k.Channel, Place = k.Place },
            (cell, row, sign) => cell.Add(row, sign), cell => cell.IsZero),
        Minus(
            Durations, stored.Durations, d => (Key: new CounterKey(d.OfficeId, d.Day, d.ServiceId, d.DeskId, d.Channel, d.Place), d.Clock, d.Bucket),
            k => new DurationCounter
            {
                OfficeId = k.Key.OfficeId, Day = k.Key.Day, ServiceId = k.Key.ServiceId, DeskId = k.Key.DeskId, Channel = k.Key.Channel, Place = k.Key.Place,
                Clock = k.Clock, Bucket = k.Bucket,
            },
            (cell, row, sign) => cell.Answered += sign * row.Answered, cell => cell.Answered == 0),
        Minus(
            DurationTotals, stored.DurationTotals, t => (t.AgencyId, t.Province, t.Day, t.Channel, t.Place, t.Clock, t.Bucket),
            k => new DurationTotal { AgencyId = k.AgencyId, Province = k.Province, Day = k.Day, Channel = k.Channel, Place = k.Place, Clock = k.Clock, Bucket = k.Bucket },
            (cell, row, sign) => cell.Answered += sign * row.Answered, cell => cell.Answered == 0));

    /// <summary>Adds these signed cells to the tables.</summary>
    public async Task AddAsync(IBulkTransaction writing, CancellationToken ct)
    {
        await writing.AddAsync(Counters, ct);
        await writing.AddAsync(DayTotals, ct);
        await writing.AddAsync(Durations, ct);
        await writing.AddAsync(DurationTotals, ct);
    }

    private static IReadOnlyCollection<T> Minus<T, TKey>(
        IEnumerable<T> now, IEnumerable<T> stored, Func<T, TKey> keyOf, Func<TKey, T> make, Action<T, T, int> add, Func<T, bool> isZero)
        where TKey : notnull
    {
        var cells = new Dictionary<TKey, T>();
        Fill(now, +1);
        Fill(stored, -1);
        return [.. cells.Values.Where(cell => !isZero(cell))];

        void Fill(IEnumerable<T> rows, int sign)
        {
            foreach (var row in rows)
            {
                var key = keyOf(row);
                if (!cells.TryGetValue(key, out var cell))
                {
                    cells[key] = cell = make(key);
                }

                add(cell, row, sign);
            }
        }
    }
}
