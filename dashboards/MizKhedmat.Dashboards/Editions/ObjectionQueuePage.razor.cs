using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Registry;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>Objections before the Organization, with age and the day by which the final edition needs them decided.</summary>
public sealed partial class ObjectionQueuePage(ObjectionBoard objections, EditionShelf shelf, MethodologyShelf methods, ReferenceNames references) : NationalScreen
{
    private static readonly IReadOnlyList<ObjectionState?> Choices = [ObjectionState.Open, ObjectionState.Accepted, ObjectionState.Rejected, ObjectionState.Withdrawn, null];

    private ObjectionState? state = ObjectionState.Open;
    private IReadOnlyList<ObjectionLine> all = [];
    private IReadOnlyDictionary<string, EditionLine> editions = new Dictionary<string, EditionLine>();
    private IReadOnlyDictionary<string, IndicatorRule> rules = new Dictionary<string, IndicatorRule>();
    private IReadOnlyDictionary<string, string> provinces = new Dictionary<string, string>();

    /// <summary>The longest waiting first while they wait, else the newest first.</summary>
    private List<ObjectionLine> Shown => state == ObjectionState.Open
        ? [.. all.Where(o => o.State == state).OrderBy(o => o.FiledAt)] : [.. all.Where(o => state is null || o.State == state)];

    protected override async Task<bool> ReadAsync()
    {
        state = Http.Request.Query["state"].ToString() is var asked && asked == "all" ? null
            : Enum.TryParse<ObjectionState>(asked, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : ObjectionState.Open;
        all = await objections.ListAsync(Caller.Scope, null, Ct);
        provinces = await PublishedEdition.ProvincesAsync(references, Ct);
        editions = (await shelf.ListAsync(Caller.Scope, Ct)).ToDictionary(e => e.Id, StringComparer.Ordinal);
        if (all.Count > 0 && editions.GetValueOrDefault(all[0].EditionId) is { } edition)
        {
            rules = await CellPaint.RulesAsync(methods, edition.Methodology, Ct);
        }

        return true;
    }
}
