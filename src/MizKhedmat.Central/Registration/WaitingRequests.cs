using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// A change that waits for approval already is not asked a second time: the repeated PUT is <c>unchanged</c> (API.md section
/// 5) and still tells that the request waits (faq-1397/Q7, 1538588/1b-n).
/// </summary>
internal static class WaitingRequests
{
    public static async Task<IReadOnlyList<ChangeResult>> SettleAsync(CentralDb db, ChangeBatch batch, IReadOnlyList<ChangeResult> results, CancellationToken ct)
    {
        var changed = batch.Changed.Select(c => c.Now.Item.Code).ToHashSet(StringComparer.Ordinal);
        var asked = batch.Proposals.Where(p => !changed.Contains(p.Now.Item.Code))
            .ToDictionary(p => p.Now.Item.Code, p => RegisterState.Text(p.Asked), StringComparer.Ordinal);
        if (asked.Count == 0)
        {
            return results;
        }

        var (agency, kind) = (batch.Order.AgencyId, batch.Order.Kind);
        var waiting = (await db.ReviewCases.AsNoTracking()
            .Where(r => r.AgencyId == agency && r.SubjectKind == kind && r.State == ReviewState.Pending && r.Proposed != null)
            .Select(r => new { r.SubjectCode, r.Proposed }).ToListAsync(ct))
            .Where(r => asked.GetValueOrDefault(r.SubjectCode) == r.Proposed).Select(r => r.SubjectCode).ToHashSet(StringComparer.Ordinal);
        return [.. results.Select(r => r.Fate == ChangeFate.Warned && waiting.Contains(r.Code) ? r with { Fate = ChangeFate.Unchanged } : r)];
    }
}
