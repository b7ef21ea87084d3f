using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;

namespace MizKhedmat.Central.Sandbox;

/// <summary>The trial centre of vendors: same contract, own data; and the conformance run over it.</summary>
public static class SandboxRoom
{
    public static IServiceCollection AddSandbox(this IServiceCollection services, SandboxPlan plan) => services
        .AddSingleton(plan)
        .AddSingleton<SandboxCentre>()
        .AddSingleton<SandboxAgencies>()
        .AddSingleton<ConformanceWatch>()
        .AddSingleton<ConformanceRun>()
        .AddSingleton<ResetSandbox>();

    /// <summary>After authorization, which stays with the real centre; before the endpoints.</summary>
    public static void UseSandbox(this WebApplication app) => app.UseMiddleware<SandboxDoor>();

    /// <summary>The route under <c>/api/v1</c>; the group asks for a token already.</summary>
    public static void MapSandbox(this RouteGroupBuilder api) => ResetSandbox.Map(api.MapGroup("").RequireApiScope("intake.write"));
}
