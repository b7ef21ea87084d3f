using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Works on one job in chunks of rows: checks, then stores, each chunk with its tallies in one transaction, so that a centre
/// that stops goes on where it stopped. All-or-nothing is checked first and stored in a single transaction.
/// </summary>
internal sealed class ImportRun(IBulkStore store, ChangeRegister register, ImportQueue queue, TimeProvider clock, ImportJob job, ImportSheet sheet)
    : ImportWork(store, queue, clock, job, sheet)
{
    private const int Chunk = 500;

    private RegisterPicture? picture;
    private int refused;

    private string Source => "import:" + Job.Id;

    protected override async Task CheckAsync(CancellationToken ct)
    {
        var records = Records();
        picture = null;
        foreach (var lines in Sheet.Lines().Chunk(Chunk))
        {
            await using var writing = await Store.BeginAsync(Job.AgencyId, ct);
            picture ??= await RegisterPicture.LoadAsync(writing.Db, Job.AgencyId, ct);
            await WorkAsync(writing, records, lines, isStored: false, ct);
            await SaveAsync(writing.Db, ct);
            await writing.CommitAsync(ct);
        }

        picture = null;
        await DecideAsync(ct);
    }

    protected override Task StoreAsync(CancellationToken ct) => Job.Mode == ImportMode.AllOrNothing ? StoreAllAsync(ct) : StoreGoodAsync(ct);

    private async Task StoreGoodAsync(CancellationToken ct)
    {
        var records = Records();
        var done = Job.Progress;
        foreach (var line in Sheet.Lines().Take(done))
        {
            records.Pass(line);
        }

        foreach (var lines in Sheet.Lines().Skip(done).Chunk(Chunk))
        {
            await using var writing = await Store.BeginAsync(Job.AgencyId, ct);
            picture = await FreshAsync(writing.Db, ct);
            await WorkAsync(writing, records, lines, isStored: true, ct);
            await SaveAsync(writing.Db, ct);
            await writing.CommitAsync(ct);
            register.Committed(Job.AgencyId);
        }

        Job.Rows = Job.Progress;
        await EndAsync(ImportState.Done, null, ct);
    }

    private async Task StoreAllAsync(CancellationToken ct)
    {
        await BeginAsync(ct);
        var records = Records();
        refused = 0;
        await using (var writing = await Store.BeginAsync(Job.AgencyId, ct))
        {
            picture = await RegisterPicture.LoadAsync(writing.Db, Job.AgencyId, ct);
            foreach (var lines in Sheet.Lines().Chunk(Chunk).TakeWhile(_ => refused == 0))
            {
                await WorkAsync(writing, records, lines, isStored: true, ct);
            }

            if (refused == 0)
            {
                Job.Rows = Job.Progress;
                await EndAsync(writing.Db, ImportState.Done, null, ct);
                await writing.CommitAsync(ct);
                register.Committed(Job.AgencyId);
                return;
            }
        }

        // The register changed after the check: told row by row, with nothing stored.
        Job.State = ImportState.Checking;
        await BeginAsync(ct);
        await CheckAsync(ct);
    }

    private ImportRecords Records() => Sheet.Kind.IsPlaces ? new ImportPlaces(register, Sheet) : new ImportRecords(register, Sheet);

    /// <summary>The register as it is: read again only when somebody else changed it since the last chunk.</summary>
    private async Task<RegisterPicture> FreshAsync(CentralDb db, CancellationToken ct)
    {
        var stands = await db.RegisterItems.Where(i => i.AgencyId == Job.AgencyId).SumAsync(i => (long)i.Revision, ct);
        return picture is not null && picture.All.Sum(i => (long)i.Item.Revision) == stands ? picture : await RegisterPicture.LoadAsync(db, Job.AgencyId, ct);
    }

    private async Task WorkAsync(IBulkTransaction writing, ImportRecords records, ImportLine[] lines, bool isStored, CancellationToken ct)
    {
        var order = new ChangeOrder(Job.AgencyId, Sheet.Kind.Kind, Job.Actor, Source) { ValidateOnly = !isStored };
        var fates = await records.DecideAsync(writing, order, lines, picture!, ct);
        writing.Db.ChangeTracker.Clear();
        await writing.InsertAsync<ImportRow>([.. fates.Where(f => f.Fate is ChangeFate.Rejected or ChangeFate.Warned).Select(Row)], ct);
        Job.Progress += lines.Length;
        Job.Created += fates.Count(f => f.Fate == ChangeFate.Created);
        Job.Changed += fates.Count(f => f.Fate == ChangeFate.Changed);
        Job.Unchanged += fates.Count(f => f.Fate == ChangeFate.Unchanged);
        Job.Warned += fates.Count(f => f.Fate == ChangeFate.Warned);
        Job.Rejected += fates.Count(f => f.Fate == ChangeFate.Rejected);
        refused += fates.Count(f => f.Fate == ChangeFate.Rejected);
        Tell();
    }

    private ImportRow Row(LineFate fate) => new()
    {
        ImportId = Job.Id, Number = fate.Line.Number, Code = fate.Line.Code is { Length: > 64 } code ? code[..64] : fate.Line.Code,
        Fate = fate.Fate.ToString().ToLowerInvariant(), Reasons = LineFate.Text(fate.Reasons),
    };
}
