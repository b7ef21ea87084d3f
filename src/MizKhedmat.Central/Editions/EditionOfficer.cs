using System.Globalization;
using System.Security.Claims;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Editions;

/// <summary>Who prepares and approves editions, decides objections and governs the methodology: officials of the Organization.</summary>
public static class EditionOfficer
{
    /// <summary>Whether forms are shown; what counts is what the acts ask anew.</summary>
    public static bool MayAct(string role, Scope scope) => role == Roles.NationalOfficer && scope.Kind == ScopeKind.National;

    /// <summary>Id of the official; null for anybody else.</summary>
    internal static int? Of(ClaimsPrincipal user) =>
        SignedIn.IdOf(user) is { } id && MayAct(SignedIn.RoleOf(user), SignedIn.ScopeOf(user)) ? id : null;

    /// <summary>As journal and manifest name an official; never by name.</summary>
    internal static string Actor(int official) => string.Create(CultureInfo.InvariantCulture, $"official:{official}");
}
