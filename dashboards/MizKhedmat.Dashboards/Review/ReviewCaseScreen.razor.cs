using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Register;

namespace MizKhedmat.Dashboards.Review;

/// <summary>
/// A case with all that a reviewer needs: the record, what would change, the reasons, the history and the earlier cases. The
/// form leads to the preview; nothing is stored here.
/// </summary>
public partial class ReviewCaseScreen(
    ReviewCases cases, RegisterRecords records, RegisterTitles titles, ReferenceNames references, OfficialNames people, CurrentCalendar calendar) : ReviewScreen
{
    private const int Newest = 20;

    private ReviewDetail detail = default!;
    private RecordNames names = default!;
    private IReadOnlyList<RegisterEdit> edits = [];
    private IReadOnlyDictionary<int, OfficialName> officials = new Dictionary<int, OfficialName>();

    [Parameter]
    public int Id { get; set; }

    private ReviewLine Case => detail.Case;

    private RegisterAddress At => Root == "/national" ? RegisterAddress.National : RegisterAddress.Province;

    private string QueueHref => $"{Root}/{ReviewPaint.Room(Case.Kind)}";

    /// <summary>A service that has no national id gets one with the acceptance (386059/1-c).</summary>
    private bool AsksForCode => Case.Kind == ReviewKind.ServiceChange && detail.State?.Str("serviceCode") is null
        && detail.Proposed.All(p => p.Name != "serviceCode" || p.Asked is null);

    protected override async Task<bool> ReadAsync()
    {
        if (await cases.FindAsync(Caller.Scope, Id, Ct) is not { } found)
        {
            return false;
        }

        detail = found;
        Stands(Case.Kind);
        names = await RecordNames.OfAsync(titles, references, Caller.Scope, Case.Agency, Case.SubjectKind, detail.State ?? [], Ct);
        var record = await records.FindAsync(Caller.Scope, Case.Agency, Case.SubjectKind, Case.SubjectCode, Ct);
        edits = [.. (record?.History ?? []).Take(Newest)];
        var actors = edits.Select(e => e.Actor).Append(Case.DecidedBy ?? "");
        officials = await people.OfAsync(Caller.Scope, [.. actors.Select(RecordHistory.OfficialOf).OfType<int>().Distinct()], Ct);
        return true;
    }

    /// <summary>The place of delivery that the case is about comes first; the others stand in the record.</summary>
    private string OfficeText => ReviewPaint.Office(Case.Office, detail.OfficeFa);
}
