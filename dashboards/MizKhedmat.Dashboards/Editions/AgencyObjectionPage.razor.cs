using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Registry;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>One objection of the own agency; while it is open it may be taken back. Another agency's does not exist here.</summary>
public sealed partial class AgencyObjectionPage(ObjectionBoard objections, EditionShelf shelf, FileObjection file, ReferenceNames references) : AgencyScreen
{
    private ObjectionLine line = default!;
    private IndicatorResult? published;
    private IReadOnlyDictionary<string, IndicatorRule> rules = new Dictionary<string, IndicatorRule>();
    private IReadOnlyDictionary<string, string> provinces = new Dictionary<string, string>();
    private bool failed;

    [Parameter]
    public string Id { get; set; } = "";

    protected override async Task<bool> ReadAsync()
    {
        if (await objections.FindAsync(Caller.Scope, Id, Ct) is not { } found)
        {
            return false;
        }

        line = found;
        provinces = await PublishedEdition.ProvincesAsync(references, Ct);
        var sheet = await shelf.ExplainAsync(Caller.Scope, line.EditionId, Agency, line.Province, Ct);
        published = sheet?.Indicators.FirstOrDefault(i => i.Rule.Code == line.Indicator);
        rules = sheet?.Indicators.ToDictionary(i => i.Rule.Code, i => i.Rule) ?? rules;
        return true;
    }

    private async Task WithdrawAsync()
    {
        if (await file.WithdrawAsync(Http.User, line.Id, Ct))
        {
            Nav.NavigateTo("/agency/objections");
        }
        else
        {
            failed = true; // decided in the meantime: the page that comes shows how
            await ReadAsync();
        }
    }
}
