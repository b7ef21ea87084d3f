using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>
/// A token bucket for each client (API.md section 3): <c>Limits:RequestsPerSecond</c> (50) with a burst of
/// <c>Limits:Burst</c> (100); above it 429 with Retry-After, so that one agency's loop never slows another's push. Every
/// answer says how much is left: <c>RateLimit-Limit</c>, <c>-Remaining</c>, <c>-Reset</c> (seconds until the bucket is full).
/// </summary>
internal sealed class ClientLimits : IEndpointFilter, IDisposable
{
    private readonly int burst;
    private readonly int perSecond;
    private readonly PartitionedRateLimiter<string> buckets;

    public ClientLimits(IConfiguration configuration)
    {
        burst = configuration.GetValue("Limits:Burst", 100);
        perSecond = configuration.GetValue("Limits:RequestsPerSecond", 50);
        buckets = PartitionedRateLimiter.Create<string, string>(client => RateLimitPartition.GetTokenBucketLimiter(client, _ => new()
        {
            TokenLimit = burst, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0,
        }));
    }

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var client = CallingAgency.Of(http.User)?.ClientName ?? "";
        using var lease = buckets.AttemptAcquire(client);
        var left = buckets.GetStatistics(client)?.CurrentAvailablePermits ?? 0;
        var headers = http.Response.Headers;
        headers["RateLimit-Limit"] = Text(burst);
        headers["RateLimit-Remaining"] = Text(left);
        headers["RateLimit-Reset"] = Text((burst - left + perSecond - 1) / perSecond);
        if (lease.IsAcquired)
        {
            return await next(context);
        }

        headers.RetryAfter = Text(lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)) : 1);
        return Problem.Of(StatusCodes.Status429TooManyRequests, new("rate-limited"), http);
    }

    public void Dispose() => buckets.Dispose();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
