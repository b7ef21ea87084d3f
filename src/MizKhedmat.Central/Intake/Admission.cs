using System.Threading.RateLimiting;
using Microsoft.Extensions.Configuration;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// How much may be pushed (API.md section 3): records of a client in an hour, <c>Limits:RecordsPerHour</c> (3 million), above
/// it 429; and how many batches are worked on at once, <c>Limits:Batches</c> (8) with <c>Limits:WaitingBatches</c> (64) in
/// turn for at most three seconds, above it 503. Officials' pages never stand in this queue.
/// </summary>
public sealed class Admission : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private readonly PartitionedRateLimiter<int> records;
    private readonly ConcurrencyLimiter batches;

    public Admission(IConfiguration configuration)
    {
        var perHour = configuration.GetValue("Limits:RecordsPerHour", 3_000_000);
        records = PartitionedRateLimiter.Create<int, int>(client => RateLimitPartition.GetTokenBucketLimiter(client, _ => new()
        {
            TokenLimit = perHour, TokensPerPeriod = Math.Max(1, perHour / 3600), ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0,
        }));
        batches = new(new()
        {
            PermitLimit = configuration.GetValue("Limits:Batches", 8),
            QueueLimit = configuration.GetValue("Limits:WaitingBatches", 64),
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>Null when the client may push this many records now; else the seconds to wait.</summary>
    public int? SecondsUntil(int clientId, int count)
    {
        try
        {
            using var lease = records.AttemptAcquire(clientId, count);
            return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Clamp(after.TotalSeconds, 1, 3600) : 1;
        }
        catch (ArgumentOutOfRangeException)
        {
            // More than the whole hour's allowance in one batch.
            return 3600;
        }
    }

    /// <summary>A turn, given back on disposal; null when none came in time.</summary>
    public async Task<IDisposable?> TurnAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(LongestWait);
        try
        {
            var lease = await batches.AcquireAsync(1, patience.Token);
            if (lease.IsAcquired)
            {
                return lease;
            }

            lease.Dispose();
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose()
    {
        records.Dispose();
        batches.Dispose();
    }
}
