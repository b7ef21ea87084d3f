using System.Threading.RateLimiting;
using Microsoft.Extensions.Configuration;

namespace MizKhedmat.Central.Intake;

/// <summary>How much a client may push in an hour, what is left of it, and in how many seconds enough of it is.</summary>
internal readonly record struct HourLeft(int Limit, long Left, int Seconds);

/// <summary>
/// How much may be pushed (API.md section 3). Records of a client in an hour, <c>Limits:RecordsPerHour</c> (3 million): above
/// it 429. Above the rest 503, told before a body is read, so that what is refused costs next to nothing:
/// <list type="bullet">
/// <item>batches at work, <c>Limits:Batches</c> (8), a quarter of them at most of one agency, whose writers wait for each other
/// anyway; agencies that wait come in turn, for at most three seconds;</item>
/// <item>batches waiting, <c>Limits:WaitingBatches</c> (64), and 48 MB of bodies; small pushes, <c>Limits:SmallPushes</c>
/// (1,024). Of each no agency holds more than is left free (<see cref="FairRoom"/>).</item>
/// </list>
/// Officials' pages never stand in these queues.
/// </summary>
public sealed class Admission : IDisposable
{
    /// <summary>Bytes of the bodies of all batches that wait or are worked on.</summary>
    private const long BatchBytes = 48 * 1024 * 1024;

    /// <summary>Bytes of a body that is taken for a small push before it is read (<see cref="GroupCommit.SmallPush"/> records and less).</summary>
    private const int SmallBytes = 16 * 1024;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private readonly int perHour;
    private readonly PartitionedRateLimiter<int> records;
    private readonly PartitionedRateLimiter<int> turns;
    private readonly FairRoom batches = new(BatchBytes);
    private readonly FairRoom small;
    private readonly long batchPlace;

    public Admission(IConfiguration configuration)
    {
        perHour = configuration.GetValue("Limits:RecordsPerHour", 3_000_000);
        records = PartitionedRateLimiter.Create<int, int>(client => RateLimitPartition.GetTokenBucketLimiter(client, _ => new()
        {
            TokenLimit = perHour, TokensPerPeriod = Math.Max(1, perHour / 3600), ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0,
        }));
        var atWork = configuration.GetValue("Limits:Batches", 8);
        batchPlace = BatchBytes / (atWork + configuration.GetValue("Limits:WaitingBatches", 64));
        small = new((long)SmallBytes * configuration.GetValue("Limits:SmallPushes", 1_024));

        // An agency's own turns first: the common queue then holds a few of each, and its order is fair.
        turns = PartitionedRateLimiter.CreateChained(Turns(agency => agency, Math.Max(1, atWork / 4)), Turns(_ => 0, atWork));
    }

    /// <summary>Null when the client may push this many records now, which are then counted.</summary>
    internal HourLeft? Exceeded(int clientId, int count)
    {
        // More than the whole hour's allowance in one batch would be a fault of the bucket's caller.
        using var lease = count > perHour ? null : records.AttemptAcquire(clientId, count);
        return lease?.IsAcquired == true ? null : new(
            perHour, records.GetStatistics(clientId)?.CurrentAvailablePermits ?? perHour,
            lease?.TryGetMetadata(MetadataName.RetryAfter, out var after) == true ? (int)Math.Clamp(after.TotalSeconds, 1, 3600) : 3600);
    }

    /// <summary>
    /// Room for a body of an agency before it is read; null: overloaded. <paramref name="length"/> is null when nobody knows
    /// (sent in pieces, or to be inflated): the share then grows with it.
    /// </summary>
    internal FairRoom.Share? RoomForBody(int agencyId, long? length) =>
        length <= SmallBytes ? small.Enter(agencyId, SmallBytes) : batches.Enter(agencyId, Math.Max(batchPlace, length ?? 0));

    /// <summary>Room among the batches for what came in as a small body, or as none; null: overloaded.</summary>
    internal FairRoom.Share? RoomForBatch(int agencyId) => batches.Enter(agencyId, batchPlace);

    /// <summary>Small pushes that wait or are worked on.</summary>
    internal long SmallPushes => small.Taken / SmallBytes;

    /// <summary>Whether a body has its room among the batches already.</summary>
    internal bool IsBatch(FairRoom.Share? share) => share?.Room == batches;

    /// <summary>A turn of an agency, given back on disposal; null when none came in time.</summary>
    public async Task<IDisposable?> TurnAsync(int agencyId, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(LongestWait);
        try
        {
            return await turns.AcquireAsync(agencyId, 1, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose()
    {
        records.Dispose();
        turns.Dispose();
    }

    /// <summary>Its queue needs no end: who waits in it has room already.</summary>
    private static PartitionedRateLimiter<int> Turns(Func<int, int> queueOf, int count) => PartitionedRateLimiter.Create<int, int>(
        agency => RateLimitPartition.GetConcurrencyLimiter(queueOf(agency), _ => new()
        {
            PermitLimit = count, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));
}
