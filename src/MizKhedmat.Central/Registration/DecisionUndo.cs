using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Takes the decisions of a batch about one agency back: the cases wait again, records, places and counters are what they
/// were, as new revisions. Not after a day, and not when somebody changed the record since.
/// </summary>
internal sealed class DecisionUndo(ReviewSitting sitting, Scope scope, Reviewer who, string batch)
{
    public async Task<IReadOnlyList<Refusal>> RunAsync(CancellationToken ct)
    {
        // Against the order in which they were decided: a service opens again before the standing of its places is asked.
        var cases = sitting.Ids.Select(id => sitting.Books.Reviews.Find(id)!).OrderByDescending(r => r.Kind).ThenByDescending(r => r.Id).ToList();
        var refusals = cases.SelectMany(Check).DistinctBy(r => r.Code).ToList();
        if (refusals.Count > 0)
        {
            return refusals;
        }

        var sources = cases.Select(SourceOf).ToList();
        var made = await sitting.Db.RegisterRevisions.AsNoTracking().Where(r => r.AgencyId == sitting.Picture.AgencyId && sources.Contains(r.Source)).ToListAsync(ct);
        var codes = made.Select(r => r.Code).ToHashSet();
        var past = (await sitting.Db.RegisterRevisions.AsNoTracking().Where(r => r.AgencyId == sitting.Picture.AgencyId && codes.Contains(r.Code)).ToListAsync(ct))
            .ToDictionary(r => (r.Kind, r.Code, r.Number));

        // A case that was undone before and decided again has older revisions too: those of this decision bear its instant.
        var decidedAt = cases.ToDictionary(SourceOf, r => r.DecidedAt);
        var bySource = made.Where(r => r.At == decidedAt[r.Source] && past.GetValueOrDefault((r.Kind, r.Code, r.Number + 1))?.Source.StartsWith("undo:", StringComparison.Ordinal) != true)
            .ToDictionary(r => r.Source);
        var outcomes = await sitting.ApplyAsync(
            cases,
            review => bySource.GetValueOrDefault(SourceOf(review)) is { } decided
                ? sitting.Picture.Find(decided.Kind, decided.Code)?.Item.Revision == decided.Number ? (Former(past[(decided.Kind, decided.Code, decided.Number - 1)]), null) : (null, new("undo-changed-since"))
                : (null, IsAsDecided(review) ? null : new("undo-changed-since")),
            WaitAgain, "review-undone", ct);
        return [.. outcomes.SelectMany(o => o.Reasons).DistinctBy(r => r.Code)];
    }

    private IEnumerable<Refusal> Check(ReviewCase review)
    {
        if (!ReviewRules.MayDecide(scope, who.Role, review))
        {
            yield return new("review-not-yours", "faq-1397/Q15");
        }
        else if (review.DecidedAt + DecideReview.UndoTime < sitting.Now)
        {
            yield return new("undo-too-late");
        }
        else if (review.State is ReviewState.Pending or ReviewState.Withdrawn || HasSuccessor(review))
        {
            yield return new("undo-changed-since");
        }
    }

    private bool HasSuccessor(ReviewCase review) => sitting.Books.Reviews.Of(review).Any(r => r.Id > review.Id && r.State != ReviewState.Withdrawn);

    /// <summary>Whether an outside place still stands as the case left it.</summary>
    private bool IsAsDecided(ReviewCase review) =>
        review.Kind != ReviewKind.OutsideDesk || sitting.Books.Places.Find(review.SubjectCode, review.Office!)?.ReviewId == review.Id;

    private RecordChange Former(RegisterRevision revision)
    {
        var state = RegisterState.Parse(revision.State);
        var spells = sitting.Picture.Find(revision.Kind, revision.Code)!.Spells;
        return new(0, revision.Code, default)
        {
            Stored = state, Status = revision.Status, Source = "undo:" + batch,
            Spells = spells.Count == 0 ? spells : [.. spells.SkipLast(1), new(spells[^1].From, state.Day("validTo"), state.Str("mergedInto"))],
        };
    }

    private void WaitAgain(ReviewCase review)
    {
        if (review.Kind == ReviewKind.OutsideDesk && review.State != ReviewState.Returned && sitting.Books.Places.Find(review.SubjectCode, review.Office!) is { } row)
        {
            sitting.Books.Places.Stand(row, OutsideStanding.Pending, null, null, review.Id);
        }

        (review.State, review.Decision, review.Batch, review.Version) = (ReviewState.Pending, null, null, review.Version + 1);
        (review.DecidedAt, review.DecidedBy, review.ValidUntil, review.MoveBy) = (null, null, null, null);
    }

    private static string SourceOf(ReviewCase review) => FormattableString.Invariant($"review:{review.Id}");
}
