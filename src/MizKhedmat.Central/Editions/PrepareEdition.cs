#pragma warning disable CS9113 // skeleton
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// An official of the Organization has an edition of a closed period computed: facts read in one go, scored, ranked, drawn; the draft waits for two
/// approvals. The calendar says from when (SCORING.md 13); a final one needs the window of objections over and each objection decided.
/// </summary>
public sealed class PrepareEdition(IDbContextFactory<CentralDb> dbs, CellBoard cells, JournalBell bell, TimeProvider clock)
{
    /// <param name="Period">Key: <c>1405-Q2</c>.</param>
    /// <param name="Reason">Of a restatement; else null.</param>
    public sealed record Body(string Period, EditionKind Kind, string? Reason);

    /// <summary>Id of the draft; both null when this person may not.</summary>
    public Task<(string? Draft, Refusal? Refusal)> RunAsync(ClaimsPrincipal user, Body body, CancellationToken ct) => throw new NotImplementedException();
}
