using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Register;
using MizKhedmat.Dashboards.Shell;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Method;

/// <summary>
/// The methodology read for people (1538588/4): versions with their steps, pillars, indicators with formula and clause, rules, and what differs from
/// another version; the acts of governing it, shown only to who may, asked anew by the act (SCORING.md 14).
/// </summary>
public sealed partial class MethodPage(
    MethodologyShelf shelf, GovernMethodology govern, CellBoard cells, Experiments experiments, OfficialNames names, TimeProvider clock) : StaticScreen
{
    private IReadOnlyList<MethodologyLine> versions = [];
    private MethodologyLine line = default!;
    private IndexMethod method = default!;
    private IReadOnlyDictionary<string, CellDefinition> definitions = default!;
    private IReadOnlyDictionary<int, OfficialName> officials = default!;
    private IReadOnlyList<PillarImportance> importance = [];
    private DateTime importanceAt;
    private IReadOnlyList<MethodChange>? changes;
    private string? against;
    private List<(string? Target, string Text)> faults = [];

    /// <summary>Which version is read; the one in force, else the newest, when absent.</summary>
    [SupplyParameterFromQuery]
    public string? Version { get; set; }

    [SupplyParameterFromQuery]
    public string? Against { get; set; }

    [SupplyParameterFromQuery(Name = "done")]
    public string? DoneKey { get; set; }

    private bool MayAct => EditionOfficer.MayAct(Caller.Role, Caller.Scope);

    /// <summary>What was sent keeps its form whoever sent it, so that the act itself answers.</summary>
    private IReadOnlyList<MethodologyStep> Steps =>
        [.. (MayAct ? MethodSteps.For(line, SignedIn.IdOf(Http.User)) : []).Union(HttpMethods.IsPost(Http.Request.Method) && MethodSteps.Parse(Http.Request.Form["step"]) is { } sent ? [sent] : [])];

    private IReadOnlyList<JalaliPeriod> Quarters => MethodSteps.Quarters(Today, versions.SelectMany(v => v.Acts).Any(a => a.Step == MethodologyStep.TookEffect));

    private string? Done => MethodSteps.Parse(DoneKey) is { } step ? Words.T("method-done-" + step.ToString().ToLowerInvariant(), Fa.Digits(line.Version)) : null;

    protected override bool Knows(Caller caller) => caller.Scope.Kind == ScopeKind.National;

    protected override async Task<bool> ReadAsync()
    {
        versions = await shelf.ListAsync(Ct);
        if ((Version is null ? versions.FirstOrDefault(v => v.Status == Methodology.Effective) ?? (versions.Count > 0 ? versions[0] : null) : versions.FirstOrDefault(v => v.Version == Version)) is not { } found)
        {
            return false;
        }

        line = found;
        using var document = JsonDocument.Parse((await shelf.DocumentAsync(line.Version, Ct))!);
        method = IndexMethod.Parse(document.RootElement);
        if (Against is not null)
        {
            if (await shelf.DocumentAsync(Against, Ct) is not { } other)
            {
                return false;
            }

            using var former = JsonDocument.Parse(other);
            (against, changes) = (Against, MethodDiff.Compare(former.RootElement, document.RootElement));
        }

        definitions = (await cells.DefinitionsAsync(Ct)).ToDictionary(d => d.Code, StringComparer.Ordinal);
        officials = await names.OfAsync(Caller.Scope, [.. versions.SelectMany(v => v.Acts).Select(a => RecordHistory.OfficialOf(a.By)).OfType<int>()], Ct);
        if (await experiments.RehearseAsync(Caller.Scope, line.Version, Experiments.Live, StandingOf.Agencies, Ct) is [var live])
        {
            (importance, importanceAt) = (live.ImportanceAfter, live.AsOf);
        }

        return true;
    }

    private async Task RunAsync()
    {
        var form = Http.Request.Form;
        if (MethodSteps.Parse(form["step"]) is not { } step)
        {
            Nav.NotFound();
            return;
        }

        string? Text(string name) => form[name].ToString() is { Length: > 0 } text ? text : null;
        var answer = await govern.RunAsync(Http.User, new(line.Version, form["sha256"].ToString(), step, Text("letter"), Text("note"), Text("from")), Ct);
        if (answer.MayNot)
        {
            Nav.NotFound();
        }
        else if (answer.Refusal is { } refusal)
        {
            faults = [(refusal.Pointer is { } pointer ? MethodSteps.IdOf(step, pointer[1..]) : null, RegisterPaint.Refusal(refusal))];
        }
        else
        {
            Nav.NavigateTo(Link.To("/national/ranking/method", ("version", line.Version), ("done", step.ToString())));
        }
    }

    private string? Typed(MethodologyStep step, string name) => faults.Count > 0 && Http.Request.Form["step"] == step.ToString() ? Http.Request.Form[name].ToString() : null;

    private bool Wrong(string target) => faults.Any(f => f.Target == target);

    /// <summary>A reason as it was written; the quarter from which it holds in words.</summary>
    private string? NoteOf(MethodologyActLine act) => act.Note is { } note && JalaliPeriod.TryParse(note, clock.TodayInTehran(), out var from) ? Words.T("method-from", Periods.Label(from)) : act.Note is { } text ? Fa.Digits(text) : null;

    private string NameOf(string code) =>
        method.IndexOf(code) is >= 0 and var i ? MethodPaint.Indicator(method.Indicators[i]) : method.Pillars.FirstOrDefault(p => p.Code == code) is { } pillar ? MethodPaint.Pillar(pillar) : code;

    private static string Tone(string status) => status switch { Methodology.Effective or Methodology.Approved => "ok", Methodology.Retired => "none", _ => "near" };

    private static string Here(string version, string? against = null) => Link.To("/national/ranking/method", ("version", version), ("against", against));
}
