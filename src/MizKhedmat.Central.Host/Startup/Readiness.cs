using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Host.Startup;

/// <summary>
/// Whether this node may be sent work (SECURITY.md section 8): the database takes a write, stands at this release's version
/// and agrees with us about the time, and the disk of the data directory has room. Looked at anew every two seconds at most;
/// the reason goes to the log when it changes. Nothing needs a hand to become ready again.
/// </summary>
internal sealed class Readiness(
    IDbContextFactory<CentralDb> dbs, IBulkStore store, IDatabaseServer server, CentreOptions centre, IConfiguration configuration, TimeProvider clock,
    ILogger<Readiness> log) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim looking = new(1, 1);
    private readonly int freeDiskPercent = configuration.GetValue("Health:FreeDiskPercent", 10);
    private long? lookedAt;
    private string? reason;

    public async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        await looking.WaitAsync(ct);
        try
        {
            if (lookedAt is not { } at || TimeProvider.System.GetElapsedTime(at) >= Fresh)
            {
                var former = reason;
                reason = await ReasonAsync(ct);
                lookedAt = TimeProvider.System.GetTimestamp();
                Tell(former);
            }

            return reason is null;
        }
        finally
        {
            looking.Release();
        }
    }

    public void Dispose() => looking.Dispose();

    private void Tell(string? former)
    {
        if (reason is not null && reason != former)
        {
            log.LogWarning("Not ready: {Reason}", reason);
        }
        else if (reason is null && former is not null)
        {
            log.LogInformation("Ready again.");
        }
    }

    private async Task<string?> ReasonAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            return DiskReason() ?? await DatabaseReasonAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return "the database does not answer in time";
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return $"the database takes no write: {e.GetBaseException().Message}";
        }
    }

    private async Task<string?> DatabaseReasonAsync(CancellationToken ct)
    {
        // A whole block is written each time, by the way that pushes take.
        await store.ReserveIdsAsync("health", IdBlocks.Size, ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if ((await db.Database.GetPendingMigrationsAsync(ct)).FirstOrDefault() is { } missing)
        {
            return $"the database lacks the migration {missing}";
        }

        var before = clock.GetUtcNow().UtcDateTime;
        if (await server.ClockAsync(db, ct) is not { } theirs)
        {
            return null;
        }

        var after = clock.GetUtcNow().UtcDateTime;
        var skew = theirs < before ? before - theirs : theirs > after ? theirs - after : TimeSpan.Zero;
        return skew < Skew ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the clocks of centre and database differ by {skew.TotalSeconds:0} s");
    }

    private string? DiskReason()
    {
        var disk = new DriveInfo(centre.DataDirectory);
        var free = disk.AvailableFreeSpace * 100.0 / Math.Max(1, disk.TotalSize);
        return free > freeDiskPercent ? null
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the disk of the data directory has {free:0.0} % left, below {freeDiskPercent} %");
    }
}
