using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Register;

namespace MizKhedmat.Dashboards.Review;

/// <summary>
/// What a decision about one or many cases would do (UX.md, decision 8), and then its storing. Nothing is stored before the
/// effect was shown; what cannot be decided is told with the reason and left as it was.
/// </summary>
public partial class DecideScreen(ReviewCases cases, DecideReview decide) : ReviewScreen
{
    private DecisionInput input = DecisionInput.Empty;
    private IReadOnlyList<ReviewLine> lines = [];
    private JsonObject? subject;
    private DecisionResult? result;
    private List<(string? Target, string Text)> faults = [];

    private ReviewKind Kind => lines[0].Kind;

    private bool AsksForCode => lines is [{ Kind: ReviewKind.ServiceChange }];

    private bool DesksOnly => lines.All(l => l.Kind == ReviewKind.DeskVerification);

    /// <summary>The declared items of the only desk in words, and whether they are found.</summary>
    private IEnumerable<(string Word, bool Found)> Items =>
        from list in RegisterFields.Stated(RegisterKind.Desk)
        where RegisterFields.Verdict(RegisterKind.Desk, list) is not null
        from id in subject!.Claimed(list.Name)
        select (RegisterPaint.Choice(list.Name, id), input.Found?.Contains(id) ?? true);

    private string QueueHref => lines.Count > 0 ? $"{Root}/{ReviewPaint.Room(Kind)}" : $"{Root}/outside-desk";

    /// <summary>The effect is on the page and what is sent from here is exactly what it shows.</summary>
    private bool IsShown => result is not null && faults.Count == 0 && result.Cases.Any(c => c.IsDecided);

    private IReadOnlyList<CaseOutcome> Left => [.. (result?.Cases ?? []).Where(c => !c.IsDecided)];

    protected override async Task<bool> ReadAsync()
    {
        if (!HttpMethods.IsPost(Http.Request.Method))
        {
            Nav.NavigateTo($"{Root}/outside-desk");
            return true;
        }

        input = DecisionInput.Of(await Http.Request.ReadFormAsync(Ct));
        lines = await cases.LinesAsync(Caller.Scope, [.. input.Cases.Select(c => c.Id)], Ct);
        lines.Take(1).ToList().ForEach(l => Stands(l.Kind));
        subject = lines is [{ Kind: ReviewKind.DeskVerification, Id: var only }] ? (await cases.FindAsync(Caller.Scope, only, Ct))?.State : null;
        return true;
    }

    private async Task SubmitAsync()
    {
        var act = Http.Request.Form["act"].ToString();
        if (input.Cases.Count == 0)
        {
            faults = [(null, Words.T("review-nothing-chosen"))];
            return;
        }

        if (lines.Count == 0)
        {
            Nav.NotFound(); // here and not while reading: without its form a post would be a bad request
            return;
        }

        faults = act == "edit" ? [] : [.. input.Faults()];
        if (act == "edit" || faults.Count > 0)
        {
            return;
        }

        if (act == "store")
        {
            result = await decide.DecideAsync(Caller.Scope, Who, input.Cases, input.Decision(), Ct);
            if (result.Batch is { } batch)
            {
                Nav.NavigateTo(Link.To($"{DecisionsHref}/{batch}", ("stored", "1"), ("left", Left.Count > 0 ? Fa.Latin(Left.Count) : null)));
            }
        }
        else
        {
            result = await decide.PreviewAsync(Caller.Scope, Who, input.Cases, input.Decision(), Ct);
        }

        if (result.Cases.All(c => !c.IsDecided))
        {
            faults = [.. result.Cases.SelectMany(c => c.Reasons).DistinctBy(r => r.Code).Select(r => (DecisionInput.TargetOf(r), DecisionInput.Refusal(r)))];
        }
    }

    private string AgencyOf(CaseOutcome outcome) => lines.FirstOrDefault(l => l.Id == outcome.Id) is { } line ? Words.Named(line.AgencyFa, line.AgencyEn) : "";

    private string TitleOf(CaseOutcome outcome) => lines.FirstOrDefault(l => l.Id == outcome.Id) is { } line ? ReviewPaint.Title(line) : outcome.Title;
}
