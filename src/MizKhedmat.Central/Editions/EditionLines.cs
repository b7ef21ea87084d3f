using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Editions;

/// <summary>The heads of published editions, without their documents.</summary>
internal static class EditionLines
{
    /// <summary>All of them, the newest first.</summary>
    public static async Task<IReadOnlyList<EditionLine>> ReadAsync(CentralDb db, CancellationToken ct)
    {
        var heads = await db.Editions.AsNoTracking().OrderByDescending(e => e.Sequence).Select(e => new
        {
            e.Id, e.Sequence, e.Period, e.Kind, e.CutoffUtc, e.PublishedAt, e.Replaces, e.Reason, e.MethodologyVersion, e.MethodologySha256, e.FactsHash, e.ResultHash,
            e.RunHash, e.PreviousRunHash, e.SignedBy,
        }).ToListAsync(ct);
        var replaced = heads.Select(e => e.Replaces).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return
        [
            .. heads.Select(e => new EditionLine(
                e.Id, e.Sequence, PeriodOf(e.Period), e.Kind, e.CutoffUtc, e.PublishedAt, e.Replaces, e.Reason, e.MethodologyVersion, e.MethodologySha256, e.FactsHash,
                e.ResultHash, e.RunHash, e.PreviousRunHash, e.SignedBy, !replaced.Contains(e.Id),
                e.Kind == EditionKind.Provisional ? EditionCalendar.Of(PeriodOf(e.Period))!.WindowUntil(TehranTime.DayOf(e.PublishedAt)) : null)),
        ];
    }

    /// <summary>Of a stored key; such a period never is the live one.</summary>
    public static JalaliPeriod PeriodOf(string key) =>
        JalaliPeriod.TryParse(key, DateOnly.MinValue, out var period) ? period : throw new InvalidOperationException($"'{key}' is no period.");
}
