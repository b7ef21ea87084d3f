using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Live;

/// <summary>
/// Follows the journal and tells the live signals which provinces and agencies changed. Looks every half second, or at
/// once when the bell rings. Ids may commit out of order on a server database, so the last 30 seconds are read again and
/// what was told already is skipped. When the journal cannot be read, and when it can be again, every watcher is woken, so
/// that no screen goes on to call old numbers live. Starts at the journal's end: a restart misses nothing that a screen would still show.
/// </summary>
public sealed class JournalPump(IDbContextFactory<CentralDb> dbs, JournalBell bell, LiveSignals signals, TimeProvider clock, ILogger<JournalPump> log)
    : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    private readonly Dictionary<long, DateTime> told = [];
    private long certain;

    /// <summary>Finds the journal's end before the server listens, so that nothing pushed since is missed.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var db = await dbs.CreateDbContextAsync(cancellationToken))
        {
            certain = await db.Journal.MaxAsync(e => (long?)e.Id, cancellationToken) ?? 0;
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isLost = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                if (isLost)
                {
                    isLost = false;
                    signals.SignalAll();
                }

                await bell.WaitAsync(Beat, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (!isLost)
                {
                    log.LogWarning(e, "The journal could not be read; trying again.");
                    isLost = true;
                    signals.SignalAll();
                }

                await Task.Delay(Beat, stoppingToken);
            }
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var lines = await db.Journal.AsNoTracking().Where(e => e.Id > certain).OrderBy(e => e.Id)
            .Select(e => new { e.Id, e.At, e.Province, e.Agency }).ToListAsync(ct);
        var now = clock.UtcNow();
        var places = new HashSet<LivePlace>();
        foreach (var line in lines)
        {
            if (told.TryAdd(line.Id, now) && line is { Province: { } province, Agency: { } agency })
            {
                places.Add(new(province, agency));
            }
        }

        foreach (var (id, at) in told.Where(t => now - t.Value > Overlap).ToList())
        {
            told.Remove(id);
            certain = Math.Max(certain, id);
        }

        if (places.Count > 0)
        {
            signals.Signal(places);
        }
    }
}

/// <summary>Follows the journal, wakes screens and hubs.</summary>
public static class LiveRoom
{
    public static IServiceCollection AddLive(this IServiceCollection services) => services
        .AddSingleton<LiveSignals>()
        .AddHostedService<JournalPump>();
}
