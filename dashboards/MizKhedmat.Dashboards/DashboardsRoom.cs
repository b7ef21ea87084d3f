using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Dashboards.Developers;
using MizKhedmat.Dashboards.Editions;
using MizKhedmat.Dashboards.Errors;
using MizKhedmat.Dashboards.Feedback;
using MizKhedmat.Dashboards.Method;
using MizKhedmat.Dashboards.National;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Public;
using MizKhedmat.Dashboards.Register;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards;

/// <summary>The screens: workspaces over circuits, public pages without any script.</summary>
public static class DashboardsRoom
{
    public static IServiceCollection AddDashboards(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(Harden).AddHubOptions(Harden);
        services.AddCascadingAuthenticationState();
        // Persian letters as themselves: an entity each would make pages several times as long and unreadable to plain readers.
        services.AddWebEncoders(encoders => encoders.TextEncoderSettings = new(UnicodeRanges.All));
        services.AddHttpContextAccessor();
        return services.AddSingleton<Handoff>().AddSingleton<MapSprite>().AddScoped<RoomHere>();
    }

    /// <summary>Before everything that answers: error pages, language, security headers.</summary>
    public static WebApplication UseDashboards(this WebApplication app)
    {
        app.UseRequestLocalization(Language.Options());
        app.UseLanguageMemory();
        app.UseErrorPages();
        app.UsePageHeaders();
        return app;
    }

    public static void MapDashboards(this WebApplication app)
    {
        app.MapGet(MapSprite.Path, (HttpContext http, MapSprite sprite) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=86400";
            return TypedResults.Bytes(sprite.Svg, "image/svg+xml");
        });
        TrackText.Map(app);
        ExportAddresses.Map(app);
        FaultExport.Map(app);
        EditionExports.Map(app);
        MethodExports.Map(app);
        RankingExport.Map(app);
        DeveloperFiles.Map(app);
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options =>
            {
                options.ContentSecurityFrameAncestorsPolicy = null; // PageHeaders says 'none'
                options.DisableWebSocketCompression = true;
            })
            .Add(ReadOnlyPages);
    }

    /// <summary>Pages are only read unless they say so; posts belong to verbs, which may then share a page's path (<c>/sign-in</c>).</summary>
    private static void ReadOnlyPages(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.OfType<ComponentTypeMetadata>().Any() || endpoint.Metadata.OfType<TakesPostsAttribute>().Any())
        {
            return;
        }

        foreach (var methods in endpoint.Metadata.OfType<IHttpMethodMetadata>().ToList())
        {
            endpoint.Metadata.Remove(methods);
        }

        endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
    }

    /// <summary>SECURITY.md section 3: few and short-lived forgotten circuits, small messages, one call at a time.</summary>
    private static void Harden(CircuitOptions circuit)
    {
        circuit.DisconnectedCircuitMaxRetained = 50;
        circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(60);
        circuit.MaxBufferedUnacknowledgedRenderBatches = 5;
        circuit.DetailedErrors = false;
    }

    private static void Harden(HubOptions hub)
    {
        hub.MaximumReceiveMessageSize = 32 * 1024;
        hub.MaximumParallelInvocationsPerClient = 1;
        hub.StreamBufferCapacity = 10;
    }
}
