using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>
/// A token bucket for each client (API.md section 3): <c>Limits:RequestsPerSecond</c> (50) with a burst of
/// <c>Limits:Burst</c> (100); above it 429 with Retry-After, so that one agency's loop never slows another's push.
/// </summary>
internal static class ClientLimits
{
    public const string Policy = "client";

    public static IServiceCollection AddClientLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var perSecond = configuration.GetValue("Limits:RequestsPerSecond", 50);
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = configuration.GetValue("Limits:Burst", 100),
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        };
        return services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(Policy, context =>
                RateLimitPartition.GetTokenBucketLimiter(CallingAgency.Of(context.User)?.ClientName ?? "", _ => bucket));
            limiter.OnRejected = RefuseAsync;
        });
    }

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken ct)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Ceiling(after.TotalSeconds) : 1;
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, wait).ToString(CultureInfo.InvariantCulture);
        await Problem.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, new("rate-limited"));
    }
}
