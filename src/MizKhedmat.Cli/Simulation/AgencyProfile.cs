namespace MizKhedmat.Cli.Simulation;

/// <summary>An office that a simulated agency works with: its own code and its desks' codes.</summary>
public sealed record OfficeProfile(string Code, bool Headquarters, string? ElectronicDesk, string? InPersonDesk);

/// <summary>A service code with the working days that its receipts promise.</summary>
public sealed record ServiceProfile(string Code, int Days);

/// <summary>
/// What a simulated agency may name, public codes only: {client_id}.json beside {client_id}.jwk. <see cref="OnTime"/> is the
/// share of answers in time that it plays; <see cref="Simulate"/> false keeps an agency silent (a planted story).
/// </summary>
public sealed record AgencyProfile(
    string Agency, IReadOnlyList<OfficeProfile> Offices, IReadOnlyList<ServiceProfile> Services, double OnTime = .85, double LateDefect = .01,
    bool Simulate = true, SimulationWords? Words = null);

/// <summary>What the simulated clerks write; at least one of each.</summary>
public sealed record SimulationWords(
    IReadOnlyList<string> Steps, IReadOnlyList<string> Posts, IReadOnlyList<string> Refusals, IReadOnlyList<string> Defects)
{
    public static readonly SimulationWords Plain = new(["step"], ["clerk"], ["conditions not met"], ["document missing"]);
}

/// <summary>A request that is open already and may be worked on by the simulation.</summary>
public sealed record OpenCase(string TrackingCode, string Office, DateTimeOffset AcceptedAt);
