using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>The agency on whose behalf a machine calls, from its checked token and its live registration.</summary>
public sealed record CallingAgency(int Id, AgencyCode Code, int ClientId, string ClientName, IReadOnlySet<string> Scopes);
