using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>The self-check of the register's counters: their sums over all days must be what a fresh count of today says.</summary>
public sealed class RecountRegister(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    /// <summary>Throws <see cref="InvalidOperationException"/> when the counters differ, which the job engine reports.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (await DifferencesAsync(ct) is { Count: > 0 } differences)
        {
            throw new InvalidOperationException($"{differences.Count} areas of the register are counted wrongly; the first: {differences[0]}");
        }
    }

    /// <summary>One line per area whose sums differ from the register; empty when all is well.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.UtcNow();
        var today = TehranTime.DayOf(now);
        var differences = new List<string>();
        foreach (var agency in await db.Agencies.AsNoTracking().OrderBy(a => a.Code).Select(a => new { a.Id, a.Code }).ToListAsync(ct))
        {
            var picture = await RegisterPicture.LoadAsync(db, agency.Id, ct);
            var places = await PlaceLedger.LoadAsync(db, agency.Id, today, ct);
            var reviews = await ReviewLedger.LoadAsync(db, picture, [], "centre", now, ct);
            var counted = Placements.Count(picture, places.Open, ExemptionEffects.Of(picture, reviews.AcceptedUntil, today), today);
            differences.AddRange(RegisterCounters.Differences(agency.Id, await RegisterCounters.SumsAsync(db, agency.Id, ct), counted, today)
                .Select(d => $"agency {agency.Code}, area '{d.Area}'"));
        }

        return differences;
    }
}
