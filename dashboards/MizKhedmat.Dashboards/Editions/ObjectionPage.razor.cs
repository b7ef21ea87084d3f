using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>One objection before the Organization: what was published beside what the facts give now, and the decision with its reason.</summary>
public sealed partial class ObjectionPage(
    ObjectionBoard objections, EditionShelf shelf, MethodologyShelf methods, CellBoard cells, DecideObjection decide, ReferenceNames references) : NationalScreen
{
    private ObjectionLine line = default!;
    private IReadOnlyDictionary<string, IndicatorRule> rules = new Dictionary<string, IndicatorRule>();
    private IReadOnlyDictionary<string, string> provinces = new Dictionary<string, string>();
    private IReadOnlyList<(string? Target, string Text)> faults = [];
    private Cell? now;
    private DateTime? readAt;
    private string to = "";
    private string reference = "";
    private string reason = "";

    [Parameter]
    public string Id { get; set; } = "";

    private string Here => $"/national/objections/{line.Id}";

    private IndicatorRule? Rule => rules.GetValueOrDefault(line.Indicator);

    private string ScoreHref => Link.To($"/national/agencies/{line.Agency}/score", ("edition", line.EditionId));

    protected override async Task<bool> ReadAsync()
    {
        if (await objections.FindAsync(Caller.Scope, Id, Ct) is not { } found)
        {
            return false;
        }

        line = found;
        provinces = await PublishedEdition.ProvincesAsync(references, Ct);
        rules = await shelf.FindAsync(Caller.Scope, line.EditionId, Ct) is { } edition ? await CellPaint.RulesAsync(methods, edition.Methodology, Ct) : rules;

        // Only this agency's facts are read: the whole country would take seconds.
        var level = line.Province is null ? CellLevel.Agency : CellLevel.AgencyProvince;
        var table = await cells.ReadAsync(Scope.OfAgency(line.Agency), level, line.Period, Ct);
        now = table?.Find(line.Province is { } province ? $"{line.Agency}/{province}" : line.Agency.Value, line.Indicator);
        readAt = table?.AsOf;
        if (HttpMethods.IsPost(Http.Request.Method))
        {
            var posted = await Http.Request.ReadFormAsync(Ct);
            (to, reference, reason) = (posted["to"].ToString(), posted["reference"].ToString().Trim(), posted["reason"].ToString().Trim());
        }

        return true;
    }

    private async Task DecideAsync()
    {
        ObjectionRemedy? remedy = Enum.GetValues<ObjectionRemedy>().Cast<ObjectionRemedy?>().FirstOrDefault(r => EditionPaint.Name(r!.Value) == to);
        if (remedy is null && to != "reject")
        {
            faults = [("f-to", Words.T("objection-choose"))];
            return;
        }

        var (isFound, refusal) = await decide.RunAsync(Http.User, new(line.Id, remedy is not null, remedy, reference.Length > 0 ? reference : null, reason), Ct);
        if (refusal is not null)
        {
            faults = [(TargetOf(refusal), EditionPaint.Refusal(refusal))];
        }
        else if (isFound)
        {
            Nav.NavigateTo(Link.To(Here, ("done", "decided")));
        }
        else
        {
            Nav.NotFound();
        }
    }

    private static string? TargetOf(Refusal refusal) => refusal.Pointer switch
    {
        "/reason" => "f-reason",
        "/reference" => "f-reference",
        "/remedy" or "/isAccepted" => "f-to",
        _ => null,
    };

    private string Wrong(string target) => faults.Any(f => f.Target == target) ? "is-wrong" : "";

    private string? Bad(string target) => faults.Any(f => f.Target == target) ? "true" : null;
}
