using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>A row that was refused or warned of, with its reasons.</summary>
public sealed record ImportFault(int Row, string? Code, bool IsRefused, IReadOnlyList<Refusal> Reasons);

/// <summary>How many rows have a reason.</summary>
public sealed record ImportFaultCount(string Code, bool IsRefused, int Rows);

/// <summary>A job as it is shown: <paramref name="Progress"/> is of this very moment.</summary>
public sealed record ImportView(ImportJob Job, int Progress, DateTime AsOf)
{
    public bool IsAtWork => Job.State is ImportState.Uploaded or ImportState.Checking or ImportState.Storing;
}

/// <summary>The uploaded files of an agency, and what became of their rows.</summary>
public sealed class ImportList(IDbContextFactory<CentralDb> dbs, ImportQueue queue, TimeProvider clock)
{
    private const int Newest = 50;

    /// <summary>The newest jobs of an agency; empty outside the scope.</summary>
    public async Task<IReadOnlyList<ImportView>> ReadAsync(Scope scope, AgencyCode agency, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return [.. (await Jobs(db, scope, agency).OrderByDescending(j => j.At).Take(Newest).ToListAsync(ct)).Select(View)];
    }

    /// <summary>Null when there is no such job in the scope.</summary>
    public async Task<ImportView?> FindAsync(Scope scope, AgencyCode agency, string id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Jobs(db, scope, agency).FirstOrDefaultAsync(j => j.Id == id, ct) is { } job ? View(job) : null;
    }

    /// <summary>Refused and warned rows after a row number, in their order. Number 0 stands for the file as a whole.</summary>
    public async Task<IReadOnlyList<ImportFault>> FaultsAsync(Scope scope, AgencyCode agency, string id, int after, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var jobs = Jobs(db, scope, agency);
        var rows = await db.ImportRows.AsNoTracking().Where(r => r.ImportId == id && r.Number > after && jobs.Any(j => j.Id == r.ImportId))
            .OrderBy(r => r.Number).Take(most).ToListAsync(ct);
        return rows.ConvertAll(Fault);
    }

    /// <summary>Records that an undo had to leave as they are.</summary>
    public async Task<IReadOnlyList<ImportFault>> LeftAsync(Scope scope, AgencyCode agency, string id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var jobs = Jobs(db, scope, agency);
        var rows = await db.ImportRows.AsNoTracking().Where(r => r.ImportId == id && r.Number < 0 && jobs.Any(j => j.Id == r.ImportId))
            .OrderByDescending(r => r.Number).Take(1000).ToListAsync(ct);
        return rows.ConvertAll(Fault);
    }

    /// <summary>Rows by reason, the most frequent first.</summary>
    public async Task<IReadOnlyList<ImportFaultCount>> CountsAsync(Scope scope, AgencyCode agency, string id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var jobs = Jobs(db, scope, agency);
        // The same faults have the same text: far fewer texts than rows are taken apart.
        var texts = await db.ImportRows.AsNoTracking().Where(r => r.ImportId == id && r.Number > 0 && jobs.Any(j => j.Id == r.ImportId))
            .GroupBy(r => new { r.Fate, r.Reasons }).Select(g => new { g.Key.Fate, g.Key.Reasons, Rows = g.Count() }).ToListAsync(ct);
        return
        [
            .. texts.SelectMany(t => LineFate.Parse(t.Reasons).Select(r => r.Code).Distinct().Select(code => (Code: code, IsRefused: t.Fate == "rejected", t.Rows)))
                .GroupBy(t => (t.Code, t.IsRefused)).Select(g => new ImportFaultCount(g.Key.Code, g.Key.IsRefused, g.Sum(t => t.Rows)))
                .OrderByDescending(c => c.IsRefused).ThenByDescending(c => c.Rows).ThenBy(c => c.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>Receipts of the chunks of a pushed file, in their order; those whose answer is forgotten are no longer told.</summary>
    public async Task<IReadOnlyList<ReceiptLine>> ReceiptsAsync(Scope scope, AgencyCode agency, string id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Pushes(db, scope, agency, id).OrderBy(p => p.Id)
            .Select(p => new ReceiptLine(p.Receipt, p.Route, p.ReceivedAt, p.Received, p.Rejected, p.Warned)).ToListAsync(ct);
    }

    /// <summary>The stored answer of one of them; null when there is none in the scope.</summary>
    public async Task<byte[]?> AnswerAsync(Scope scope, AgencyCode agency, string id, string receipt, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Pushes(db, scope, agency, id).Where(p => p.Receipt == receipt).Select(p => p.Answer).FirstOrDefaultAsync(ct);
    }

    private static IQueryable<PushReceipt> Pushes(CentralDb db, Scope scope, AgencyCode agency, string id)
    {
        var jobs = Jobs(db, scope, agency);
        var prefix = ImportPush.PrefixOf(id);
        return db.PushReceipts.AsNoTracking().Where(p => p.IdempotencyKey!.StartsWith(prefix) && p.ClientId == 0
            && jobs.Any(j => j.Id == id && j.AgencyId == p.AgencyId && p.ReceivedAt >= j.At));
    }

    private static IQueryable<ImportJob> Jobs(CentralDb db, Scope scope, AgencyCode agency)
    {
        var agencies = db.Agencies;
        var isSeen = scope.Covers(Scope.OfAgency(agency));
        return db.ImportJobs.AsNoTracking().Where(j => isSeen && agencies.Any(a => a.Id == j.AgencyId && a.Code == agency));
    }

    private ImportView View(ImportJob job) => new(job, queue.ProgressOf(job.Id) ?? job.Progress, clock.UtcNow());

    private static ImportFault Fault(ImportRow row) => new(row.Number, row.Code, row.Fate == "rejected", LineFate.Parse(row.Reasons));
}
