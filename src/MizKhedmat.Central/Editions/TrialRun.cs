using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>One list of a ranking, computed from what an edition or the live ranking was computed from, with other weights or other cells.</summary>
internal sealed class TrialRun
{
    private TrialRun(IReadOnlyDictionary<string, TriedPlace> places, IndexRun? agencies) => (Places, Agencies) = (places, agencies);

    /// <summary>Every unit of the list by its code.</summary>
    public IReadOnlyDictionary<string, TriedPlace> Places { get; }

    /// <summary>The run of a list of agencies; null for provinces.</summary>
    public IndexRun? Agencies { get; }

    /// <summary>Throws <see cref="ScoringException"/> for a cell that cannot be.</summary>
    public static TrialRun Of(EditionInput input, StandingOf of, MethodWeights? weights = null, IReadOnlyList<(string Unit, string Indicator, Cell Cell)>? edits = null)
    {
        var runs = EditionRuns.Of(input, weights);
        if (of == StandingOf.Provinces)
        {
            return new(runs.Provinces.ToDictionary(r => r.Province, r => new TriedPlace(r.Index, r.Published, r.Rank, null, 0, r.Tier), StringComparer.Ordinal), null);
        }

        var run = runs.Lists[of == StandingOf.Agencies ? EditionUnit.Agencies : EditionUnit.ProvincialAgencies];
        if (edits is { Count: > 0 })
        {
            run = Rehearsal.WhatIf(run, weights, edits);
        }

        var among = run.Listed.CountBy(run.Facts.GroupOf).ToDictionary();
        return new(run.Facts.Units.Select((unit, i) => (unit, Row: run.Unit(i), Peers: among.GetValueOrDefault(run.Facts.GroupOf(i))))
            .ToDictionary(u => u.unit, u => new TriedPlace(u.Row.Index, u.Row.Published, u.Row.Rank, u.Row.PeerRank, u.Peers, u.Row.Tier), StringComparer.Ordinal), run);
    }
}
