using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>A national service id is issued once in the country (386059/1-c).</summary>
internal static class ServiceCodes
{
    /// <summary>The id that an acceptance issues: what the Organization says, else what the agency asked for or stated; null when nobody did.</summary>
    public static string? Of(ReviewCase review, PictureItem subject, ReviewDecision decision) =>
        PersianText.Canonical(decision.ServiceCode ?? "", TextField.Id) is { Length: > 0 } typed ? typed
        : (review.Proposed is { } asked ? RegisterState.Parse(asked).Str("serviceCode") : null) ?? subject.State.Str("serviceCode");

    /// <summary>Of the ids that accepting these cases would issue, those that stand at a service of another agency.</summary>
    public static async Task<IReadOnlySet<string>> IssuedElsewhereAsync(
        CentralDb db, RegisterPicture picture, IEnumerable<ReviewCase> cases, ReviewDecision decision, CancellationToken ct)
    {
        var codes = cases.Where(r => r.Kind == ReviewKind.ServiceChange && decision.To == ReviewState.Accepted)
            .Select(r => picture.Find(r.SubjectKind, r.SubjectCode) is { } subject ? Of(r, subject, decision) : null).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return codes.Count == 0 ? codes : (await db.Services.AsNoTracking()
            .Where(s => s.AgencyId != picture.AgencyId && (s.IdStatus == IdStatus.Issued || s.IdStatus == IdStatus.ChangeRequested) && codes.Contains(s.ServiceCode!))
            .Select(s => s.ServiceCode!).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
    }
}
