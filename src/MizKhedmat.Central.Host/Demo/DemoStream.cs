using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Cli.Simulation;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>
/// The live stream of a demo centre: once it listens, its agencies push over the public API with real tokens, as
/// <c>mizctl simulate</c> does from outside, so that every screen moves. It also answers requests that were open before,
/// those promised today first.
/// </summary>
internal sealed class DemoStream(
    IDbContextFactory<CentralDb> dbs, DemoProfiles profiles, DemoSecrets secrets, DemoOptions options, DemoAddress address,
    IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<DemoStream> log) : BackgroundService
{
    private const double NightRate = 2;
    private const double DayRate = 10;
    private const int MostAdopted = 200;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            var known = (await profiles.WriteAsync(options.Size, stoppingToken)).Where(p => p.Simulate).ToList();
            using var http = new HttpClient();
            await Task.WhenAll(known.Select(profile => PlayAsync(http, profile, known.Count, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("The demo stream stops with the centre.");
        }
        catch (Exception fault)
        {
            log.LogError(fault, "The demo stream ended; the centre goes on without it.");
        }
    }

    /// <summary>Events per second of the whole stream: brisk in office hours, never quite still.</summary>
    internal static double RateAt(DateTime tehran) => tehran.Hour switch
    {
        >= 8 and < 14 => DayRate,
        7 or (>= 14 and < 18) => DayRate * .6,
        >= 18 and < 23 => DayRate * .35,
        _ => NightRate,
    };

    private async Task PlayAsync(HttpClient http, AgencyProfile profile, int agencies, CancellationToken ct)
    {
        var clientId = $"agency-{profile.Agency}";
        var client = new CentreClient(http, address.Local, ClientKey.Read(Path.Combine(secrets.ClientsDirectory, clientId + ".jwk")), clock);
        var play = new AgencyPlay(profile, "L" + Convert.ToHexString(RandomNumberGenerator.GetBytes(5)), new Random(), clock);
        play.Adopt(await OpenAsync(new(profile.Agency), ct));
        var tally = new SimulationTally();
        while (!ct.IsCancellationRequested)
        {
            var until = clock.GetUtcNow().AddMinutes(10);
            await new AgencyStream(client, play, tally, clock)
                .RunAsync(() => RateAt(TehranTime.ToTehran(clock.UtcNow())) / agencies, batch: 1, until, ct);
            if (tally.Samples.Count > 0)
            {
                log.LogWarning("Demo stream of {Client}: {Summary}; {Sample}", clientId, tally.Summary(), tally.Samples[0]);
                tally = new();
            }
        }
    }

    /// <summary>Open requests of an agency, those whose promise is still to come first, the nearest first.</summary>
    private async Task<List<OpenCase>> OpenAsync(AgencyCode code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var agencyId = await db.Agencies.Where(a => a.Code == code).Select(a => a.Id).SingleAsync(ct);
        var now = clock.UtcNow();
        var offices = db.Offices;
        var open = await db.ServiceRequests.AsNoTracking()
            .Where(r => r.AgencyId == agencyId && r.AcceptedAt != null && r.AnsweredAt == null && r.SettledAt == null)
            .OrderBy(r => r.PromisedUntil < now).ThenBy(r => r.PromisedUntil).Take(MostAdopted)
            .Join(offices, r => r.OfficeId, o => o.Id, (r, o) => new { r.TrackingCode, o.Code, r.LastEventAt }).ToListAsync(ct);
        return [.. open.Select(r => new OpenCase(r.TrackingCode, r.Code, new DateTimeOffset(r.LastEventAt, TimeSpan.Zero)))];
    }

    private async Task StartedAsync(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var on = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(ct);
        await Task.Delay(Settle, clock, ct);
    }
}
