using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>
/// The agency whose machine calls the API. It comes from the token's client and the register alone, never from a body,
/// path, query or header. A parameter of this type in an endpoint under <c>/api</c> is filled by <see cref="BindAsync"/>.
/// </summary>
/// <param name="Id">Id of the agency.</param>
/// <param name="Code">Code of the agency.</param>
/// <param name="ClientId">Id of the API client (the row).</param>
/// <param name="ClientName">Its <c>client_id</c>: <c>agency-1001</c>.</param>
/// <param name="Scopes">API scopes of this call: those of the token that the client still has.</param>
public sealed record CallingAgency(int Id, AgencyCode Code, int ClientId, string ClientName, IReadOnlySet<string> Scopes)
{
    /// <summary>How far it may see.</summary>
    public Scope Scope => Scope.OfAgency(Code);

    /// <summary>Its name in the journal.</summary>
    public string Actor { get; private init; } = "client:" + ClientName;

    /// <summary>
    /// The agency as the sender of a file, whoever uploaded it: no machine, so client 0 and no scope; the journal names the
    /// <paramref name="actor"/> of the upload. It never comes from a call.
    /// </summary>
    internal static CallingAgency ByFile(int id, AgencyCode code, string actor) => new(id, code, 0, "", new HashSet<string>()) { Actor = actor };

    /// <summary>The caller of a request or hub connection that the bearer scheme let in; null for anybody else.</summary>
    public static CallingAgency? Of(ClaimsPrincipal user) => user.Identities.OfType<CallingIdentity>().FirstOrDefault()?.Agency;

    public static ValueTask<CallingAgency?> BindAsync(HttpContext context) => new(Of(context.User));
}

/// <summary>The identity of a calling machine; it carries no role, so that no page policy can ever take it for a person.</summary>
internal sealed class CallingIdentity(CallingAgency agency) : ClaimsIdentity(
    [new Claim(ClaimTypes.Name, agency.ClientName), .. agency.Scopes.Select(scope => new Claim("api-scope", scope))], "bearer")
{
    public CallingAgency Agency { get; } = agency;

    public override ClaimsIdentity Clone() => new CallingIdentity(Agency);
}
