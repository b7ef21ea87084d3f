using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>One member that a change would alter: its name, what holds and what is asked.</summary>
public sealed record ProposedMember(string Name, JsonNode? Now, JsonNode? Asked);

/// <summary>
/// A case with all that a reviewer needs: the record as it stands (personal data masked), what would change, the title of
/// its office, and the earlier cases about the same thing, newest first.
/// </summary>
public sealed record ReviewDetail(
    ReviewLine Case, string? OfficeFa, string? Status, int Revision, JsonObject? State, IReadOnlyList<ProposedMember> Proposed, IReadOnlyList<ReviewLine> Earlier);

/// <summary>Looks up a case with its subject.</summary>
public sealed class ReviewCases(IDbContextFactory<CentralDb> dbs)
{
    private const int MostOfSubject = 50;

    /// <summary>Null when the case lies outside the scope or does not exist.</summary>
    public async Task<ReviewDetail?> FindAsync(Scope scope, int id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var review = await ReviewReach.Of(db, scope).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct);
        if (review is null)
        {
            return null;
        }

        var line = await ReviewQueue.Lines(db, db.ReviewCases.Where(r => r.Id == id)).SingleAsync(ct);
        var revisions = db.RegisterRevisions;
        var subject = await db.RegisterItems.AsNoTracking().Where(i => i.AgencyId == review.AgencyId && i.Kind == review.SubjectKind && i.Code == review.SubjectCode)
            .Join(revisions, i => new { i.AgencyId, i.Kind, i.Code, Number = i.Revision }, r => new { r.AgencyId, r.Kind, r.Code, r.Number }, (i, r) => new { i.Status, i.Revision, r.State })
            .FirstOrDefaultAsync(ct);
        var office = await db.Offices.Where(o => o.AgencyId == review.AgencyId && o.Code == review.Office).Select(o => o.TitleFa).FirstOrDefaultAsync(ct);
        var earlier = ReviewReach.Of(db, scope).Where(r =>
            r.AgencyId == review.AgencyId && r.Kind == review.Kind && r.SubjectKind == review.SubjectKind && r.SubjectCode == review.SubjectCode && r.Office == review.Office && r.Id < id);
        var state = subject is null ? null : RegisterState.Parse(subject.State);
        return new(
            line, office, subject?.Status, subject?.Revision ?? 0, state is null ? null : Masked(review.SubjectKind, state), Proposed(review, state),
            await ReviewQueue.Lines(db, earlier.OrderByDescending(r => r.Id).Take(20)).ToListAsync(ct));
    }

    /// <summary>Cases about one record, newest first; empty when the scope holds none.</summary>
    public async Task<IReadOnlyList<ReviewLine>> OfSubjectAsync(Scope scope, AgencyCode agency, RegisterKind kind, string code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var agencies = db.Agencies;
        var cases = ReviewReach.Of(db, scope).Where(r => r.SubjectKind == kind && r.SubjectCode == code && agencies.Any(a => a.Id == r.AgencyId && a.Code == agency));
        return await ReviewQueue.Lines(db, cases.OrderByDescending(r => r.Id).Take(MostOfSubject)).ToListAsync(ct);
    }

    /// <summary>These cases in the order of their ids; those outside the scope are missing.</summary>
    public async Task<IReadOnlyList<ReviewLine>> LinesAsync(Scope scope, IReadOnlyCollection<int> ids, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await ReviewQueue.Lines(db, ReviewReach.Of(db, scope).Where(r => ids.Contains(r.Id)).OrderBy(r => r.Id)).ToListAsync(ct);
    }

    private static List<ProposedMember> Proposed(ReviewCase review, JsonObject? state)
    {
        if (review.Proposed is null)
        {
            return [];
        }

        var asked = RegisterState.Parse(review.Proposed);
        return [.. RegisterFields.Of(review.SubjectKind).Select(f => f.Name)
            .Where(name => (asked[name] is not null || review.Kind == ReviewKind.ServiceChange) && !JsonNode.DeepEquals(asked[name], state?[name]))
            .Select(name => new ProposedMember(name, state?[name]?.DeepClone(), asked[name]?.DeepClone()))];
    }

    /// <summary>Of a personal datum only the masked form leaves the register.</summary>
    private static JsonObject Masked(RegisterKind kind, JsonObject state)
    {
        foreach (var field in RegisterFields.Of(kind).Where(f => f.IsPersonal && state[f.Name] is JsonObject))
        {
            state[field.Name] = state[field.Name]![RegisterReading.Masked]?.DeepClone();
        }

        return state;
    }
}
