using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// Empties the stored answers and keys of pushes older than 30 days (API.md section 3). The receipt's counts stay, and the
/// natural keys of the events still stop doubles.
/// </summary>
public sealed class ForgetAnswers(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>Returns how many were emptied.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var before = clock.UtcNow() - KeptFor;
        return await db.PushReceipts.Where(p => p.ReceivedAt < before && p.IdempotencyKey != null)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.IdempotencyKey, (string?)null).SetProperty(x => x.Answer, (byte[]?)null), ct);
    }
}
