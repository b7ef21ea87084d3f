using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Registry;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>What the own agency objected to, how it was decided and why, and until when it may object (1538588/6).</summary>
public sealed partial class AgencyObjectionsPage(ObjectionBoard objections, EditionDesk desk, EditionShelf shelf, MethodologyShelf methods, ReferenceNames references) : AgencyScreen
{
    private IReadOnlyList<EditionLine> windows = [];
    private string? draft;
    private IReadOnlyList<ObjectionLine> lines = [];
    private IReadOnlyDictionary<string, IndicatorRule> rules = new Dictionary<string, IndicatorRule>();
    private IReadOnlyDictionary<string, string> provinces = new Dictionary<string, string>();

    protected override async Task<bool> ReadAsync()
    {
        windows = [.. (await shelf.ListAsync(Caller.Scope, Ct)).Where(e => FileObjection.Check(e, Today) is null)];
        draft = await desk.WaitingAsync(Caller.Scope, Ct);
        lines = await objections.ListAsync(Caller.Scope, null, Ct);
        provinces = await PublishedEdition.ProvincesAsync(references, Ct);
        if (lines.Count > 0 && await shelf.FindAsync(Caller.Scope, lines[0].EditionId, Ct) is { } edition)
        {
            rules = await CellPaint.RulesAsync(methods, edition.Methodology, Ct);
        }

        return true;
    }
}
