using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Works on uploaded files one after another, oldest first. What a centre that stopped left half done is taken up at the
/// start. A fault ends its job and no other.
/// </summary>
public sealed class ImportWorker : BackgroundService
{
    private static readonly ImportState[] Waiting = [ImportState.Uploaded, ImportState.Checking, ImportState.Storing];

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly IDbContextFactory<CentralDb> dbs;
    private readonly IBulkStore store;
    private readonly ChangeRegister register;
    private readonly ImportPush push;
    private readonly ImportQueue queue;
    private readonly KeptFiles files;
    private readonly TimeProvider clock;
    private readonly IDatabaseServer server;
    private readonly ILogger<ImportWorker> log;

    public ImportWorker(
        IDbContextFactory<CentralDb> dbs, IBulkStore store, ChangeRegister register, ImportPush push, ImportQueue queue, CentreOptions centre, TimeProvider clock, IDatabaseServer server,
        ILogger<ImportWorker> log) =>
        (this.dbs, this.store, this.register, this.push, this.queue, files, this.clock, this.server, this.log) = (dbs, store, register, push, queue, new(centre), clock, server, log);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // At the start without a bell: what was left half done.
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await NextAsync(stoppingToken) is { } job)
                {
                    await WorkAsync(job, stoppingToken);
                    queue.Forget(job.Id);
                }

                await queue.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return; // The job stands in the table as far as it came.
            }
            catch (Exception e)
            {
                log.LogWarning(e, "The queue of imports could not be read; trying again.");
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    private async Task<ImportJob?> NextAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ImportJobs.AsNoTracking().Where(j => Waiting.Contains(j.State)).OrderBy(j => j.At).ThenBy(j => j.Id).FirstOrDefaultAsync(ct);
    }

    private async Task WorkAsync(ImportJob job, CancellationToken ct)
    {
        try
        {
            var (sheet, agency, refusal) = await OpenAsync(job, ct);
            if (sheet is null)
            {
                await FailAsync(job, refusal!.Code, ct);
                return;
            }

            if (!sheet.Kind.IsPushed)
            {
                await new ImportRun(store, register, queue, clock, job, sheet).RunAsync(ct);
                return;
            }

            using var spool = RecordSpool.Of(sheet, files.OpenScratch(), ct);
            await new PushRun(store, push, queue, clock, job, sheet, CallingAgency.ByFile(job.AgencyId, agency, job.Actor), spool).RunAsync(ct);
        }
        catch (SheetRefusedException refused)
        {
            await FailAsync(job, refused.Code, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && !server.IsOutage(e)) // else it is taken up again when the database is back
        {
            log.LogError(e, "Import {Job} ended with a fault.", job.Id);
            await FailAsync(job, "fault", ct);
        }
    }

    private async Task<(ImportSheet? Sheet, AgencyCode Agency, Refusal? Refusal)> OpenAsync(ImportJob job, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var agency = await db.Agencies.Where(a => a.Id == job.AgencyId).Select(a => (AgencyCode?)a.Code).FirstOrDefaultAsync(ct);
        if (agency is null || ImportKind.Find(job.Kind) is not { } kind)
        {
            return (null, default, new("import-kind-unknown"));
        }

        var verdict = await files.OpenAsync(job.FileHash, ct);
        var (sheet, refusal) = verdict.File is { } file ? ImportSheet.Open(file, kind, agency.Value) : (null, verdict.Refusal);
        return (sheet, agency.Value, refusal);
    }

    private async Task FailAsync(ImportJob job, string fault, CancellationToken ct)
    {
        await using var writing = await store.BeginAsync(job.AgencyId, ct);
        (job.State, job.Fault, job.EndedAt) = (ImportState.Failed, fault, clock.UtcNow());
        await ImportWork.SaveAsync(writing.Db, job, ct);
        await ImportWork.JournalAsync(writing.Db, job, ImportWork.Finished, job.Actor, clock.UtcNow(), ct);
        await writing.CommitAsync(ct);
    }
}
