#pragma warning disable CS9113 // skeleton
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// Two officials who did not prepare a draft approve it; the second approval publishes: the document is signed, chained and stored for good, agencies
/// are told. The one who prepared it, or any official of the Organization, may withdraw it before.
/// </summary>
public sealed class ApproveEdition(IDbContextFactory<CentralDb> dbs, JournalBell bell, TimeProvider clock)
{
    /// <summary>What a yes led to: still waiting (both null), published, or refused. <paramref name="MayNot"/>: no such draft, or this person may not see it.</summary>
    public sealed record Answer(string? Edition, Refusal? Refusal, bool MayNot = false);

    public Task<Answer> RunAsync(ClaimsPrincipal user, string draft, CancellationToken ct) => throw new NotImplementedException();

    public Task<Answer> WithdrawAsync(ClaimsPrincipal user, string draft, CancellationToken ct) => throw new NotImplementedException();
}
