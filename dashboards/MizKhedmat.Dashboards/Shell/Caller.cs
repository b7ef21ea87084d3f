using System.Security.Claims;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Dashboards.Shell;

/// <summary>Who looks at a screen and how far he may see.</summary>
public sealed record Caller(string Name, string Role, Scope Scope)
{
    /// <summary>Null for a visitor who has not signed in.</summary>
    public static Caller? Of(ClaimsPrincipal? user) =>
        user?.Identity?.IsAuthenticated == true ? new(user.Identity.Name ?? "", SignedIn.RoleOf(user), SignedIn.ScopeOf(user)) : null;
}
