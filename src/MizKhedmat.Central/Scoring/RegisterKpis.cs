using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Scoring;

/// <summary>The register of one unit added up as of two days: the end of the period (or today) and the end of the one before.</summary>
internal sealed class RegisterSums
{
    public PlacementCount Now { get; init; } = Empty();

    public PlacementCount Before { get; init; } = Empty();

    public static PlacementCount Empty() => new() { AgencyId = 0, Area = "", Day = default };
}

/// <summary>
/// K09–K11, K24 and K30 from the counters of the register, counted in full as of a day. The nation and an agency as a whole
/// add up agencies; a province or county adds up the parts of agencies there, in which a service counts once each.
/// </summary>
internal static class RegisterKpis
{
    /// <summary>By the code of the unit as in <see cref="KpiKey.Code"/>; empty for breakdowns that the register does not know.</summary>
    public static async Task<Dictionary<string, RegisterSums>> ReadAsync(CentralDb db, KpiReach reach, KpiQuery query, DateOnly today, CancellationToken ct)
    {
        // What will be registered in days to come is not known: no present value dressed as a future one.
        if (query.Period.From > today)
        {
            return [];
        }

        var last = query.Period.To < today ? query.Period.To : today;
        var before = query.Period.Previous().To;
        var counts = db.PlacementCounts.AsNoTracking().Where(c => c.Day <= last);
        counts = reach.AgencyIds is { } agencies ? counts.Where(c => agencies.Contains(c.AgencyId)) : counts;
        var office = reach.OfficeId is { } id ? await db.Offices.AsNoTracking().FirstAsync(o => o.Id == id, ct) : null;
        var area = office?.Code ?? reach.County?.Value ?? reach.Province?.Value;
        return query.By switch
        {
            KpiBy.Total => await SumAsync(counts.Where(c => c.Area == (area ?? "")), c => 0, _ => "", before, ct),
            KpiBy.Agency => await SumAsync(counts.Where(c => c.Area == (area ?? "")), c => c.AgencyId, KpiKeys.Of, before, ct),
            KpiBy.Province => await SumAsync(
                office is null && reach.County is null ? Areas(counts, 2, reach.Province?.Value) : counts.Where(c => c.Area == area), c => c.Area, a => a[..2], before, ct),
            KpiBy.County => await SumAsync(
                office is null ? Areas(counts, 4, reach.County?.Value ?? reach.Province?.Value) : counts.Where(c => c.Area == area), c => c.Area, a => office?.County.Value ?? a, before, ct),
            KpiBy.Office => await OfOfficesAsync(db, reach, counts, before, ct),
            KpiBy.Month => await OfMonthsAsync(counts.Where(c => c.Area == (area ?? "")), query.Period, last, ct),
            _ => [],
        };
    }

    /// <summary>Areas of one kind: provinces have two digits, counties four that begin with those of their province.</summary>
    private static IQueryable<PlacementCount> Areas(IQueryable<PlacementCount> counts, int length, string? within) =>
        within is null ? counts.Where(c => c.Area.Length == length) : counts.Where(c => c.Area.Length == length && c.Area.StartsWith(within));

    private static async Task<Dictionary<string, RegisterSums>> OfOfficesAsync(
        CentralDb db, KpiReach reach, IQueryable<PlacementCount> counts, DateOnly before, CancellationToken ct)
    {
        var rows = from o in reach.OfficesOf(db)
                   join c in counts on new { o.AgencyId, Code = o.Code } equals new { c.AgencyId, Code = c.Area }
                   select new { o.Id, Count = c };
        var sums = new Dictionary<string, RegisterSums>(StringComparer.Ordinal);
        foreach (var row in await rows.ToListAsync(ct))
        {
            Add(sums, KpiKeys.Of(row.Id), row.Count, row.Count.Day <= before);
        }

        return sums;
    }

    /// <summary>As of the end of each month of the period, and of the month before it.</summary>
    private static async Task<Dictionary<string, RegisterSums>> OfMonthsAsync(IQueryable<PlacementCount> counts, JalaliPeriod period, DateOnly last, CancellationToken ct)
    {
        var days = await Grouped(counts, c => c.Day, default).ToListAsync(ct);
        var sums = new Dictionary<string, RegisterSums>(StringComparer.Ordinal);
        for (var month = JalaliDate.Of(period.From) with { Day = 1 }; month.ToDateOnly() <= last; month = month.AddMonths(1))
        {
            var (first, next) = (month.ToDateOnly(), month.AddMonths(1).ToDateOnly());
            var sum = new RegisterSums();
            foreach (var day in days.Where(d => d.Key < next))
            {
                sum.Now.Add(day.Now, +1);
                sum.Before.Add(day.Now, day.Key < first ? +1 : 0);
            }

            sums[KpiKeys.MonthOf(first)] = sum;
        }

        return sums;
    }

    private static async Task<Dictionary<string, RegisterSums>> SumAsync<TKey>(
        IQueryable<PlacementCount> counts, Expression<Func<PlacementCount, TKey>> key, Func<TKey, string> name, DateOnly before, CancellationToken ct)
    {
        var sums = new Dictionary<string, RegisterSums>(StringComparer.Ordinal);
        foreach (var former in await Grouped(counts.Where(c => c.Day <= before), key, default).ToListAsync(ct))
        {
            Add(sums, name(former.Key), former.Now, isBefore: true);
        }

        foreach (var later in await Grouped(counts.Where(c => c.Day > before), key, default).ToListAsync(ct))
        {
            Add(sums, name(later.Key), later.Now, isBefore: false);
        }

        return sums;
    }

    private static void Add(Dictionary<string, RegisterSums> sums, string key, PlacementCount count, bool isBefore)
    {
        var sum = sums.TryGetValue(key, out var known) ? known : sums[key] = new();
        sum.Now.Add(count, +1);
        sum.Before.Add(count, isBefore ? +1 : 0);
    }

    /// <summary>The sums of every key; <paramref name="none"/> stands where a day would, since sums have none.</summary>
    internal static IQueryable<Group<TKey>> Grouped<TKey>(IQueryable<PlacementCount> counts, Expression<Func<PlacementCount, TKey>> key, DateOnly none) =>
        counts.GroupBy(key).Select(g => new Group<TKey>
        {
            Key = g.Key,
            Now = new PlacementCount
            {
                AgencyId = 0, Area = "", Day = none,
                Services = g.Sum(c => c.Services), Applicable = g.Sum(c => c.Applicable), Electronic = g.Sum(c => c.Electronic),
                CounterOnly = g.Sum(c => c.CounterOnly), CoveredHalves = g.Sum(c => c.CoveredHalves), Coded = g.Sum(c => c.Coded),
                OutsidePending = g.Sum(c => c.OutsidePending), OutsideAccepted = g.Sum(c => c.OutsideAccepted), OutsideRejected = g.Sum(c => c.OutsideRejected),
                Operators = g.Sum(c => c.Operators), Trained = g.Sum(c => c.Trained),
                ClientOffices = g.Sum(c => c.ClientOffices), DeskedOffices = g.Sum(c => c.DeskedOffices),
                ElectronicVerified = g.Sum(c => c.ElectronicVerified), ElectronicDeclared = g.Sum(c => c.ElectronicDeclared),
                DeskVerified = g.Sum(c => c.DeskVerified), DeskDeclared = g.Sum(c => c.DeskDeclared),
                WindowVerified = g.Sum(c => c.WindowVerified), WindowDeclared = g.Sum(c => c.WindowDeclared),
                UploadVerified = g.Sum(c => c.UploadVerified), UploadDeclared = g.Sum(c => c.UploadDeclared), SheetItems = g.Sum(c => c.SheetItems),
                ReportsVerified = g.Sum(c => c.ReportsVerified), ReportsDeclared = g.Sum(c => c.ReportsDeclared), InPersonDesks = g.Sum(c => c.InPersonDesks),
                InspectedItems = g.Sum(c => c.InspectedItems), AgreedItems = g.Sum(c => c.AgreedItems),
            },
        });

    internal sealed class Group<TKey>
    {
        public required TKey Key { get; init; }

        public required PlacementCount Now { get; init; }
    }
}
