using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>What is to be approved: hashes, cut-off, units, both ends of each list and what moved against the edition before.</summary>
public sealed partial class DraftPage(EditionDesk desk, EditionShelf shelf) : NationalScreen
{
    private const int Ends = 3;
    private const int MostMoves = 10;

    private DraftLine draft = default!;
    private IReadOnlyList<StandingTable> tables = [];
    private IReadOnlyDictionary<StandingOf, StandingTable> former = new Dictionary<StandingOf, StandingTable>();

    private IReadOnlyDictionary<string, string> titles = new Dictionary<string, string>();

    [Parameter]
    public string Id { get; set; } = "";

    private string Here => $"{EditionPaint.Desk}/drafts/{draft.Id}";

    private string Title => Words.T("edition-draft-of", EditionPaint.Title(draft.Period, draft.Kind, draft.EditionId));

    /// <summary>Why this person may not approve; null for one who may.</summary>
    private string? WhyNot => draft switch
    {
        { MayApprove: true } => null,
        _ when !IsOfficer => Words.T("edition-why-not-officer"),
        { IsOwn: true } => Words.T("edition-why-not-own"),
        _ => Words.T("edition-why-not-again"),
    };

    protected override async Task<bool> ReadAsync()
    {
        if (await desk.DraftAsync(Caller.Scope, Http.User, Id, Ct) is not { } found)
        {
            return false;
        }

        draft = found;
        // The one it follows in its own period comes first; a provisional one is held against the period before.
        var all = await shelf.ListAsync(Caller.Scope, Ct);
        titles = all.ToDictionary(e => e.Id, EditionPaint.Title, StringComparer.Ordinal);
        var own = all.FirstOrDefault(e => e.Period.Key == draft.Period.Key && e.IsLatest && e.Id != draft.EditionId)?.Id;
        var (read, before) = (new List<StandingTable>(), new Dictionary<StandingOf, StandingTable>());
        foreach (var of in Enum.GetValues<StandingOf>())
        {
            if (await shelf.TableAsync(Caller.Scope, draft.State == DraftState.Published ? draft.EditionId : draft.Id, of, null, Ct) is not { } table)
            {
                continue;
            }

            read.Add(table);
            if ((own ?? table.ComparedWith) is { } other && await shelf.TableAsync(Caller.Scope, other, of, null, Ct) is { } earlier)
            {
                before[of] = earlier;
            }
        }

        (tables, former) = (read, before);
        return true;
    }
}
