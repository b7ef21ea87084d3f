using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>Whose file it is, who sends it and what shall become of it.</summary>
public sealed record ImportOrder(int AgencyId, AgencyCode Agency, ImportKind Kind, string Actor, string FileName, ImportMode Mode);

/// <summary>The job that works on a file, or why the file was not taken; <see cref="Where"/> is the sheet or cell at fault, if known.</summary>
public sealed record ImportAnswer(ImportJob? Job, bool IsDuplicate, Refusal? Refusal, string? Where);

/// <summary>
/// Takes a file of records: scanned before anything else touches it, kept under its hash, worked on in the background
/// (FEATURES.md row 13, SECURITY.md F4, U05–U07). What is refused leaves nothing behind. The same file again, unless its
/// import was undone, is the former job.
/// </summary>
public sealed class ImportFile
{
    private static readonly ImportState[] AtWork = [ImportState.Uploaded, ImportState.Checking, ImportState.Storing];

    private readonly IDbContextFactory<CentralDb> dbs;
    private readonly KeptFiles files;
    private readonly ImportQueue queue;
    private readonly TimeProvider clock;

    public ImportFile(IDbContextFactory<CentralDb> dbs, CentreOptions centre, ImportQueue queue, TimeProvider clock) =>
        (this.dbs, files, this.queue, this.clock) = (dbs, new(centre), queue, clock);

    public async Task<ImportAnswer> RunAsync(ImportOrder order, Stream upload, CancellationToken ct)
    {
        var verdict = await SheetScan.ScanAsync(upload, ct);
        if (verdict.File is not { } file)
        {
            return new(null, false, verdict.Refusal, verdict.Where);
        }

        var (sheet, refusal) = Open(file, order);
        if (sheet is null)
        {
            return new(null, false, refusal, null);
        }

        var hash = KeptFiles.HashOf(file);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FormerAsync(db, order, hash, ct) is { } former)
        {
            return new(former, true, null, null);
        }

        var now = clock.UtcNow();
        files.Keep(file, hash, now);
        var job = new ImportJob
        {
            Id = Ulid.New(now), AgencyId = order.AgencyId, Kind = order.Kind.Name, FileName = FileName.Shown(order.FileName), FileHash = hash,
            Bytes = file.Content.Length, State = ImportState.Uploaded, Mode = order.Mode, At = now, Actor = order.Actor, Rows = sheet.RowsAtMost,
        };
        db.Add(job);
        await db.SaveChangesAsync(ct);
        queue.Ring();
        return new(job, false, null, null);
    }

    private static (ImportSheet? Sheet, Refusal? Refusal) Open(ScannedFile file, ImportOrder order)
    {
        try
        {
            return ImportSheet.Open(file, order.Kind, order.Agency);
        }
        catch (SheetRefusedException refused)
        {
            return (null, refused.Refusal);
        }
    }

    /// <summary>One that was stored, or that is being worked on; a mere preview is made anew, since the register may have changed.</summary>
    private static Task<ImportJob?> FormerAsync(CentralDb db, ImportOrder order, string hash, CancellationToken ct) => db.ImportJobs.AsNoTracking()
        .Where(j => j.AgencyId == order.AgencyId && j.Kind == order.Kind.Name && j.FileHash == hash && (j.State == ImportState.Done || AtWork.Contains(j.State)))
        .OrderByDescending(j => j.At).FirstOrDefaultAsync(ct);
}
