using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// The Organization or a planning office decides cases, one or many at once (faq-1397/Q7, Q10, Q15; 1538588/1): the record,
/// its places and all counters follow in the same transaction. Every case has its own answer; what cannot be decided is
/// left as it was. Decisions of one batch are taken back together within a day.
/// </summary>
public sealed class DecideReview(IBulkStore store, IDbContextFactory<CentralDb> dbs, ChangeRegister register, PersonalDataKey key, TimeProvider clock)
{
    /// <summary>How long a decision can be taken back.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromHours(24);

    public Task<DecisionResult> DecideAsync(Scope scope, Reviewer who, IReadOnlyList<CaseVersion> cases, ReviewDecision decision, CancellationToken ct) =>
        RunAsync(scope, who, cases, decision, isStored: true, ct);

    /// <summary>What <see cref="DecideAsync"/> would do, without storing any of it.</summary>
    public Task<DecisionResult> PreviewAsync(Scope scope, Reviewer who, IReadOnlyList<CaseVersion> cases, ReviewDecision decision, CancellationToken ct) =>
        RunAsync(scope, who, cases, decision, isStored: false, ct);

    /// <summary>Takes back the decisions of a batch; all of them, or none when one of the refusals says why.</summary>
    public async Task<IReadOnlyList<Refusal>> UndoAsync(Scope scope, Reviewer who, string batch, CancellationToken ct)
    {
        var agencies = await AgenciesAsync(r => r.Batch == batch, ct);
        if (agencies.Count == 0)
        {
            return [new("review-unknown")];
        }

        // Checked first for every agency, so that a refusal of the last does not leave the first undone.
        foreach (var isStored in new[] { false, true })
        {
            foreach (var agency in agencies)
            {
                await using var writing = await store.BeginAsync(agency.Key, ct);
                var sitting = await OpenAsync(writing, agency.Key, agency.Value, who, clock.UtcNow(), ct);
                var refusals = await new DecisionUndo(sitting, scope, who, batch).RunAsync(ct);
                if (refusals.Count > 0)
                {
                    return refusals;
                }

                await CommitAsync(writing, agency.Key, isStored, ct);
            }
        }

        return [];
    }

    private async Task<DecisionResult> RunAsync(
        Scope scope, Reviewer who, IReadOnlyList<CaseVersion> cases, ReviewDecision decision, bool isStored, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var faults = ReviewRules.Check(decision, cases.Count, TehranTime.DayOf(now)).ToList();
        if (faults.Count > 0)
        {
            return new(null, [.. cases.Select(c => new CaseOutcome(c.Id, "", null, null, null, faults))], []);
        }

        var ids = cases.Select(c => c.Id).ToList();
        var agencies = await AgenciesAsync(r => ids.Contains(r.Id), ct);
        var versions = cases.DistinctBy(c => c.Id).ToDictionary(c => c.Id, c => c.Version);
        var batch = Ulid.New(now);
        var outcomes = new Dictionary<int, CaseOutcome>();
        var effects = new List<AgencyEffect>();
        foreach (var agency in agencies)
        {
            await using var writing = await store.BeginAsync(agency.Key, ct);
            var sitting = await OpenAsync(writing, agency.Key, agency.Value, who, now, ct);
            var decided = await sitting.DecideAsync(scope, who, versions, decision, batch, ct);
            decided.ToList().ForEach(o => outcomes[o.Id] = o);
            effects.AddRange(sitting.Effect(scope));
            await CommitAsync(writing, agency.Key, isStored, ct);
        }

        return new(
            isStored && outcomes.Values.Any(o => o.IsDecided) ? batch : null,
            [.. versions.Keys.Select(id => outcomes.GetValueOrDefault(id) ?? new(id, "", null, null, null, [new("review-unknown")]))], effects);
    }

    private async Task<ReviewSitting> OpenAsync(IBulkTransaction writing, int agencyId, IReadOnlyList<int> ids, Reviewer who, DateTime now, CancellationToken ct)
    {
        var picture = await RegisterPicture.LoadAsync(writing.Db, agencyId, ct);
        var subjects = await writing.Db.ReviewCases.Where(r => ids.Contains(r.Id)).Select(r => r.SubjectCode).Distinct().ToListAsync(ct);
        var books = await RegisterBooks.OpenAsync(writing, picture, subjects, who.Actor, now, ct);
        return new(writing, picture, books, await OpenRequests.LoadAsync(writing.Db, agencyId, ct), new(key), who.Actor, now) { Ids = ids };
    }

    private async Task CommitAsync(IBulkTransaction writing, int agencyId, bool isStored, CancellationToken ct)
    {
        if (isStored)
        {
            await writing.CommitAsync(ct);
            register.Committed(agencyId);
        }
    }

    /// <summary>The cases by agency, in the order of the agencies.</summary>
    private async Task<SortedDictionary<int, IReadOnlyList<int>>> AgenciesAsync(System.Linq.Expressions.Expression<Func<ReviewCase, bool>> which, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await db.ReviewCases.AsNoTracking().Where(which).Select(r => new { r.Id, r.AgencyId }).ToListAsync(ct);
        return new(found.GroupBy(r => r.AgencyId).ToDictionary(g => g.Key, g => (IReadOnlyList<int>)[.. g.Select(r => r.Id).Order()]));
    }
}
