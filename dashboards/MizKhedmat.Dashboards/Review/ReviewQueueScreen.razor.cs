using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Register;

namespace MizKhedmat.Dashboards.Review;

/// <summary>
/// What waits for a decision, the longest waiting first: filters in the URL, and several cases ticked and decided together
/// (UX.md section 6).
/// </summary>
public partial class ReviewQueueScreen(ReviewQueue queue, RegistryNames units, ReferenceNames references, CurrentCalendar calendar) : ReviewScreen
{
    private QueueQuery query = new(ReviewKind.OutsideDesk);
    private ReviewPage page = default!;
    private ReferenceTable names = default!;
    private IReadOnlyList<UnitName> agencies = [];

    private string Home => $"{Root}/{ReviewPaint.Room(query.Kind)}";

    private int Pages => Math.Max(1, (page.Total + page.PageSize - 1) / page.PageSize);

    /// <summary>Whether some case of the page is the person's to decide.</summary>
    private bool HasDecidable => page.Lines.Any(MayDecide);

    private string Badge => ScopeName.Of(Caller.Scope, names);

    protected override async Task<bool> ReadAsync()
    {
        if (ReviewPaint.Kind(Http.Request.Path.Value!.Split('/')[^1]) is not { } kind)
        {
            return false;
        }

        query = QueueQuery.Of(Http.Request.Query, kind);
        query = Caller.Scope.Province is null ? query : query with { Province = null };
        page = await queue.ReadAsync(Caller.Scope, query.Query, Ct);
        names = await references.ReadAsync(Caller.Scope, Ct);
        agencies = await units.AgenciesAsync(Caller.Scope, null, Ct);
        return true;
    }

    private int CountOf(ReviewState? state) => page.Counts.Where(c => c.Kind == query.Kind && (state is null || c.State == state)).Sum(c => c.Cases);
}
