using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Notifications;

/// <summary>Takes away deliveries after 30 days, those of a paused endpoint too: whoever pauses longer asks the API anew.</summary>
public sealed class ForgetDeliveries(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>Returns how many.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var before = clock.UtcNow() - KeptFor;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Deliveries.Where(d => d.At < before).ExecuteDeleteAsync(ct);
    }
}
