#pragma warning disable CS9113 // skeleton
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// The life of a version: draft → consultation → approved (letter number, two approvers who did not submit it) → effective from a period on → retired
/// (SCORING.md 14). What was approved is never edited; a change is a new version.
/// </summary>
public sealed class GovernMethodology(IDbContextFactory<CentralDb> dbs, JournalBell bell, TimeProvider clock)
{
    /// <param name="Sha256">The content that the person saw.</param>
    /// <param name="From">Of <see cref="MethodologyStep.TookEffect"/>: first quarter, <c>1405-Q4</c>.</param>
    public sealed record Body(string Version, string Sha256, MethodologyStep Step, string? Letter, string? Note, string? From);

    /// <summary>What came of it; <paramref name="Faults"/> of a submitted document that the engine refuses. <paramref name="MayNot"/>: this person may not.</summary>
    public sealed record Answer(string? Version, Refusal? Refusal = null, IReadOnlyList<ScoringFault>? Faults = null, bool MayNot = false);

    /// <summary>Takes a document (UTF-8 JSON) as a new draft, or as the new content of a version that still is one.</summary>
    public Task<Answer> SubmitAsync(ClaimsPrincipal user, byte[] document, CancellationToken ct) => throw new NotImplementedException();

    public Task<Answer> RunAsync(ClaimsPrincipal user, Body body, CancellationToken ct) => throw new NotImplementedException();
}
