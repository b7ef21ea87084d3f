namespace MizKhedmat.Scoring;

/// <summary>The ranks that chance leaves open to each unit (SCORING.md 15); every band holds the rank itself.</summary>
public static class RankBands
{
    /// <summary>Joint bands over all ranked units at the method's confidence; null for unranked ones.</summary>
    public static (int Lo, int Hi)?[] Joint(IndexRun run) => Of(run, run.Listed, unit => run.RankOf(unit)!.Value);

    /// <summary>The same inside each peer group, of its peer ranks.</summary>
    public static (int Lo, int Hi)?[] JointAmongPeers(IndexRun run)
    {
        var bands = new (int, int)?[run.Facts.Count];
        foreach (var group in run.Listed.GroupBy(run.Facts.GroupOf))
        {
            var found = Of(run, [.. group], unit => run.PeerRankOf(unit)!.Value);
            foreach (var unit in group)
            {
                bands[unit] = found[unit];
            }
        }

        return bands;
    }

    private static (int Lo, int Hi)?[] Of(IndexRun run, IReadOnlyList<int> units, Func<int, int> rank)
    {
        var bands = new (int, int)?[run.Facts.Count];
        var (index, errors) = (run.Index.ToArray(), run.Errors.ToArray());
        var region = RankRegion.Joint([.. units.Select(u => index[u])], [.. units.Select(u => errors[u])], run.Method.Uncertainty.JointConfidence);

        // Ranks are made of rounded scores: of units that differ only behind the published decimals the later ones share the first's.
        for (var i = 0; i < region.Length; i++)
        {
            bands[units[i]] = (Math.Min(region[i].Lo, rank(units[i])), region[i].Hi);
        }

        return bands;
    }
}
