using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Review;

/// <summary>The own decisions of late, as they were taken together; each batch is taken back as a whole within a day.</summary>
public partial class DecisionsScreen(ReviewBatches batches, DecideReview decide, TimeProvider clock) : ReviewScreen
{
    private IReadOnlyList<ReviewBatch> own = [];
    private IReadOnlyList<ReviewLine> lines = [];
    private IReadOnlyList<(string? Target, string Text)> faults = [];

    /// <summary>One batch; null lists all.</summary>
    [Parameter]
    public string? Batch { get; set; }

    [SupplyParameterFromQuery]
    public string? Stored { get; set; }

    /// <summary>How many of the chosen cases could not be decided.</summary>
    [SupplyParameterFromQuery]
    public int Left { get; set; }

    [SupplyParameterFromQuery]
    public string? Undone { get; set; }

    private string Here => Batch is null ? DecisionsHref : $"{DecisionsHref}/{Batch}";

    protected override async Task<bool> ReadAsync()
    {
        if (Batch is null)
        {
            own = await batches.ReadAsync(Caller.Scope, Who.Actor, Ct);
            return true;
        }

        lines = await batches.FindAsync(Caller.Scope, Who.Actor, Batch, Ct);
        return lines.Count > 0;
    }

    private bool MayUndo(DateTime decidedAt) => clock.UtcNow() <= decidedAt + DecideReview.UndoTime;

    private async Task UndoAsync()
    {
        var batch = Http.Request.Form["batch"].ToString();
        if ((await batches.FindAsync(Caller.Scope, Who.Actor, batch, Ct)).Count == 0)
        {
            Nav.NotFound();
            return;
        }

        var refusals = await decide.UndoAsync(Caller.Scope, Who, batch, Ct);
        faults = [.. refusals.Select(r => ((string?)null, DecisionInput.Refusal(r)))];
        if (refusals.Count == 0)
        {
            Nav.NavigateTo(Link.To(DecisionsHref, ("undone", "1")));
        }
    }
}
