using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Works on one job in chunks of rows: checks, then stores, each chunk with its tallies in one transaction, so that a centre
/// that stops goes on where it stopped. All-or-nothing is checked first and stored in a single transaction.
/// </summary>
internal sealed class ImportRun(IBulkStore store, ChangeRegister register, ImportQueue queue, TimeProvider clock, ImportJob job, ImportKind kind, ImportSheet sheet)
{
    internal const string Finished = "import-finished";

    private const int Chunk = 500;

    /// <summary>Row numbers that no sheet has: what is to be told of the file as a whole.</summary>
    private const int OfFile = 0;

    private RegisterPicture? picture;
    private int refused;

    private string Source => "import:" + job.Id;

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
            await (job.Mode == ImportMode.AllOrNothing ? StoreAllAsync(ct) : StoreGoodAsync(ct));
        }
    }

    /// <summary>Both passes count from nothing.</summary>
    private async Task BeginAsync(CancellationToken ct)
    {
        (job.Progress, job.Created, job.Changed, job.Unchanged, job.Rejected, job.Warned) = (0, 0, 0, 0, 0, 0);
        await using var writing = await store.BeginAsync(job.AgencyId, ct);
        await writing.Db.ImportRows.Where(r => r.ImportId == job.Id).ExecuteDeleteAsync(ct);
        await writing.InsertAsync<ImportRow>(
            sheet.UnknownColumns.Count == 0 ? [] : [new() { ImportId = job.Id, Number = OfFile, Fate = "warned", Reasons = LineFate.Text(sheet.UnknownColumns.Select(name => new Refusal("column-unknown", null, name))) }], ct);
        await SaveAsync(writing.Db, ct);
        await writing.CommitAsync(ct);
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        var records = Records();
        picture = null;
        foreach (var lines in sheet.Lines().Chunk(Chunk))
        {
            await using var writing = await store.BeginAsync(job.AgencyId, ct);
            picture ??= await RegisterPicture.LoadAsync(writing.Db, job.AgencyId, ct);
            await WorkAsync(writing, records, lines, isStored: false, ct);
            await SaveAsync(writing.Db, ct);
            await writing.CommitAsync(ct);
        }

        picture = null;
        job.Rows = job.Progress;
        if (job.Mode == ImportMode.Preview || (job.Mode == ImportMode.AllOrNothing && job.Rejected > 0))
        {
            await EndAsync(job.Mode == ImportMode.Preview ? ImportState.Previewed : ImportState.Failed, job.Mode == ImportMode.Preview ? null : "import-not-stored", ct);
            return;
        }

        job.State = ImportState.Storing;
        await BeginAsync(ct);
    }

    private async Task StoreGoodAsync(CancellationToken ct)
    {
        var records = Records();
        var done = job.Progress;
        foreach (var line in sheet.Lines().Take(done))
        {
            records.Pass(line);
        }

        foreach (var lines in sheet.Lines().Skip(done).Chunk(Chunk))
        {
            await using var writing = await store.BeginAsync(job.AgencyId, ct);
            picture = await FreshAsync(writing.Db, ct);
            await WorkAsync(writing, records, lines, isStored: true, ct);
            await SaveAsync(writing.Db, ct);
            await writing.CommitAsync(ct);
            register.Committed(job.AgencyId);
        }

        job.Rows = job.Progress;
        await EndAsync(ImportState.Done, null, ct);
    }

    private async Task StoreAllAsync(CancellationToken ct)
    {
        await BeginAsync(ct);
        var records = Records();
        refused = 0;
        await using (var writing = await store.BeginAsync(job.AgencyId, ct))
        {
            picture = await RegisterPicture.LoadAsync(writing.Db, job.AgencyId, ct);
            foreach (var lines in sheet.Lines().Chunk(Chunk).TakeWhile(_ => refused == 0))
            {
                await WorkAsync(writing, records, lines, isStored: true, ct);
            }

            if (refused == 0)
            {
                job.Rows = job.Progress;
                await EndAsync(writing.Db, ImportState.Done, null, ct);
                await writing.CommitAsync(ct);
                register.Committed(job.AgencyId);
                return;
            }
        }

        // The register changed after the check: told row by row, with nothing stored.
        job.State = ImportState.Checking;
        await BeginAsync(ct);
        await CheckAsync(ct);
    }

    private ImportRecords Records() => kind.IsPlaces ? new ImportPlaces(register, sheet) : new ImportRecords(register, sheet);

    /// <summary>The register as it is: read again only when somebody else changed it since the last chunk.</summary>
    private async Task<RegisterPicture> FreshAsync(CentralDb db, CancellationToken ct)
    {
        var stands = await db.RegisterItems.Where(i => i.AgencyId == job.AgencyId).SumAsync(i => (long)i.Revision, ct);
        return picture is not null && picture.All.Sum(i => (long)i.Item.Revision) == stands ? picture : await RegisterPicture.LoadAsync(db, job.AgencyId, ct);
    }

    private async Task WorkAsync(IBulkTransaction writing, ImportRecords records, ImportLine[] lines, bool isStored, CancellationToken ct)
    {
        var order = new ChangeOrder(job.AgencyId, kind.Kind, job.Actor, Source) { ValidateOnly = !isStored };
        var fates = await records.DecideAsync(writing, order, lines, picture!, ct);
        writing.Db.ChangeTracker.Clear();
        await writing.InsertAsync<ImportRow>([.. fates.Where(f => f.Fate is ChangeFate.Rejected or ChangeFate.Warned).Select(Row)], ct);
        job.Progress += lines.Length;
        job.Created += fates.Count(f => f.Fate == ChangeFate.Created);
        job.Changed += fates.Count(f => f.Fate == ChangeFate.Changed);
        job.Unchanged += fates.Count(f => f.Fate == ChangeFate.Unchanged);
        job.Warned += fates.Count(f => f.Fate == ChangeFate.Warned);
        job.Rejected += fates.Count(f => f.Fate == ChangeFate.Rejected);
        refused += fates.Count(f => f.Fate == ChangeFate.Rejected);
        queue.Tell(job.Id, job.Progress);
    }

    private ImportRow Row(LineFate fate) => new()
    {
        ImportId = job.Id, Number = fate.Line.Number, Code = fate.Line.Code is { Length: > 64 } code ? code[..64] : fate.Line.Code,
        Fate = fate.Fate.ToString().ToLowerInvariant(), Reasons = LineFate.Text(fate.Reasons),
    };

    private async Task EndAsync(ImportState state, string? fault, CancellationToken ct)
    {
        await using var writing = await store.BeginAsync(job.AgencyId, ct);
        await EndAsync(writing.Db, state, fault, ct);
        await writing.CommitAsync(ct);
    }

    private async Task EndAsync(CentralDb db, ImportState state, string? fault, CancellationToken ct)
    {
        (job.State, job.Fault, job.EndedAt) = (state, fault, clock.UtcNow());
        await SaveAsync(db, ct);
        await JournalAsync(db, job, Finished, job.Actor, clock.UtcNow(), ct);
    }

    private Task SaveAsync(CentralDb db, CancellationToken ct) => SaveAsync(db, job, ct);

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
