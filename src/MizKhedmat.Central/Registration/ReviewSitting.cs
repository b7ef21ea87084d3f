using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>The decisions about one agency inside one transaction.</summary>
internal sealed class ReviewSitting(
    IBulkTransaction writing, RegisterPicture picture, RegisterBooks books, OpenRequests open, RegisterReading reading, string actor, DateTime now)
{
    public required IReadOnlyList<int> Ids { get; init; }

    public RegisterPicture Picture => picture;

    public RegisterBooks Books => books;

    public CentralDb Db => writing.Db;

    public DateTime Now => now;

    public async Task<IReadOnlyList<CaseOutcome>> DecideAsync(
        Scope scope, Reviewer who, IReadOnlyDictionary<int, int> versions, ReviewDecision decision, string batch, CancellationToken ct)
    {
        var refused = new List<CaseOutcome>();
        var cases = new List<ReviewCase>();
        foreach (var review in Ids.Select(id => books.Reviews.Find(id)!).OrderBy(r => r.Kind).ThenBy(r => r.Id))
        {
            var refusals = ReviewRules.Check(scope, who, review, versions[review.Id], decision, books.Today).ToList();
            if (refusals.Count > 0)
            {
                refused.Add(Outcome(review, StatusOf(review), refusals));
            }
            else
            {
                cases.Add(review);
            }
        }

        var issued = await ServiceCodes.IssuedElsewhereAsync(Db, picture, cases, decision, ct);
        var decided = await ApplyAsync(
            cases, review => DecidedRecords.Of(picture, issued, review, decision, books.Today), review => Decide(review, decision, batch), "review-decided", ct);
        return [.. refused, .. decided];
    }

    /// <summary>
    /// Changes, in this order, the records that lawfully can be changed, marks their cases and lets books and counters follow. A record that
    /// no longer fits the register leaves its case as it was.
    /// </summary>
    public async Task<IReadOnlyList<CaseOutcome>> ApplyAsync(
        IReadOnlyList<ReviewCase> cases, Func<ReviewCase, (RecordChange? Change, Refusal? Refusal)> recordOf, Action<ReviewCase> mark, string journal, CancellationToken ct)
    {
        var outcomes = new List<CaseOutcome>();
        var batches = new Dictionary<RegisterKind, ChangeBatch>();
        foreach (var review in cases)
        {
            var former = StatusOf(review);
            var (change, refusal) = recordOf(review);
            var reasons = refusal is not null ? [refusal] : change is null ? [] : Change(BatchOf(review.SubjectKind), change);
            if (reasons.Count == 0)
            {
                mark(review);
                Db.Add(new JournalEntry
                {
                    At = now, Kind = journal, Province = review.Province, Agency = picture.Agency?.Code, Subject = FormattableString.Invariant($"review/{review.Id}"), Actor = actor,
                });
            }

            outcomes.Add(Outcome(review, former, reasons));
        }

        DeemedDesks.Changes(picture, books.Reviews.AcceptedUntil, books.Today).ToList().ForEach(change => Change(BatchOf(RegisterKind.Desk), change));
        await WriteAsync(batches.Values, ct);
        return outcomes;

        ChangeBatch BatchOf(RegisterKind kind) =>
            batches.TryGetValue(kind, out var batch) ? batch : batches[kind] = new(picture, new(picture.AgencyId, kind, actor, "review"), reading, now);
    }

    private async Task WriteAsync(IEnumerable<ChangeBatch> batches, CancellationToken ct)
    {
        foreach (var batch in batches.Where(b => b.Changed.Count > 0))
        {
            await RegisterRows.WriteAsync(writing, batch, ct);
            await RegisterProjection.WriteAsync(Db, batch, ct);
            Db.AddRange(RegisterRows.JournalOf(batch));
        }

        await books.SaveAsync(ct);
    }

    /// <summary>Places follow at once, so that the next case of the batch meets them as they will be.</summary>
    private IReadOnlyList<Refusal> Change(ChangeBatch batch, RecordChange change)
    {
        var before = batch.Changed.Count;
        var result = batch.Decide([change], open)[0];
        batch.Changed.Skip(before).ToList().ForEach(books.FollowRecord);
        return result.Fate == ChangeFate.Rejected ? result.Reasons : [];
    }

    /// <summary>K09 and K10 before and after in the reviewer's province, or in the agency as a whole.</summary>
    public IEnumerable<AgencyEffect> Effect(Scope scope)
    {
        var area = scope.Province?.Value ?? "";
        var (before, after) = (books.Before.GetValueOrDefault(area), books.After.GetValueOrDefault(area));
        return picture.Agency is not { } agency ? []
            : [new(agency.Code, agency.NameFa, agency.NameEn, before?.ElectronicShare, after?.ElectronicShare, before?.Coverage, after?.Coverage)];
    }

    private void Decide(ReviewCase review, ReviewDecision decision, string batch)
    {
        (review.State, review.Decision, review.Batch, review.Version) = (decision.To, decision.Text?.Trim(), batch, review.Version + 1);
        (review.DecidedAt, review.DecidedBy) = (now, actor);
        review.ValidUntil = decision.To == ReviewState.Accepted ? decision.ValidUntil : null;
        review.MoveBy = decision.To == ReviewState.Rejected && review.Kind == ReviewKind.OutsideDesk ? decision.MoveBy : null;
        if (review.Kind == ReviewKind.OutsideDesk && decision.To != ReviewState.Returned && books.Places.Find(review.SubjectCode, review.Office!) is { Place: DeliveryPlace.Outside } row)
        {
            var standing = decision.To == ReviewState.Accepted ? OutsideStanding.Accepted : OutsideStanding.Rejected;
            books.Places.Stand(row, standing, review.ValidUntil, review.MoveBy, review.Id);
        }
    }

    private CaseOutcome Outcome(ReviewCase review, string? former, IReadOnlyList<Refusal> reasons) =>
        new(review.Id, review.Title, picture.Agency?.Code, former, StatusOf(review), reasons);

    /// <summary>The status of the subject; of an outside desk its standing.</summary>
    private string? StatusOf(ReviewCase review) => review.Kind == ReviewKind.OutsideDesk
        ? books.Places.Find(review.SubjectCode, review.Office!)?.Standing.ToString().ToLowerInvariant()
        : picture.Find(review.SubjectKind, review.SubjectCode)?.Item.Status;
}
