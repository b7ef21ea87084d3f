using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Removes uploaded files that nobody needs any more: thirty days after their import can no longer be taken back. A preview
/// that nobody decided in that time is discarded. The job, its counts and its refused rows stay.
/// </summary>
public sealed class ForgetUploads
{
    /// <summary>After an import ended, or was sent and never decided.</summary>
    public static readonly TimeSpan KeptFor = UndoImport.UndoTime + TimeSpan.FromDays(30);

    private static readonly ImportState[] AtWork = [ImportState.Uploaded, ImportState.Checking, ImportState.Storing];

    private readonly IDbContextFactory<CentralDb> dbs;
    private readonly KeptFiles files;
    private readonly TimeProvider clock;

    public ForgetUploads(IDbContextFactory<CentralDb> dbs, CentreOptions centre, TimeProvider clock) => (this.dbs, files, this.clock) = (dbs, new(centre), clock);

    /// <summary>Whether the refused rows can still be written back from the file that was sent.</summary>
    public static bool IsKept(ImportJob job, DateTime now) => (job.State == ImportState.Discarded ? job.At : job.EndedAt ?? job.At) + KeptFor > now;

    /// <summary>Returns how many files were removed.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var before = now - KeptFor;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.ImportJobs.Where(j => j.State == ImportState.Previewed && j.At < before)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.State, ImportState.Discarded).SetProperty(j => j.EndedAt, now), ct);
        var needed = await db.ImportJobs.Where(j => AtWork.Contains(j.State) || (j.State == ImportState.Discarded ? j.At : j.EndedAt ?? j.At) > before).Select(j => j.FileHash).ToHashSetAsync(ct);
        return files.Forget(needed, before);
    }
}
