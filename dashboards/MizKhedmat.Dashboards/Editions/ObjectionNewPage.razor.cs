using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>An objection to one cell: first which, then why and with which evidence. A refusal keeps what was typed; files must be chosen again.</summary>
public sealed partial class ObjectionNewPage(ObjectionBoard objections, EditionShelf shelf, FileObjection file, RegistryNames registry, ReferenceNames references) : AgencyScreen
{
    private const string Home = "/agency/objections/new";

    private EditionLine edition = default!;
    private ScoreSheet? sheet;
    private IndicatorResult? cell;
    private ProvinceCode? province;
    private IReadOnlyList<string> places = [];
    private IReadOnlyDictionary<string, string> provinces = new Dictionary<string, string>();
    private IReadOnlyList<(string? Target, string Text)> faults = [];
    private string ground = "";

    [SupplyParameterFromQuery]
    public string? Edition { get; set; }

    [SupplyParameterFromQuery]
    public string? Indicator { get; set; }

    [SupplyParameterFromQuery]
    public string? Province { get; set; }

    private string? ProvinceText => province?.Value;

    private string Here => Link.To(Home, ("edition", edition.Id), ("indicator", Indicator), ("province", ProvinceText));

    protected override async Task<bool> ReadAsync()
    {
        province = ProvinceCode.TryParse(Province, null, out var code) ? code : null;
        var asked = Edition is null ? await objections.OpenWindowAsync(Caller.Scope, Ct) : await shelf.FindAsync(Caller.Scope, Edition, Ct);
        if (!MayFile || asked is not { Kind: EditionKind.Provisional })
        {
            return false;
        }

        edition = asked;
        provinces = await PublishedEdition.ProvincesAsync(references, Ct);
        places = [.. (await registry.OfficesAsync(Caller.Scope, Agency, null, Ct)).Select(o => o.Province.Value).Distinct()];
        sheet = await shelf.ExplainAsync(Caller.Scope, edition.Id, Agency, province, Ct);
        cell = Indicator is null ? null : sheet?.Indicators.FirstOrDefault(i => i.Rule.Code == Indicator);
        if (HttpMethods.IsPost(Http.Request.Method))
        {
            ground = (await Http.Request.ReadFormAsync(Ct))["ground"].ToString().Trim();
        }
        else if (FileObjection.Check(edition, Today) is { } closed)
        {
            faults = [(null, EditionPaint.Refusal(closed))];
        }

        return Indicator is null || cell is not null;
    }

    private async Task SubmitAsync()
    {
        var evidence = new List<FileObjection.File>();
        foreach (var upload in Http.Request.Form.Files.Where(f => f.Name == "file" && f.FileName.Length > 0).Take(FileObjection.MostFiles + 1))
        {
            // One byte more than is taken tells the act that it is too much.
            await using var stream = upload.OpenReadStream();
            var content = new byte[(int)Math.Min(upload.Length, FileObjection.MostBytes + 1)];
            await stream.ReadExactlyAsync(content, Ct);
            evidence.Add(new(upload.FileName, content));
        }

        var (id, refusal) = await file.RunAsync(Http.User, new(edition.Id, ProvinceText, cell!.Rule.Code, ground, evidence), Ct);
        if (refusal is not null)
        {
            faults = [(TargetOf(refusal), EditionPaint.Refusal(refusal))];
        }
        else if (id is not null)
        {
            Nav.NavigateTo(Link.To($"/agency/objections/{id}", ("done", "filed")));
        }
        else
        {
            Nav.NotFound();
        }
    }

    private static string? TargetOf(Refusal refusal) => refusal.Pointer switch
    {
        "/ground" => "f-ground",
        { } pointer when pointer.StartsWith("/evidence", StringComparison.Ordinal) => "f-file",
        _ => null,
    };

    private string Wrong(string target) => faults.Any(f => f.Target == target) ? "is-wrong" : "";

    private string? Bad(string target) => faults.Any(f => f.Target == target) ? "true" : null;
}
