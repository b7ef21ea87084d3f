namespace MizKhedmat.Scoring;

/// <summary>A cell that is not the same in two editions; null where an edition has no such cell.</summary>
/// <param name="Unit">An agency, its part in a province (<see cref="EditionCell.Unit"/>), or a province with its governor's parts.</param>
public sealed record CellDifference(string Unit, string Indicator, Cell? Before, Cell? After);

/// <summary>A unit whose published score or rank is not the same; null where it is not ranked in the list.</summary>
public sealed record ScoreDifference(string Unit, string List, decimal? ScoreBefore, decimal? ScoreAfter, int? RankBefore, int? RankAfter);

/// <summary>What one edition changed against another: public (SCORING.md 14).</summary>
public sealed record EditionDifference(IReadOnlyList<CellDifference> Cells, IReadOnlyList<ScoreDifference> Scores)
{
    /// <summary>Cells in ordinal order of units and, within one, in the order of the methods; scores list by list in the order of the later ranks.</summary>
    public static EditionDifference Between(EditionRuns before, EditionRuns after)
    {
        var (old, now) = (before.Input, after.Input);
        IEnumerable<CellDifference> cells =
        [
            .. Differing(Rows(old.Agencies), Rows(now.Agencies)),
            .. Differing(Rows(old.Cells), Rows(now.Cells)),
            .. Differing(Governed(old), Governed(now)),
        ];
        return new([.. cells], [.. EditionUnit.OfAgencies.Append(EditionUnit.Provinces).SelectMany(list => Moved(list, before.Ranked(list), after.Ranked(list)))]);
    }

    private static IEnumerable<ScoreDifference> Moved(
        string list, IReadOnlyDictionary<string, (decimal Published, int Rank)> before, IReadOnlyDictionary<string, (decimal Published, int Rank)> after) =>
        before.Keys.Union(after.Keys)
            .Select(unit => (Unit: unit, Before: before.TryGetValue(unit, out var b) ? b : ((decimal, int)?)null, After: after.TryGetValue(unit, out var a) ? a : ((decimal, int)?)null))
            .Where(u => u.Before != u.After)
            .OrderBy(u => u.After?.Item2 ?? int.MaxValue).ThenBy(u => u.Unit, StringComparer.Ordinal)
            .Select(u => new ScoreDifference(u.Unit, list, u.Before?.Item1, u.After?.Item1, u.Before?.Item2, u.After?.Item2));

    private static IEnumerable<CellDifference> Differing(Dictionary<string, List<(string Code, Cell Cell)>> before, Dictionary<string, List<(string Code, Cell Cell)>> after) =>
        from unit in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
        let old = before.GetValueOrDefault(unit, [])
        let now = after.GetValueOrDefault(unit, [])
        from code in now.Select(c => c.Code).Union(old.Select(c => c.Code))
        let was = Of(old, code)
        let @is = Of(now, code)
        where was != @is
        select new CellDifference(unit, code, was, @is);

    private static Cell? Of(List<(string Code, Cell Cell)> row, string code) => row.FindIndex(c => c.Code == code) is >= 0 and var at ? row[at].Cell : null;

    private static Dictionary<string, List<(string Code, Cell Cell)>> Rows(IndexFacts? facts) => Enumerable.Range(0, facts?.Count ?? 0).ToDictionary(
        u => facts!.Units[u], u => facts!.Method.Indicators.Select((rule, i) => (rule.Code, facts[u, i])).ToList(), StringComparer.Ordinal);

    private static Dictionary<string, List<(string Code, Cell Cell)>> Governed(EditionInput input) => input.Governors.ToDictionary(
        g => g.Key, g => (input.Agencies.Method.Province?.Governor ?? []).Zip(g.Value, (rule, cell) => (rule.Code, cell)).ToList(), StringComparer.Ordinal);
}
