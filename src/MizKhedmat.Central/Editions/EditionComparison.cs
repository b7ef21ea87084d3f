using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Registry;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>What an edition changed, with names, and what was decided of objections on the way to it.</summary>
internal static class EditionComparison
{
    public static async Task<EditionChanges> OfAsync(CentralDb db, EditionLine line, EditionLine? before, EditionRuns? old, EditionRuns now, CancellationToken ct)
    {
        var units = now.Input.AllUnits.Concat(old?.Input.AllUnits ?? []).DistinctBy(u => (u.IsProvince, u.Code)).ToDictionary(u => (u.IsProvince, u.Code));
        var ofGovernor = new[] { now, old }.OfType<EditionRuns>().SelectMany(r => r.Input.Agencies.Method.Province?.Governor ?? []).Select(g => g.Code).ToHashSet(StringComparer.Ordinal);
        var found = old is null ? new([], []) : EditionDifference.Between(old, now);
        return new(line, before, [.. found.Cells.Select(Named)], [.. found.Scores.Select(Placed)], await DecidedAsync(db, line, before, (old ?? now).Input, ct));

        CellChange Named(CellDifference cell)
        {
            var unit = ofGovernor.Contains(cell.Indicator) ? units[(true, cell.Unit)] : units[(false, cell.Unit.Split('/')[0])];
            return new(cell.Unit, unit.NameFa, unit.NameEn, cell.Indicator, cell.Before, cell.After);
        }

        RankDifference Placed(ScoreDifference score)
        {
            var unit = units[(score.List == EditionUnit.Provinces, score.Unit)];
            return new(score.Unit, score.List, unit.NameFa, unit.NameEn, score.ScoreBefore, score.ScoreAfter, score.RankBefore, score.RankAfter);
        }
    }

    /// <summary>Objections to the provisional edition that were decided: which cell, what, why. Ground and evidence stay between the agency and the Organization.</summary>
    private static async Task<IReadOnlyList<ObjectionLine>> DecidedAsync(CentralDb db, EditionLine line, EditionLine? before, EditionInput objected, CancellationToken ct)
    {
        string[] ids = before is null ? [line.Id] : [line.Id, before.Id];
        var decided = await db.Objections.AsNoTracking().Where(o => ids.Contains(o.EditionId) && (o.State == ObjectionState.Accepted || o.State == ObjectionState.Rejected))
            .OrderBy(o => o.DecidedAt).ThenBy(o => o.Id).ToListAsync(ct);
        var codes = decided.Select(o => o.Agency).Distinct().ToList();
        var names = await db.Agencies.AsNoTracking().Where(a => codes.Contains(a.Code)).Select(a => new { a.Code, a.NameFa, a.NameEn }).ToDictionaryAsync(a => a.Code, ct);
        return
        [
            .. decided.Select(o => new ObjectionLine(
                o.Id, o.EditionId, line.Period, o.Agency, names[o.Agency].NameFa, names[o.Agency].NameEn, o.Province, o.Indicator, null, o.FiledAt, o.State, o.Remedy, o.Reason, o.DecidedAt,
                null, objected.CellOf(o.Agency, o.Province, o.Indicator))),
        ];
    }
}
