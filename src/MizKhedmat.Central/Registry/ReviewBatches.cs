using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>Decisions that one person took together; <see cref="Title"/> is that of its first case.</summary>
public sealed record ReviewBatch(string Batch, DateTime DecidedAt, ReviewKind Kind, ReviewState State, string? Decision, int Cases, string Title);

/// <summary>The decisions that a reviewer took, newest first, so that they can be looked up and taken back (UX.md section 6).</summary>
public sealed class ReviewBatches(IDbContextFactory<CentralDb> dbs)
{
    private const int Newest = 50;

    /// <summary>The own batches that still hold; one that was taken back is no more.</summary>
    public async Task<IReadOnlyList<ReviewBatch>> ReadAsync(Scope scope, string actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var groups = await Of(db, scope, actor).GroupBy(r => r.Batch!).Select(g => new { Batch = g.Key, At = g.Max(r => r.DecidedAt), First = g.Min(r => r.Id), Cases = g.Count() })
            .OrderByDescending(g => g.At).Take(Newest).ToListAsync(ct);
        var ids = groups.Select(g => g.First).ToList();
        var first = await db.ReviewCases.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        return [.. groups.Select(g => new ReviewBatch(g.Batch, g.At!.Value, first[g.First].Kind, first[g.First].State, first[g.First].Decision, g.Cases, first[g.First].Title))];
    }

    /// <summary>The cases of an own batch; empty when it is none.</summary>
    public async Task<IReadOnlyList<ReviewLine>> FindAsync(Scope scope, string actor, string batch, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await ReviewQueue.Lines(db, Of(db, scope, actor).Where(r => r.Batch == batch).OrderBy(r => r.Id)).ToListAsync(ct);
    }

    private static IQueryable<ReviewCase> Of(CentralDb db, Scope scope, string actor) =>
        ReviewReach.Of(db, scope).AsNoTracking().Where(r => r.Batch != null && r.DecidedBy == actor && r.DecidedAt != null);
}
