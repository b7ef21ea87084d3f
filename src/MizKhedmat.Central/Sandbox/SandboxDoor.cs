using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Sandbox;

/// <summary>
/// Reads <c>X-MK-Environment</c> (API.md section 3): with <c>sandbox</c> the rest of the call runs on the services of the
/// sandbox, as the agency's double there; without it, or with <c>production</c>, on the real ones; anything else is refused,
/// so that a typing fault never turns a trial into a real record.
/// </summary>
internal sealed class SandboxDoor(RequestDelegate next, SandboxCentre sandbox, SandboxAgencies agencies, ConformanceWatch watch)
{
    public const string Header = "X-MK-Environment";
    public const string Name = "sandbox";

    /// <summary>Whether the call runs in the sandbox.</summary>
    public static bool IsOpen(HttpContext context) => context.Items.ContainsKey(typeof(SandboxDoor));

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api") || !context.Request.Headers.TryGetValue(Header, out var asked) || asked == "production")
        {
            return next(context);
        }

        return asked != Name ? Problem.WriteAsync(context, StatusCodes.Status400BadRequest, new("environment-unknown"))
            : !sandbox.IsEnabled ? Problem.WriteAsync(context, StatusCodes.Status400BadRequest, new("sandbox-off"))
            : EnterAsync(context);
    }

    private async Task EnterAsync(HttpContext context)
    {
        context.Response.Headers[Header] = Name;
        var rooms = await sandbox.OpenAsync(context.RequestAborted);
        var (services, user) = (context.RequestServices, context.User);
        await using var scope = rooms.CreateAsyncScope();
        try
        {
            context.Items[typeof(SandboxDoor)] = true;
            context.RequestServices = scope.ServiceProvider;
            if (CallingAgency.Of(user) is { } agency)
            {
                var there = agency with { Id = await agencies.IdOfAsync(agency.Code, context.RequestAborted) };
                context.User = new(new CallingIdentity(there));
                watch.Follow(context, there);
            }

            await next(context);
        }
        finally
        {
            (context.RequestServices, context.User) = (services, user);
        }
    }
}
