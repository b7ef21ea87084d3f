using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>Units whose score or rank is another one in a later table of the same list.</summary>
internal static class TableMoves
{
    /// <summary>The largest moves of rank first; one that came or went counts as the largest.</summary>
    public static IReadOnlyList<RankDifference> Of(StandingTable now, StandingTable? before)
    {
        if (before is null)
        {
            return [];
        }

        var former = before.Rows.ToDictionary(r => r.Code, StringComparer.Ordinal);
        return
        [
            .. now.Rows.Select(row => (Row: row, Former: former.GetValueOrDefault(row.Code)))
                .Where(p => p.Row.Score != p.Former?.Score || p.Row.Rank != p.Former?.Rank)
                .Select(p => new RankDifference(p.Row.Code, now.Of.ToString(), p.Row.NameFa, p.Row.NameEn, p.Former?.Score, p.Row.Score, p.Former?.Rank, p.Row.Rank))
                .OrderByDescending(d => d is { RankBefore: { } a, RankAfter: { } b } ? Math.Abs(a - b) : int.MaxValue)
                .ThenByDescending(d => Math.Abs((d.ScoreAfter ?? 0) - (d.ScoreBefore ?? 0))).ThenBy(d => d.Unit, StringComparer.Ordinal),
        ];
    }
}
