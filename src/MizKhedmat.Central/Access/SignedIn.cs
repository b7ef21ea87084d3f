using System.Security.Claims;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>What a signed-in principal says about its person: role, scope, home. Screens ask this and nothing else.</summary>
public static class SignedIn
{
    internal const string ScopeClaim = "scope";
    internal const string StampClaim = "stamp";
    internal const string SessionClaim = "sid";

    /// <summary>How far the caller may see; a machine sees its own agency. Throws for somebody who is not signed in.</summary>
    public static Scope ScopeOf(ClaimsPrincipal user) =>
        CallingAgency.Of(user)?.Scope
        ?? Scope.Parse(user.FindFirstValue(ScopeClaim) ?? throw new InvalidOperationException("Nobody is signed in."), null);

    /// <summary>One of <see cref="Roles"/>; empty for a machine and for somebody who is not signed in.</summary>
    public static string RoleOf(ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Role) ?? "";

    /// <summary>Id of the official; null for anybody else.</summary>
    public static int? IdOf(ClaimsPrincipal user) =>
        int.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The first screen of a role.</summary>
    public static string HomeOf(string role) => role switch
    {
        Roles.Governor or Roles.CountyGovernor or Roles.PlanningOfficer or Roles.Inspector => "/province",
        Roles.AgencyHead or Roles.AgencyRepresentative or Roles.AgencyEditor => "/agency",
        _ => "/national",
    };

    /// <summary>The principal of an official, as sign-in makes it.</summary>
    public static ClaimsPrincipal Principal(Official official, string session) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, official.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new(ClaimTypes.Name, official.UserName!),
            new(ClaimTypes.Role, official.Role),
            new(ScopeClaim, official.ScopeText),
            new(StampClaim, official.SecurityStamp!),
            new(SessionClaim, session),
        ],
        AccessRoom.Cookie));
}
