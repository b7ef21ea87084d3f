using Microsoft.AspNetCore.Http.Connections;

namespace MizKhedmat.Central.Host.Hubs;

/// <summary>The hub's wiring: WebSockets only, small messages, one call at a time, same-origin browsers (SECURITY.md section 3).</summary>
internal static class LiveHubStartup
{
    public const string Path = "/hubs/live";

    public static IServiceCollection AddLiveHub(this IServiceCollection services)
    {
        services.AddSignalR(options =>
        {
            options.MaximumReceiveMessageSize = 4 * 1024;
            options.MaximumParallelInvocationsPerClient = 1;
            options.StreamBufferCapacity = 10;
            options.EnableDetailedErrors = false;
        });
        return services.AddSingleton<LiveTopics>();
    }

    public static void MapLiveHub(this WebApplication app) => app.MapHub<LiveHub>(Path, options =>
    {
        options.Transports = HttpTransportType.WebSockets;
        options.CloseOnAuthenticationExpiration = true;
    });

    /// <summary>
    /// A browser page of another origin may open neither the hub nor a circuit: its Origin differs from the Host. Machines
    /// send no Origin and come with a token.
    /// </summary>
    public static void UseSameOriginSockets(this WebApplication app) => app.Use(async (context, next) =>
    {
        var guarded = context.Request.Path.StartsWithSegments("/hubs") || context.Request.Path.StartsWithSegments("/_blazor");
        if (guarded && context.Request.Headers.TryGetValue("Origin", out var origin)
            && !string.Equals(origin, $"{context.Request.Scheme}://{context.Request.Host}", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await next();
    });
}
