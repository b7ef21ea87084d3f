using System.Security.Claims;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Dashboards.Shell;

/// <summary>Who looks at a screen and how far he may see.</summary>
public sealed record Caller(string Name, string Role, Scope Scope)
{
    /// <summary>Null for a visitor who has not signed in.</summary>
    public static Caller? Of(ClaimsPrincipal? user) =>
        user?.Identity?.IsAuthenticated == true && Scope.TryParse(user.FindFirst("scope")?.Value, null, out var scope)
            ? new(user.Identity.Name ?? "", user.FindFirst(ClaimTypes.Role)?.Value ?? user.FindFirst("role")?.Value ?? "", scope)
            : null;

    /// <summary>The caller's first page.</summary>
    public string Home => Scope.Kind switch
    {
        ScopeKind.National => "/national",
        ScopeKind.Province or ScopeKind.County => "/province",
        _ => "/agency",
    };
}
