using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Method;

/// <summary>
/// «اگر وزن‌ها چنین بود»: a ranking by other weights or with other figures of one agency (UX.md S13). The address is the whole experiment; nothing
/// is stored and every screen of it says that it is none.
/// </summary>
public sealed partial class WhatIfPage(Experiments experiments, EditionShelf shelf) : StaticScreen
{
    private WhatIfQuery query = default!;
    private Trial trial = default!;
    private IReadOnlyList<EditionLine> editions = [];

    private string? EditionKey => query.Edition == Experiments.Live ? null : query.Edition;

    private string RankingHref => Link.To("/national/ranking", ("edition", EditionKey), ("of", query.ListKey));

    private IReadOnlyList<(string? Target, string Text)> Faults => [.. query.Faults(), .. trial.Faults.Select(f => (WhatIfQuery.TargetOf(f), WhatIfQuery.Told(f)))];

    /// <summary>Weights inside pillars are shown once one of them is other.</summary>
    private bool IsInside => trial.Method.Indicators.Any(i => query.IsChanged("w." + i.Code));

    /// <summary>A pillar that would decide alone: the engine refuses such a document (SCORING.md 4).</summary>
    private PillarRule? TooHeavy => trial.Method.Pillars.Where((_, i) => trial.Weights.Pillars[i] > trial.Weights.Pillars.Sum() / 2).FirstOrDefault();

    protected override bool Knows(Caller caller) => caller.Scope.Kind == ScopeKind.National;

    protected override async Task<bool> ReadAsync()
    {
        query = WhatIfQuery.Read(Http.Request.Query);
        editions = await shelf.ListAsync(Caller.Scope, Ct);
        if (await experiments.WhatIfAsync(Caller.Scope, query.Edition, query.Ask(), Ct) is not { } found)
        {
            return false;
        }

        trial = found;
        if (query.IsSent && Faults.Count == 0)
        {
            Nav.NavigateTo(Link.To("/national/ranking/what-if", [("edition", EditionKey), ("of", query.ListKey), ("unit", query.Unit), .. query.Members(Now)]));
        }

        return true;
    }

    private static string Here(string? edition, string? of) => Link.To("/national/ranking/what-if", ("edition", edition), ("of", of));

    private string Summary
    {
        get
        {
            var moved = trial.Units.Where(u => u.Shift is not (null or 0)).ToList();
            var came = trial.Units.Count(u => u.Before.Rank is null != u.After.Rank is null);
            return query.IsEmpty ? Words.T("whatif-nothing-yet")
                : moved.Count == 0 && came == 0 ? Words.T("whatif-nobody")
                : Words.T("whatif-moves", Fa.Count(moved.Count), Fa.Count(trial.Units.Count(u => u.Before.Rank is not null)), Fa.Number(trial.AverageShift, 2)) + (came > 0 ? " " + Words.T("whatif-came", Fa.Count(came)) : "");
        }
    }

    /// <summary>A figure as it is, by the key of the address.</summary>
    private double? Now(string key) => key[0] == 'w'
        ? trial.Method.Pillars.FirstOrDefault(p => p.Code == key[2..])?.Weight ?? trial.Method.Indicators.FirstOrDefault(i => i.Code == key[2..])?.Weight
        : CellNow(trial.Cells, key);

    internal static double? CellNow(TriedCells? cells, string key) =>
        cells?.Before.FirstOrDefault(c => c.Rule.Code == key[2..]) is { Cell: { Status: CellStatus.Value } cell } ? key[0] == 'x' ? cell.X : cell.N : null;
}
