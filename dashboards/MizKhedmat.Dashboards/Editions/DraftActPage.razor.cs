using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Editions;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>Who signs what, and that it cannot be undone: the last page before an approval or a withdrawal.</summary>
public sealed partial class DraftActPage(EditionDesk desk, ApproveEdition approve) : NationalScreen
{
    private DraftLine draft = default!;
    private IReadOnlyList<(string? Target, string Text)> faults = [];

    [Parameter]
    public string Id { get; set; } = "";

    /// <summary><c>approve</c> or <c>withdraw</c>.</summary>
    [Parameter]
    public string Act { get; set; } = "";

    private bool IsApproval => Act == "approve";

    private string Back => $"{EditionPaint.Desk}/drafts/{draft.Id}";

    private string Title => Words.T("edition-draft-of", EditionPaint.Title(draft.Period, draft.Kind, draft.EditionId));

    private string Consequence => !IsApproval ? "edition-withdraw-text" : draft.Approvals.Count == 0 ? "edition-approve-first-text" : "edition-approve-last-text";

    protected override async Task<bool> ReadAsync()
    {
        if (Act is not ("approve" or "withdraw") || await desk.DraftAsync(Caller.Scope, Http.User, Id, Ct) is not { State: DraftState.Waiting } found)
        {
            return false;
        }

        draft = found;
        return true;
    }

    private async Task SubmitAsync()
    {
        var answer = IsApproval ? await approve.RunAsync(Http.User, draft.Id, Ct) : await approve.WithdrawAsync(Http.User, draft.Id, Ct);
        if (answer.MayNot)
        {
            Nav.NotFound();
        }
        else if (answer.Refusal is { } refusal)
        {
            faults = [(null, EditionPaint.Refusal(refusal))];
        }
        else
        {
            Nav.NavigateTo(answer.Edition is { } published ? Parts.Link.To(EditionPaint.Href(published), ("done", "published"))
                : IsApproval ? Parts.Link.To(Back, ("done", "approved")) : EditionPaint.Desk);
        }
    }
}
