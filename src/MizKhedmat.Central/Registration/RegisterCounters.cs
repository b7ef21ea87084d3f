using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>Keeps the sums of <see cref="PlacementCount"/> equal to the register: what changed is added as difference of today.</summary>
internal static class RegisterCounters
{
    /// <summary>The counters of an agency added up over all days, by area.</summary>
    public static async Task<Dictionary<string, PlacementCount>> SumsAsync(CentralDb db, int agencyId, CancellationToken ct)
    {
        var sums = new Dictionary<string, PlacementCount>(StringComparer.Ordinal);
        await foreach (var row in db.PlacementCounts.AsNoTracking().Where(c => c.AgencyId == agencyId).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!sums.TryGetValue(row.Area, out var sum))
            {
                sums[row.Area] = sum = new() { AgencyId = agencyId, Area = row.Area, Day = row.Day };
            }

            sum.Add(row, +1);
        }

        return sums;
    }

    /// <summary>What has to be added to the counters of a day so that their sums become the new counts.</summary>
    public static IReadOnlyList<PlacementCount> Differences(
        int agencyId, IReadOnlyDictionary<string, PlacementCount> before, IReadOnlyDictionary<string, PlacementCount> after, DateOnly day)
    {
        var differences = new List<PlacementCount>();
        foreach (var area in before.Keys.Union(after.Keys))
        {
            var difference = new PlacementCount { AgencyId = agencyId, Area = area, Day = day };
            if (after.TryGetValue(area, out var now))
            {
                difference.Add(now, +1);
            }

            if (before.TryGetValue(area, out var former))
            {
                difference.Add(former, -1);
            }

            if (!difference.IsZero)
            {
                differences.Add(difference);
            }
        }

        return differences;
    }
}
