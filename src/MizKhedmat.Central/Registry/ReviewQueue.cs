using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>Which cases are listed; null members narrow nothing. <see cref="Text"/> is searched folded in title, codes and agency.</summary>
public sealed record ReviewQuery(
    ReviewKind? Kind = null, ReviewState? State = ReviewState.Pending, ProvinceCode? Province = null, AgencyCode? Agency = null, string? Text = null,
    int Page = 1, int PageSize = 50);

/// <summary>One case as lists show it; <see cref="Province"/> null = the Organization alone decides it.</summary>
public sealed record ReviewLine(
    int Id, int Version, ReviewKind Kind, ReviewState State, AgencyCode Agency, string AgencyFa, string AgencyEn, ProvinceCode? Province, RegisterKind SubjectKind,
    string SubjectCode, string? Office, string Title, string? ReasonCode, string? Reason, DateTime OpenedAt, DateTime? DecidedAt, string? DecidedBy, string? Decision,
    DateOnly? ValidUntil, DateOnly? MoveBy, string? Batch);

/// <summary>How many cases of a kind stand in a state, whatever kind and state were asked for.</summary>
public sealed record ReviewCount(ReviewKind Kind, ReviewState State, int Cases);

/// <summary>A page of cases with the count over all pages and the counts for the filter's buttons.</summary>
public sealed record ReviewPage(DateTime AsOf, int Total, int Page, int PageSize, IReadOnlyList<ReviewLine> Lines, IReadOnlyList<ReviewCount> Counts);

/// <summary>What waits for a decision, and what was decided, inside the caller's scope; oldest first, so that nobody waits forever.</summary>
public sealed class ReviewQueue(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    public const int MaxPageSize = 500;

    public async Task<ReviewPage> ReadAsync(Scope scope, ReviewQuery query, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var cases = Narrowed(db, scope, query);
        var counts = await cases.GroupBy(r => new { r.Kind, r.State }).Select(g => new { g.Key.Kind, g.Key.State, Cases = g.Count() }).ToListAsync(ct);
        var asked = cases.Where(r => (query.Kind == null || r.Kind == query.Kind) && (query.State == null || r.State == query.State));
        var size = Math.Clamp(query.PageSize, 1, MaxPageSize);
        var page = Math.Max(1, query.Page);
        var lines = await Lines(db, asked.OrderBy(r => r.OpenedAt).ThenBy(r => r.Id).Skip((page - 1) * size).Take(size)).ToListAsync(ct);
        return new(
            clock.UtcNow(), counts.Where(c => (query.Kind == null || c.Kind == query.Kind) && (query.State == null || c.State == query.State)).Sum(c => c.Cases),
            page, size, [.. lines.OrderBy(l => l.OpenedAt).ThenBy(l => l.Id)], [.. counts.Select(c => new ReviewCount(c.Kind, c.State, c.Cases))]);
    }

    internal static IQueryable<ReviewLine> Lines(CentralDb db, IQueryable<ReviewCase> cases) =>
        from r in cases.AsNoTracking()
        join a in db.Agencies on r.AgencyId equals a.Id
        select new ReviewLine(
            r.Id, r.Version, r.Kind, r.State, a.Code, a.NameFa, a.NameEn, r.Province, r.SubjectKind, r.SubjectCode, r.Office, r.Title, r.ReasonCode, r.Reason,
            r.OpenedAt, r.DecidedAt, r.DecidedBy, r.Decision, r.ValidUntil, r.MoveBy, r.Batch);

    private static IQueryable<ReviewCase> Narrowed(CentralDb db, Scope scope, ReviewQuery query)
    {
        var agencies = db.Agencies;
        var cases = ReviewReach.Of(db, scope);
        cases = query.Province is { } province ? cases.Where(r => r.Province == province) : cases;
        cases = query.Agency is { } agency ? cases.Where(r => agencies.Any(a => a.Id == r.AgencyId && a.Code == agency)) : cases;
        return PersianText.SearchKey(query.Text ?? "") is { Length: > 0 } text ? cases.Where(r => r.SearchKey.Contains(text)) : cases;
    }
}
