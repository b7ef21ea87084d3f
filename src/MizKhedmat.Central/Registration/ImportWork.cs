using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// The way of every job: checked, then stored, as its mode says; progress is kept in the table, so that a centre that stops
/// goes on where it stopped.
/// </summary>
internal abstract class ImportWork(IBulkStore store, ImportQueue queue, TimeProvider clock, ImportJob job, ImportSheet sheet)
{
    internal const string Finished = "import-finished";

    /// <summary>Row numbers that no sheet has: what is to be told of the file as a whole.</summary>
    private const int OfFile = 0;

    protected IBulkStore Store => store;

    protected ImportJob Job => job;

    protected ImportSheet Sheet => sheet;

    public async Task RunAsync(CancellationToken ct)
    {
        if (job.State != ImportState.Storing)
        {
            job.State = job.Mode == ImportMode.GoodRows ? ImportState.Storing : ImportState.Checking;
            await BeginAsync(ct);
        }

        if (job.State == ImportState.Checking)
        {
            await CheckAsync(ct);
        }

        if (job.State == ImportState.Storing)
        {
            await StoreAsync(ct);
        }
    }

    protected abstract Task CheckAsync(CancellationToken ct);

    protected abstract Task StoreAsync(CancellationToken ct);

    /// <summary>After a check: what becomes of the job; one that is to be stored counts from nothing again.</summary>
    protected async Task DecideAsync(CancellationToken ct)
    {
        job.Rows = job.Progress;
        if (job.Mode == ImportMode.Preview || (job.Mode == ImportMode.AllOrNothing && job.Rejected > 0))
        {
            await EndAsync(job.Mode == ImportMode.Preview ? ImportState.Previewed : ImportState.Failed, job.Mode == ImportMode.Preview ? null : "import-not-stored", ct);
            return;
        }

        job.State = ImportState.Storing;
        await BeginAsync(ct);
    }

    protected void Tell() => queue.Tell(job.Id, job.Progress);

    /// <summary>Both passes count from nothing.</summary>
    protected async Task BeginAsync(CancellationToken ct)
    {
        (job.Progress, job.Created, job.Changed, job.Unchanged, job.Rejected, job.Warned) = (0, 0, 0, 0, 0, 0);
        await using var writing = await store.BeginAsync(job.AgencyId, ct);
        await writing.Db.ImportRows.Where(r => r.ImportId == job.Id).ExecuteDeleteAsync(ct);
        await writing.InsertAsync<ImportRow>(
            sheet.UnknownColumns.Count == 0 ? [] : [new() { ImportId = job.Id, Number = OfFile, Fate = "warned", Reasons = LineFate.Text(sheet.UnknownColumns.Select(name => new Refusal("column-unknown", null, name))) }], ct);
        await SaveAsync(writing.Db, ct);
        await writing.CommitAsync(ct);
    }

    protected async Task EndAsync(ImportState state, string? fault, CancellationToken ct)
    {
        await using var writing = await store.BeginAsync(job.AgencyId, ct);
        await EndAsync(writing.Db, state, fault, ct);
        await writing.CommitAsync(ct);
    }

    protected async Task EndAsync(CentralDb db, ImportState state, string? fault, CancellationToken ct)
    {
        (job.State, job.Fault, job.EndedAt) = (state, fault, clock.UtcNow());
        await SaveAsync(db, ct);
        await JournalAsync(db, job, Finished, job.Actor, clock.UtcNow(), ct);
    }

    protected Task SaveAsync(CentralDb db, CancellationToken ct) => SaveAsync(db, job, ct);

    internal static Task SaveAsync(CentralDb db, ImportJob job, CancellationToken ct) => db.ImportJobs.Where(j => j.Id == job.Id).ExecuteUpdateAsync(
        set => set.SetProperty(j => j.State, job.State).SetProperty(j => j.Mode, job.Mode).SetProperty(j => j.EndedAt, job.EndedAt)
            .SetProperty(j => j.Rows, job.Rows).SetProperty(j => j.Progress, job.Progress).SetProperty(j => j.Created, job.Created)
            .SetProperty(j => j.Changed, job.Changed).SetProperty(j => j.Unchanged, job.Unchanged).SetProperty(j => j.Rejected, job.Rejected)
            .SetProperty(j => j.Warned, job.Warned).SetProperty(j => j.Fault, job.Fault), ct);

    /// <summary>What a webhook tells of a file: no name of it, for a sender may put a person into that.</summary>
    private static JsonObject Told(ImportJob job) => new()
    {
        ["import"] = job.Id, ["kind"] = job.Kind, ["state"] = job.State.ToString().ToLowerInvariant(), ["fault"] = job.Fault,
        ["rows"] = job.Rows, ["created"] = job.Created, ["changed"] = job.Changed, ["unchanged"] = job.Unchanged, ["warned"] = job.Warned, ["rejected"] = job.Rejected,
        ["location"] = "/api/v1/imports/" + job.Id,
    };

    internal static async Task JournalAsync(CentralDb db, ImportJob job, string what, string actor, DateTime now, CancellationToken ct)
    {
        var agency = await db.Agencies.Where(a => a.Id == job.AgencyId).Select(a => (AgencyCode?)a.Code).FirstOrDefaultAsync(ct);
        db.Add(new JournalEntry { At = now, Kind = what, Agency = agency, Subject = "import/" + job.Id, Actor = actor });
        if (what == Finished && agency is { } told)
        {
            await db.SendAsync(told, WebhookEvents.ImportFinished, Told(job), now, ct);
        }

        await db.SaveChangesAsync(ct);
    }
}
