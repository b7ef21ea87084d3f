#pragma warning disable CS9113 // skeleton
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Editions;

/// <summary>The Organization's desk: periods with their calendar, what is published, what waits for approval, what comes next.</summary>
public sealed class EditionDesk(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    /// <summary>The last periods that ended, the newest first: eight quarters, four half-years, two years. Empty outside the national scope.</summary>
    /// <param name="user">For whom «may approve» is told.</param>
    public Task<IReadOnlyList<PeriodLine>> ReadAsync(Scope scope, ClaimsPrincipal user, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>One draft; null outside the national scope or when there is none.</summary>
    public Task<DraftLine?> DraftAsync(Scope scope, ClaimsPrincipal user, string id, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Id of the draft that waits and in which this agency stands; null when none waits.</summary>
    public Task<string?> WaitingAsync(Scope scope, CancellationToken ct) => throw new NotImplementedException();
}
