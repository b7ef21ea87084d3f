using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Scoring;

/// <summary>What holds for an agency as a whole, read for all of them at once.</summary>
internal static class AgencyReading
{
    private const int Year = 365;

    /// <summary>
    /// By the id of the agency. Volumes and silence are those of the whole agency even where the caller sees one province of it.
    /// </summary>
    public static async Task<IReadOnlyDictionary<int, AgencyFacts>> ReadAsync(
        CentralDb db, IReadOnlyList<int>? only, IReadOnlyList<Agency> agencies, IReadOnlyDictionary<CellKey, PlacementCount> register, CellDays days, CellRules rules, CancellationToken ct)
    {
        var volumes = await VolumesAsync(db, only, days, ct);
        var quality = await QualityAsync(db, only, days, ct);
        var duties = await DutiesInTime.ReadAsync(db, rules, only, ct);
        return agencies.ToDictionary(a => a.Id, a =>
        {
            var whole = register.GetValueOrDefault(new(a.Id, ""));
            var volume = volumes.GetValueOrDefault(a.Id) ?? new(0, 0, 0, 0);
            var facts = new AgencyFacts(a.Subject, a.Kind)
            {
                Register = whole,
                Tau = ((whole?.AgreedItems ?? 0) + rules.PriorAgreed) / ((whole?.InspectedItems ?? 0) + rules.PriorInspected),
                Quality = quality.GetValueOrDefault(a.Id)?.Mean(volume.EventsComplete, volume.Accepted),
                IsSilent = volume is { Accepted: 0, Answered: 0 },
                Requests = volume.Accepted,
                YearlyRequests = volume.YearBefore > 0 ? volume.YearBefore : volume.Accepted * Year / Math.Max(1, days.Last.DayNumber - days.From.DayNumber + 1),
            };
            return facts with { Duties = duties.Mean(a.Id, facts, days.Last) };
        });
    }

    /// <summary>Requests of every agency in the period and in the year before it.</summary>
    private static async Task<Dictionary<int, Volume>> VolumesAsync(CentralDb db, IReadOnlyList<int>? only, CellDays days, CancellationToken ct)
    {
        var first = days.From.AddDays(-Year);
        var totals = only is null ? db.DayTotals.AsNoTracking() : db.DayTotals.AsNoTracking().Where(t => only.Contains(t.AgencyId));
        var rows = await totals.Where(t => t.Day >= first && t.Day <= days.Last).GroupBy(t => t.AgencyId).Select(g => new
        {
            g.Key,
            Accepted = g.Sum(t => t.Day >= days.From ? (long)t.Accepted : 0), Answered = g.Sum(t => t.Day >= days.From ? (long)t.Answered : 0),
            Complete = g.Sum(t => t.Day >= days.From ? (long)t.EventsComplete : 0), Before = g.Sum(t => t.Day < days.From ? (long)t.Accepted : 0),
        }).ToListAsync(ct);
        return rows.ToDictionary(r => r.Key, r => new Volume(r.Accepted, r.Answered, r.Complete, r.Before));
    }

    private static async Task<Dictionary<int, DataQuality>> QualityAsync(CentralDb db, IReadOnlyList<int>? only, CellDays days, CancellationToken ct)
    {
        var counts = only is null ? db.PushCounts.AsNoTracking() : db.PushCounts.AsNoTracking().Where(c => only.Contains(c.AgencyId));
        var rows = await counts.Where(c => c.Day >= days.From && c.Day <= days.Last && c.Measure != PushMeasure.Refused)
            .GroupBy(c => new { c.AgencyId, c.Measure, c.Code, c.Bucket }).Select(g => new { g.Key, Count = g.Sum(c => c.Count) }).ToListAsync(ct);
        var found = new Dictionary<int, DataQuality>();
        foreach (var row in rows)
        {
            var quality = found.TryGetValue(row.Key.AgencyId, out var known) ? known : found[row.Key.AgencyId] = new();
            quality.Add(row.Key.Measure, row.Key.Code, row.Key.Bucket, row.Count);
        }

        return found;
    }

    private sealed record Volume(long Accepted, long Answered, long EventsComplete, long YearBefore);
}
