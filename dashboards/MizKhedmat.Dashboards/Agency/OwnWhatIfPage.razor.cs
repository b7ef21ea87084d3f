using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Dashboards.Method;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Agency;

/// <summary>What other figures of its own would do to an agency's score, class and ranks; no other agency's row, nothing stored.</summary>
public sealed partial class OwnWhatIfPage(Experiments experiments, EditionShelf shelf) : StaticScreen
{
    private WhatIfQuery query = default!;
    private OwnTrial trial = default!;
    private IReadOnlyList<EditionLine> editions = [];

    private string? EditionKey => query.Edition == Experiments.Live ? null : query.Edition;

    private string Here => Link.To("/agency/score/what-if", ("edition", EditionKey));

    private IReadOnlyList<(string? Target, string Text)> Faults => [.. query.Faults(), .. trial.Faults.Select(f => (WhatIfQuery.TargetOf(f), WhatIfQuery.Told(f)))];

    protected override bool Knows(Caller caller) => caller.Scope.Kind == ScopeKind.Agency;

    protected override async Task<bool> ReadAsync()
    {
        query = WhatIfQuery.Read(Http.Request.Query);
        editions = await shelf.ListAsync(Caller.Scope, Ct);
        if (await experiments.OwnWhatIfAsync(Caller.Scope, query.Edition, Caller.Scope.Agency!.Value, query.Cells(), Ct) is not { } found)
        {
            return false;
        }

        trial = found;
        if (query.IsSent && Faults.Count == 0)
        {
            Nav.NavigateTo(Link.To("/agency/score/what-if", [("edition", EditionKey), .. query.Members(key => WhatIfPage.CellNow(trial.Cells, key)).Where(m => m.Key[0] != 'w')]));
        }

        return true;
    }

    private static string Rank(int? rank, int among) => rank is { } r ? Words.T("whatif-rank-of", Fa.Plain(r), Fa.Count(among)) : "—";

    /// <summary>Of one without a rank the score that it would publish is told too.</summary>
    private static string Score(TriedPlace place) => place.Score is { } published ? StandingPaint.Score(published) : place.Index is { } index ? Words.T("whatif-no-rank", Fa.Number(index, 2)) : "—";
}
