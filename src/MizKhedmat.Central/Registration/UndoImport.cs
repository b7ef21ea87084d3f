using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Takes an import back within a day: what it created is taken back, what it changed is as it was before, as new revisions.
/// Records that somebody changed since, or that are needed by now, stay and are listed with the job.
/// </summary>
public sealed class UndoImport(IBulkStore store, IDbContextFactory<CentralDb> dbs, ChangeRegister register, TimeProvider clock)
{
    /// <summary>How long an import can be taken back.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromHours(24);

    private const int CodesPerRead = 500;

    /// <summary>Whether an ended import can still be taken back at this instant.</summary>
    public static bool IsOpen(ImportJob job, DateTime now) => IsStored(job) && now <= job.EndedAt + UndoTime;

    /// <summary>Null when it is taken back; <c>not-found</c> when there is no such import of this person's agency.</summary>
    public async Task<Refusal?> RunAsync(ClaimsPrincipal user, string id, CancellationToken ct)
    {
        if (await AgencyIdAsync(user, ct) is not { } agencyId)
        {
            return new("not-found");
        }

        await using var writing = await store.BeginAsync(agencyId, ct);
        if (await writing.Db.ImportJobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == id && j.AgencyId == agencyId, ct) is not { } job || !IsStored(job))
        {
            return new("not-found");
        }

        if (!IsOpen(job, clock.UtcNow()))
        {
            return new("undo-too-late");
        }

        var actor = DecideImport.ActorOf(user);
        var left = await TakeBackAsync(writing, job, actor, ct);
        await writing.InsertAsync<ImportRow>([.. left.Select((l, i) => new ImportRow { ImportId = id, Number = -1 - i, Code = l.Code, Fate = ImportRowFate.Left, Reasons = LineFate.Text(l.Reasons) })], ct);
        job.State = ImportState.Undone;
        await ImportWork.SaveAsync(writing.Db, job, ct);
        await ImportWork.JournalAsync(writing.Db, job, "import-undone", actor, clock.UtcNow(), ct);
        await writing.CommitAsync(ct);
        register.Committed(job.AgencyId);
        return null;
    }

    /// <summary>What was pushed is history at once: it is corrected by further events, never taken back.</summary>
    private static bool IsStored(ImportJob job) => ImportKind.Find(job.Kind) is not { IsPushed: true }
        && (job.State == ImportState.Done || (job is { State: ImportState.Failed, Mode: ImportMode.GoodRows } && job.Created + job.Changed + job.Warned > 0));

    private async Task<int?> AgencyIdAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await DecideImport.AgencyIdAsync(db, user, ct);
    }

    private async Task<IReadOnlyList<(string Code, IReadOnlyList<Refusal> Reasons)>> TakeBackAsync(IBulkTransaction writing, ImportJob job, string actor, CancellationToken ct)
    {
        var kind = ImportKind.Find(job.Kind)!.Kind;
        var source = "import:" + job.Id;
        var made = await writing.Db.RegisterRevisions.AsNoTracking().Where(r => r.AgencyId == job.AgencyId && r.Kind == kind && r.Source == source)
            .GroupBy(r => r.Code).Select(g => new { Code = g.Key, First = g.Min(r => r.Number), Last = g.Max(r => r.Number) }).ToListAsync(ct);
        var picture = await RegisterPicture.LoadAsync(writing.Db, job.AgencyId, ct);
        var left = made.Where(m => picture.Find(kind, m.Code)!.Item.Revision != m.Last)
            .Select(m => (m.Code, (IReadOnlyList<Refusal>)[new Refusal("undo-changed-since")])).ToList();
        var changes = new List<RecordChange>();
        foreach (var some in made.Where(m => picture.Find(kind, m.Code)!.Item.Revision == m.Last).Chunk(CodesPerRead))
        {
            var codes = some.Select(m => m.Code).ToList();
            var before = some.ToDictionary(m => m.Code, m => m.First - 1, StringComparer.Ordinal);
            var past = await writing.Db.RegisterRevisions.AsNoTracking().Where(r => r.AgencyId == job.AgencyId && r.Kind == kind && codes.Contains(r.Code)).ToListAsync(ct);
            var former = past.Where(r => r.Number == before[r.Code] && r.Status != RegisterStatus.Removed).ToDictionary(r => r.Code, StringComparer.Ordinal);
            changes.AddRange(codes.Select(code => Back(picture.Find(kind, code)!, former.GetValueOrDefault(code))));
        }

        var results = await register.WriteAsync(writing, new(job.AgencyId, kind, actor, "undo:" + job.Id), changes, ct, picture);
        left.AddRange(results.Where(r => r.Fate == ChangeFate.Rejected).Select(r => (r.Code, r.Reasons)));
        return left;
    }

    private static RecordChange Back(PictureItem now, RegisterRevision? former)
    {
        if (former is null)
        {
            return new(0, now.Item.Code, default) { IsRemoval = true };
        }

        var state = RegisterState.Parse(former.State);
        return new(0, now.Item.Code, default) { Stored = state, Status = former.Status, Spells = SpellsOf(state, now.Spells) };
    }

    /// <summary>The last spell stands in the former state itself; those before it ended before it began and were not touched.</summary>
    private static IReadOnlyList<OpenTime> SpellsOf(System.Text.Json.Nodes.JsonObject state, IReadOnlyList<OpenTime> now) =>
        state.Day("validFrom") is not { } from ? [] : [.. now.Where(s => s.To <= from), new(from, state.Day("validTo"), state.Str("mergedInto"))];
}

/// <summary>Words of <see cref="ImportRow.Fate"/> beside those of <see cref="ChangeFate"/>.</summary>
public static class ImportRowFate
{
    /// <summary>A record that an undo had to leave as it is.</summary>
    public const string Left = "left";
}
