using System.Text.Json;
using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Method;

/// <summary>
/// A version of the methodology over the live cells and past editions before anybody approves it (SCORING.md 4): who moves how far, what then
/// decides, which pillars say the same, and what the geometric mean does.
/// </summary>
public sealed partial class RehearsalPage(Experiments experiments, EditionShelf shelf, MethodologyShelf methods) : StaticScreen
{
    private IReadOnlyList<MethodologyLine> versions = [];
    private IReadOnlyList<EditionLine> editions = [];
    private IReadOnlyList<RehearsedEdition> rehearsed = [];
    private IndexMethod method = default!;
    private string version = "";

    /// <summary>The newest version when absent: usually the draft.</summary>
    [SupplyParameterFromQuery]
    public string? Version { get; set; }

    /// <summary>All when absent.</summary>
    [SupplyParameterFromQuery]
    public string? Edition { get; set; }

    [SupplyParameterFromQuery]
    public string? Of { get; set; }

    private StandingOf List => RankingKeys.List(Of ?? "agencies");

    private RehearsedEdition First => rehearsed[0];

    private IEnumerable<(string Code, PillarImportance? Before, PillarImportance? After)> Importance =>
        First.ImportanceBefore.Concat(First.ImportanceAfter).Select(i => i.Pillar).Distinct().Order(StringComparer.Ordinal)
            .Select(code => (code, First.ImportanceBefore.FirstOrDefault(i => i.Pillar == code), First.ImportanceAfter.FirstOrDefault(i => i.Pillar == code)));

    protected override bool Knows(Caller caller) => caller.Scope.Kind == ScopeKind.National;

    protected override async Task<bool> ReadAsync()
    {
        (versions, editions) = (await methods.ListAsync(Ct), await shelf.ListAsync(Caller.Scope, Ct));
        version = Version ?? (versions.Count > 0 ? versions[0].Version : "");
        if (await methods.DocumentAsync(version, Ct) is not { } text
            || await experiments.RehearseAsync(Caller.Scope, version, string.IsNullOrEmpty(Edition) ? null : Edition, List, Ct) is not { Count: > 0 } found)
        {
            return false;
        }

        using var document = JsonDocument.Parse(text);
        (rehearsed, method) = (found, IndexMethod.Parse(document.RootElement));
        return true;
    }

    private string Here(string? edition, string? of) => Link.To("/national/ranking/rehearsal", ("version", version), ("edition", edition), ("of", of ?? "provinces"));

    private string PillarName(string code) => method.Pillars.FirstOrDefault(p => p.Code == code) is { } pillar ? MethodPaint.Pillar(pillar) : Words.T("rehearsal-gone");

    private static string Figure(double? value) => value is { } v ? Fa.Number(v, 3) : "—";

    private static string Share(double? value) => value is { } v ? Fa.Percent(v, 0) : "—";
}
