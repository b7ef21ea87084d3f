using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Editions;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>What the preparing of an edition does, and its one button; a restatement says why (SCORING.md 13).</summary>
public sealed partial class PreparePage(EditionDesk desk, PrepareEdition prepare) : NationalScreen
{
    private PeriodLine line = default!;
    private IReadOnlyList<(string? Target, string Text)> faults = [];
    private string reason = "";

    [SupplyParameterFromQuery]
    public string? Period { get; set; }

    protected override async Task<bool> ReadAsync()
    {
        if ((await desk.ReadAsync(Caller.Scope, Http.User, Ct)).FirstOrDefault(l => l.Calendar.Period.Key == Period) is not { } found)
        {
            return false;
        }

        line = found;
        if (HttpMethods.IsPost(Http.Request.Method))
        {
            reason = (await Http.Request.ReadFormAsync(Ct))["reason"].ToString().Trim();
        }
        else if (line.Obstacle is { } obstacle)
        {
            faults = [(null, EditionPaint.Refusal(obstacle))];
        }

        return true;
    }

    private async Task SubmitAsync()
    {
        // What the person saw counts: when another kind comes next by now, the act says so.
        var seen = Enum.TryParse<EditionKind>(Http.Request.Form["kind"], ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : line.Next;
        var (draft, refusal) = await prepare.RunAsync(Http.User, new(line.Calendar.Period.Key, seen, seen == EditionKind.Restatement ? reason : null), Ct);
        if (refusal is not null)
        {
            faults = [(refusal.Pointer == "/reason" ? "f-reason" : null, EditionPaint.Refusal(refusal))];
        }
        else if (draft is not null)
        {
            Nav.NavigateTo($"{EditionPaint.Desk}/drafts/{draft}");
        }
        else
        {
            Nav.NotFound();
        }
    }
}
