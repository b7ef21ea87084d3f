using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>Who decides: one of <see cref="Access.Roles"/>, and how the journal names the person.</summary>
public sealed record Reviewer(string Role, string Actor);

/// <summary>A case as the reviewer saw it; another version is a conflict.</summary>
public sealed record CaseVersion(int Id, int Version);

/// <summary>
/// A decision for one or many cases. <paramref name="Text"/> is mandatory unless accepted; <paramref name="ValidUntil"/> is the last
/// day of an acceptance; <paramref name="MoveBy"/> is mandatory for a rejected outside desk (faq-1397/Q15);
/// <paramref name="ServiceCode"/> is the national id that the Organization issues (386059/1-c); <see cref="Found"/> are the
/// declared items of an accepted desk that were found on the spot (E01…, H01…; edesk-1397/I1, 1538588/1b-1): null = all of them.
/// </summary>
public sealed record ReviewDecision(ReviewState To, string? Text = null, DateOnly? ValidUntil = null, DateOnly? MoveBy = null, string? ServiceCode = null)
{
    public IReadOnlyCollection<string>? Found { get; init; }
}

/// <summary>What became of one case: decided when there are no reasons against it. Statuses are those of its subject.</summary>
public sealed record CaseOutcome(int Id, string Title, AgencyCode? Agency, string? FormerStatus, string? Status, IReadOnlyList<Refusal> Reasons)
{
    public bool IsDecided => Reasons.Count == 0;
}

/// <summary>K09 and K10 of an agency (in the reviewer's province, or as a whole) before and after; null when nothing is applicable.</summary>
public sealed record AgencyEffect(
    AgencyCode Agency, string NameFa, string NameEn, double? ShareBefore, double? ShareAfter, double? CoverageBefore, double? CoverageAfter);

/// <summary>The fates of the cases in their order, and what they come to; <see cref="Batch"/> takes the decided ones back together.</summary>
public sealed record DecisionResult(string? Batch, IReadOnlyList<CaseOutcome> Cases, IReadOnlyList<AgencyEffect> Agencies);
