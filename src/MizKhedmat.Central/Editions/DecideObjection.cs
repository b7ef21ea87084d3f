#pragma warning disable CS9113 // skeleton
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// The Organization decides an objection with a reason. An accepted one names the remedy by which the next edition differs; no score is ever written.
/// </summary>
public sealed class DecideObjection(IDbContextFactory<CentralDb> dbs, JournalBell bell, TimeProvider clock)
{
    /// <param name="Reference">Number of the incident (outage) or of the finding that is lifted; else null.</param>
    public sealed record Body(string Id, bool IsAccepted, ObjectionRemedy? Remedy, string? Reference, string Reason);

    /// <summary>False when there is no such objection or this person may not.</summary>
    public Task<(bool IsFound, Refusal? Refusal)> RunAsync(ClaimsPrincipal user, Body body, CancellationToken ct) => throw new NotImplementedException();
}
