using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Looks at the address of every open electronic desk, as a citizen's browser would begin to (edesk-1397/I1, faq-1397/Q64).
/// Fictional agencies of the demo country have no address to look at and are left out.
/// </summary>
public sealed class ProbeDesks(IDbContextFactory<CentralDb> dbs, TimeProvider clock) : IDisposable
{
    private const int AtOnce = 8;

    private HttpClient web = PublicWeb.Client();

    /// <summary>For tests, whose desks are on the machine itself.</summary>
    internal void Use(HttpClient other) => web = other;

    /// <summary>How many desks were looked at.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var today = clock.TodayInTehran();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var agencies = db.Agencies.Where(a => !a.IsDemo);
        var desks = await db.RegisterItems.AsNoTracking()
            .Where(i => i.Kind == RegisterKind.Desk && i.Status != RegisterStatus.Removed && (i.To == null || i.To > today) && agencies.Any(a => a.Id == i.AgencyId))
            .Join(db.RegisterRevisions, i => new { i.AgencyId, i.Kind, i.Code, Number = i.Revision }, r => new { r.AgencyId, r.Kind, r.Code, r.Number }, (i, r) => new { i.AgencyId, i.Code, r.State })
            .ToListAsync(ct);
        var found = new ConcurrentBag<DeskProbe>();
        await Parallel.ForEachAsync(desks, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (desk, inner) =>
        {
            if (RegisterState.Parse(desk.State) is var state && state.Str("kind") == "electronic" && state.Str("url") is { } url)
            {
                found.Add(await LookAsync(desk.AgencyId, desk.Code, url, inner));
            }
        });
        await StoreAsync(db, found, ct);
        return found.Count;
    }

    public void Dispose() => web.Dispose();

    private async Task<DeskProbe> LookAsync(int agencyId, string desk, string url, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var (state, status) = await AskAsync(url, ct);
        var now = clock.UtcNow();
        return new()
        {
            AgencyId = agencyId, Desk = desk, Url = url, State = state, Status = status, CheckedAt = now, Since = now,
            Milliseconds = status is null ? null : (int)Stopwatch.GetElapsedTime(start).TotalMilliseconds,
        };
    }

    private async Task<(ProbeState State, int? Status)> AskAsync(string url, CancellationToken ct)
    {
        try
        {
            using var answer = await web.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, ct);
            return (answer.IsSuccessStatusCode ? ProbeState.Reachable : ProbeState.Faulty, (int)answer.StatusCode);
        }
        catch (HttpRequestException fault)
        {
            return (fault.InnerException is NotPublicException ? ProbeState.NotPublic : ProbeState.Silent, null);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (ProbeState.Silent, null);
        }
        catch (UriFormatException)
        {
            return (ProbeState.Silent, null);
        }
    }

    /// <summary>Keeps since when a desk has been as it is; a desk that is gone loses its row.</summary>
    private async Task StoreAsync(CentralDb db, IReadOnlyCollection<DeskProbe> found, CancellationToken ct)
    {
        var known = await db.Set<DeskProbe>().ToDictionaryAsync(p => (p.AgencyId, p.Desk), ct);
        foreach (var probe in found)
        {
            if (known.Remove((probe.AgencyId, probe.Desk), out var former))
            {
                probe.Since = former.State == probe.State && former.Url == probe.Url ? former.Since : probe.Since;
                db.Entry(former).CurrentValues.SetValues(probe);
            }
            else
            {
                db.Add(probe);
            }
        }

        db.RemoveRange(known.Values);
        db.Add(new JournalEntry { At = clock.UtcNow(), Kind = "desks-probed", Actor = "centre", Subject = found.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        await db.SaveChangesAsync(ct);
    }
}
