using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>What was loaded, for the console line and the tests.</summary>
internal sealed record DemoLoaded(string Size, int Agencies, int Offices, int Services, int Requests, int Events, TimeSpan Took);

/// <summary>
/// Fills an empty centre with the fictional demo country, in one transaction. A centre that has demo agencies already is
/// left as it is: its data live on.
/// </summary>
internal sealed class DemoCountry(
    SeedData seed, IDbContextFactory<CentralDb> dbs, IBulkStore store, CurrentCalendar calendar, PersonalDataKey key, ChangeRegister register, TimeProvider clock)
{
    /// <summary>Null when the demo country is there already.</summary>
    public async Task<DemoLoaded?> LoadAsync(string size, ulong seedNumber, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var recipe = await DemoRecipe.ReadAsync(seed, size, ct);
        List<Province> provinces;
        List<County> counties;
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            if (await db.Agencies.AnyAsync(a => a.IsDemo, ct))
            {
                return null;
            }

            provinces = await db.Provinces.AsNoTracking().OrderBy(p => p.Code).ToListAsync(ct);
            counties = await db.Counties.AsNoTracking().Where(c => c.ValidTo == null).OrderBy(c => c.Code).ToListAsync(ct);
        }

        var random = new DemoRandom(seedNumber);
        var today = clock.TodayInTehran();
        var period = new DemoPeriod(From(recipe.Size, today), today, clock.UtcNow(), calendar.Value);
        var firstRequest = await MonthlyIds.ReserveAsync(store, "request", Math.Max(1, recipe.Size.Requests * 2), today, ct);
        var firstPush = await store.ReserveIdsAsync("push", recipe.Size.Agencies * period.Days, ct);

        await using var writing = await store.BeginAsync(0, ct);
        var agencies = await new DemoRegister(recipe, register, provinces, counties, random, TehranTime.StartOf(period.From)).WriteAsync(writing, ct);
        var requests = new DemoRequests(recipe, agencies, period, key, random);
        if (recipe.Size.DirectCells)
        {
            await new DemoCells(recipe, agencies, period, random).WriteAsync(writing, ct);
        }
        else
        {
            await requests.WriteAsync(writing, firstRequest, firstPush, ct);
            await new DemoDeskDays(recipe.Words, agencies, period, random).WriteAsync(writing, ct);
        }

        writing.Db.ChangeTracker.AutoDetectChangesEnabled = true;
        writing.Db.Add(new JournalEntry { At = clock.UtcNow(), Kind = "demo-country-loaded", Subject = size, Actor = "centre" });
        await writing.Db.SaveChangesAsync(ct);
        await writing.CommitAsync(ct);
        return new(
            size, agencies.Count, agencies.Sum(a => a.Offices.Count), agencies.Sum(a => a.Services.Count), requests.Written, requests.Events, watch.Elapsed);
    }
    /// <summary>So many days, and as many whole quarters that have ended as editions are to be shown of.</summary>
    private static DateOnly From(DemoSize size, DateOnly today)
    {
        var (from, quarter) = (today.AddDays(1 - size.Days), JalaliPeriod.QuarterOf(today));
        for (var i = 0; i < size.Quarters; i++)
        {
            quarter = quarter.Previous();
        }

        return size.Quarters > 0 && quarter.From < from ? quarter.From : from;
    }
}
