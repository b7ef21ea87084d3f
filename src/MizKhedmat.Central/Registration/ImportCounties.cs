using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>A list that was sent: what it would change, or did.</summary>
public sealed record CountyPreview(ImportJob Job, CountyPlan Plan);

/// <summary>
/// Takes over the yearly list of counties of the Statistical Centre: sent, previewed, applied from its day on in one
/// transaction. Nothing is deleted and what is past keeps its counties: a county that ends is closed, a former name stays in
/// its versions. An administrator applies; the Organization reads.
/// </summary>
public sealed class ImportCounties
{
    public const string Kind = "counties";

    private readonly IBulkStore store;
    private readonly IDbContextFactory<CentralDb> dbs;
    private readonly KeptFiles files;
    private readonly JournalBell bell;
    private readonly TimeProvider clock;

    public ImportCounties(IBulkStore store, IDbContextFactory<CentralDb> dbs, CentreOptions centre, JournalBell bell, TimeProvider clock) =>
        (this.store, this.dbs, files, this.bell, this.clock) = (store, dbs, new(centre), bell, clock);

    public static bool MayApply(ClaimsPrincipal user) => SignedIn.IdOf(user) is not null && SignedIn.RoleOf(user) == Roles.Admin;

    /// <summary>Keeps a list for its preview; null when this person may not.</summary>
    public async Task<ImportAnswer?> SendAsync(ClaimsPrincipal user, string fileName, Stream upload, CancellationToken ct)
    {
        if (!MayApply(user))
        {
            return null;
        }

        var verdict = await SheetScan.ScanAsync(upload, ct);
        if (verdict.File is not { } file)
        {
            return new(null, false, verdict.Refusal, verdict.Where);
        }

        var (hash, now) = (KeptFiles.HashOf(file), clock.UtcNow());
        files.Keep(file, hash, now);
        var job = new ImportJob
        {
            Id = Ulid.New(now), AgencyId = 0, Kind = Kind, FileName = FileName.Shown(fileName), FileHash = hash, Bytes = file.Content.Length,
            State = ImportState.Previewed, Mode = ImportMode.AllOrNothing, At = now, Actor = DecideImport.ActorOf(user),
        };
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Add(job);
        await db.SaveChangesAsync(ct);
        return new(job, false, null, null);
    }

    /// <summary>What a kept list would change on a day; null when there is no such list.</summary>
    public async Task<CountyPreview?> PreviewAsync(Scope scope, string id, DateOnly on, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return scope.Kind == ScopeKind.National && await FindAsync(db, id, ct) is { } job ? new(job, await PlanAsync(db, job, on, ct)) : null;
    }

    /// <summary>Applies a list; the plan has faults where it was not. Null when this person may not, or there is no such list.</summary>
    public async Task<CountyPlan?> RunAsync(ClaimsPrincipal user, string id, DateOnly on, CancellationToken ct)
    {
        if (!MayApply(user))
        {
            return null;
        }

        await using var writing = await store.BeginAsync(0, ct);
        var db = writing.Db;
        if (await FindAsync(db, id, ct) is not { State: ImportState.Previewed } job)
        {
            return null;
        }

        var (actor, now) = (DecideImport.ActorOf(user), clock.UtcNow());
        var plan = await PlanAsync(db, job, on, ct);
        if (plan.Faults.Count > 0)
        {
            return plan;
        }

        var counties = await db.Counties.ToDictionaryAsync(c => c.Code, ct);
        var named = (await db.CountyVersions.AsNoTracking().Select(v => v.Code).Distinct().ToListAsync(ct)).ToHashSet();
        foreach (var change in plan.Changes)
        {
            Apply(db, change, counties, named, on, actor, now);
        }

        (job.State, job.EndedAt, job.Rows, job.Changed, job.Unchanged) = (ImportState.Done, now, plan.Changes.Count + plan.Unchanged, plan.Changes.Count, plan.Unchanged);
        await ImportWork.SaveAsync(db, job, ct);
        await ImportWork.JournalAsync(db, job, "counties-applied", actor, now, ct);
        await writing.CommitAsync(ct);
        bell.Ring();
        return plan;
    }

    private static Task<ImportJob?> FindAsync(CentralDb db, string id, CancellationToken ct) =>
        db.ImportJobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == id && j.AgencyId == 0 && j.Kind == Kind, ct);

    private async Task<CountyPlan> PlanAsync(CentralDb db, ImportJob job, DateOnly on, CancellationToken ct)
    {
        var today = clock.TodayInTehran();
        var last = await db.CountyVersions.MaxAsync(v => (DateOnly?)v.On, ct);
        CountyFault[] ofDay = on > today ? [new(0, null, new("county-list-future"))] : on < last ? [new(0, null, new("county-list-older"))] : [];
        var verdict = await files.OpenAsync(job.FileHash, ct);
        var (rows, faults) = verdict.File is { } file ? await ReadAsync(db, file, ct) : ([], [new CountyFault(0, null, verdict.Refusal!)]);
        var counties = await db.Counties.AsNoTracking().ToDictionaryAsync(c => c.Code, ct);
        var offices = await db.Offices.AsNoTracking().Where(o => o.ValidTo == null || o.ValidTo > today).GroupBy(o => o.County)
            .Select(g => new { g.Key, Offices = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Offices, ct);
        return CountyPlan.Of(rows, [.. ofDay, .. faults], counties, offices, on);
    }

    private static async Task<(IReadOnlyList<CountyRow> Rows, IReadOnlyList<CountyFault> Faults)> ReadAsync(CentralDb db, ScannedFile file, CancellationToken ct)
    {
        var provinces = await db.Provinces.AsNoTracking().ToListAsync(ct);
        try
        {
            return CountyRows.Read(file, provinces);
        }
        catch (SheetRefusedException refused)
        {
            return ([], [new(0, null, refused.Refusal)]);
        }
    }

    private static void Apply(CentralDb db, CountyChange change, Dictionary<CountyCode, County> counties, HashSet<CountyCode> named, DateOnly on, string actor, DateTime now)
    {
        void Version(CountyCode code, CountyAct act, DateOnly from, string name, CountyCode? predecessor = null) => db.Add(
            new CountyVersion { Code = code, On = from, Act = act, NameFa = name, Predecessor = predecessor, RecordedAt = now, Actor = actor });
        void End(County county, CountyAct act)
        {
            if (county.ValidTo is not null)
            {
                return; // Two counties came out of it.
            }

            Remember(county);
            county.ValidTo = on;
            Version(county.Code, act, on, county.NameFa);
        }

        // What it was called before the first list is known to nobody once the name has changed.
        void Remember(County county)
        {
            if (named.Add(county.Code) && (county.ValidFrom ?? DateOnly.MinValue) < on)
            {
                Version(county.Code, CountyAct.Added, county.ValidFrom ?? DateOnly.MinValue, county.NameFa);
            }
        }

        var stands = counties.GetValueOrDefault(change.Code);
        switch (change.Act)
        {
            case CountyAct.Abolished:
                End(stands!, CountyAct.Abolished);
                return;
            case CountyAct.Moved:
                End(counties[change.Predecessor!.Value], CountyAct.Abolished);
                break;
        }

        if (stands is not null)
        {
            Remember(stands);
            (stands.NameFa, stands.SearchKey, stands.SortKey, stands.ValidTo) = (change.NameFa, PersianText.SearchKey(change.NameFa), PersianText.SortKey(change.NameFa), null);
        }
        else
        {
            db.Add(counties[change.Code] = new()
            {
                Code = change.Code, Province = change.Code.Province, NameFa = change.NameFa, SearchKey = PersianText.SearchKey(change.NameFa), SortKey = PersianText.SortKey(change.NameFa), ValidFrom = on,
            });
        }

        Version(change.Code, change.Act, on, change.NameFa, change.Predecessor);
    }
}
