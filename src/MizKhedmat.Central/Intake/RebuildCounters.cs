using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// Puts counters right that the events do not bear out (SECURITY.md section 8). The shadow is the recount of one snapshot;
/// what it differs by from the counters of the same snapshot stays true whatever is pushed meanwhile, because a push adds to
/// events and counters alike. So no push waits for the recount: only the signed differences are added, in one transaction
/// under the agency's lock, with a journal line and a <see cref="CounterRepair"/>. No reader ever sees half of it.
/// </summary>
public sealed class RebuildCounters(IBulkStore store, TimeProvider clock)
{
    /// <summary>False when another node put them right since the snapshot, whose last repair of the agency was <paramref name="lastRepair"/>.</summary>
    internal async Task<bool> RunAsync(int agencyId, AgencyCode agency, CounterCells differences, string first, long lastRepair, CancellationToken ct)
    {
        await using var writing = await store.BeginAsync(agencyId, ct);
        if (await writing.Db.CounterRepairs.AnyAsync(r => r.Agency == agency && r.Id > lastRepair, ct))
        {
            return false;
        }

        var now = clock.UtcNow();
        await differences.AddAsync(writing, ct);
        writing.Db.Add(new CounterRepair { At = now, Agency = agency, Cells = differences.Count, First = first[..Math.Min(300, first.Length)] });
        writing.Db.Add(new JournalEntry { At = now, Kind = "counters-rebuilt", Agency = agency, Subject = $"{differences.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)} cells", Actor = "centre" });
        await writing.Db.SaveChangesAsync(ct);
        await writing.CommitAsync(ct);
        return true;
    }
}
