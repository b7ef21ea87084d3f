using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Live;

/// <summary>
/// Follows the journal and tells the live signals which provinces and agencies changed. Looks every half second, or when the
/// bell rings, but never more than twenty times a second. Every line is read once: ids may commit out of order on a server
/// database, so one that was passed over is asked for by itself until it is 30 seconds late. When the journal cannot be read, and when it can be again, every watcher is woken, so
/// that no screen goes on to call old numbers live. Starts at the journal's end: a restart misses nothing that a screen would still show.
/// </summary>
public sealed class JournalPump(IDbContextFactory<CentralDb> dbs, JournalBell bell, LiveSignals signals, TimeProvider clock, ILogger<JournalPump> log)
    : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(30);

    /// <summary>Most ids that are waited for at once: a jump of a sequence passes over thousands that never come.</summary>
    private const int MostMissing = 5_000;

    /// <summary>Ids that were passed over, with when that was seen.</summary>
    private readonly SortedDictionary<long, DateTime> missing = [];
    private long seen;

    /// <summary>Finds the journal's end before the server listens, so that nothing pushed since is missed.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var db = await dbs.CreateDbContextAsync(cancellationToken))
        {
            seen = await db.Journal.MaxAsync(e => (long?)e.Id, cancellationToken) ?? 0;
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

                await Task.Delay(Breath, stoppingToken);
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
        var lines = await Lines(db.Journal.Where(e => e.Id > seen)).ToListAsync(ct);
        if (missing.Count > 0)
        {
            long[] late = [.. missing.Keys];
            lines.AddRange(await Lines(db.Journal.Where(e => late.Contains(e.Id))).ToListAsync(ct));
        }

        var now = clock.UtcNow();
        var places = new HashSet<LivePlace>();
        foreach (var line in lines)
        {
            Pass(line.Id, now);
            if (line is { Province: { } province, Agency: { } agency })
            {
                places.Add(new(province, agency));
            }
        }

        foreach (var id in missing.Where(m => now - m.Value > Latest).Select(m => m.Key).ToList())
        {
            missing.Remove(id);
        }

        if (places.Count > 0)
        {
            signals.Signal(places);
        }
    }

    /// <summary>Moves on to an id, and notes those between that did not come yet.</summary>
    private void Pass(long id, DateTime now)
    {
        missing.Remove(id);
        for (var gap = Math.Max(seen + 1, id - MostMissing); gap < id && missing.Count < MostMissing; gap++)
        {
            missing[gap] = now;
        }

        seen = Math.Max(seen, id);
    }

    private static IQueryable<Line> Lines(IQueryable<JournalEntry> journal) =>
        journal.AsNoTracking().OrderBy(e => e.Id).Select(e => new Line(e.Id, e.Province, e.Agency));

    private sealed record Line(long Id, ProvinceCode? Province, AgencyCode? Agency);
}

/// <summary>Follows the journal, wakes screens and hubs.</summary>
public static class LiveRoom
{
    public static IServiceCollection AddLive(this IServiceCollection services) => services
        .AddSingleton<LiveSignals>()
        .AddHostedService<JournalPump>();
}
