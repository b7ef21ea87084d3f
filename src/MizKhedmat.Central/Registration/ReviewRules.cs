using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>Who may decide which case, and what a decision must say. Pure.</summary>
public static class ReviewRules
{
    /// <summary>
    /// The Organization decides everything; a planning office what one province can judge, in its own province (DOMAIN.md
    /// section 8, row 41).
    /// </summary>
    public static bool MayDecide(Scope scope, string role, ReviewCase review) => MayDecide(scope, role, review.Kind, review.Province, review.ReasonCode);

    /// <summary>The same for a listed case.</summary>
    public static bool MayDecide(Scope scope, string role, ReviewLine review) => MayDecide(scope, role, review.Kind, review.Province, review.ReasonCode);

    private static bool MayDecide(Scope scope, string role, ReviewKind kind, ProvinceCode? of, string? reasonCode) => role switch
    {
        Roles.Admin or Roles.NationalOfficer => scope.Kind == ScopeKind.National,
        Roles.PlanningOfficer => scope.Kind == ScopeKind.Province && of is { } province && province == scope.Province
            && (kind is ReviewKind.OutsideDesk or ReviewKind.DeskVerification || (kind == ReviewKind.Exemption && reasonCode == "DM-SMALL")),
        _ => false,
    };

    /// <summary>Faults of the decision itself, whatever the case.</summary>
    public static IEnumerable<Refusal> Check(ReviewDecision decision, int cases, DateOnly today)
    {
        if (decision.To is not (ReviewState.Accepted or ReviewState.Rejected or ReviewState.Returned))
        {
            yield return new("value-not-allowed", null, "/decision");
        }

        if (decision.To != ReviewState.Accepted && string.IsNullOrWhiteSpace(decision.Text))
        {
            yield return new("decision-without-reason", "faq-1397/Q15", "/text");
        }

        if (decision.Text?.Length > 1000)
        {
            yield return new("text-too-long", null, "/text");
        }

        if (decision is { To: ReviewState.Accepted, ValidUntil: { } last } && last < today)
        {
            yield return new("valid-until-past", null, "/validUntil");
        }

        if (cases > 1 && !string.IsNullOrWhiteSpace(decision.ServiceCode))
        {
            yield return new("service-code-for-one", "386059/1-c", "/serviceCode");
        }

        if (cases > 1 && decision.Found is not null)
        {
            yield return new("found-for-one", "edesk-1397/I1", "/found");
        }
    }

    /// <summary>Why this case cannot be decided so; empty when it can.</summary>
    public static IEnumerable<Refusal> Check(Scope scope, Reviewer who, ReviewCase review, int version, ReviewDecision decision, DateOnly today)
    {
        if (!MayDecide(scope, who.Role, review))
        {
            yield return new("review-not-yours", "faq-1397/Q15");
        }
        else if (review.Version != version)
        {
            yield return new("changed-meanwhile");
        }
        else if (review.State != ReviewState.Pending)
        {
            yield return new("review-decided-already");
        }
        else if (review.Kind == ReviewKind.OutsideDesk && decision.To == ReviewState.Rejected && !(decision.MoveBy > today))
        {
            yield return new("move-by-missing", "faq-1397/Q15", "/moveBy");
        }
    }
}
