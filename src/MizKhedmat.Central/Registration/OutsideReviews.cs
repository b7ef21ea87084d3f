using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Reasons for giving a service outside the desk (faq-1397/Q15): a decision of the same reasons is taken over while it holds,
/// else there is a case for each; a case whose row is gone is withdrawn.
/// </summary>
internal static class OutsideReviews
{
    /// <summary>Settles the open rows of a service that nobody decided yet; gives those that wait, with the case that they wait for.</summary>
    public static IReadOnlyList<(PlaceOfDelivery Row, ReviewCase Case)> Follow(ReviewLedger reviews, PlaceLedger places, PictureItem service, DateOnly today)
    {
        var asked = new List<(PlaceOfDelivery, ReviewCase)>();
        var wanted = new HashSet<ReviewCase>();
        foreach (var row in places.OpenOf(service.Item.Code).Where(r => r.Standing == OutsideStanding.Pending).ToList())
        {
            var review = Deciding(reviews.OfOutside(row.Service), row, today) ?? reviews.Open(ReviewKind.OutsideDesk, service, row.Office, row.ReasonCode, row.Reason, null);
            wanted.Add(review);
            if (!Take(places, row, review))
            {
                asked.Add((row, review));
            }
        }

        foreach (var stale in reviews.OfOutside(service.Item.Code).Where(r => r.State == ReviewState.Pending && !wanted.Contains(r)))
        {
            reviews.Withdraw(stale);
        }

        return asked;
    }

    /// <summary>The case of these very reasons: the one that waits, else the last decided, unless its acceptance ran out.</summary>
    private static ReviewCase? Deciding(IEnumerable<ReviewCase> cases, PlaceOfDelivery row, DateOnly today)
    {
        var same = cases.Where(r => r.Office == row.Office && r.State != ReviewState.Withdrawn && (r.ReasonCode, r.Reason) == (row.ReasonCode, row.Reason)).ToList();
        var last = same.Find(r => r.State == ReviewState.Pending) ?? same.MaxBy(r => r.DecidedAt);
        return last is { State: ReviewState.Accepted, ValidUntil: { } until } && until < today ? null : last;
    }

    private static bool Take(PlaceLedger places, PlaceOfDelivery row, ReviewCase review)
    {
        switch (review.State)
        {
            case ReviewState.Accepted:
                places.Stand(row, OutsideStanding.Accepted, review.ValidUntil, null, review.Id);
                return true;
            case ReviewState.Rejected:
                places.Stand(row, OutsideStanding.Rejected, null, review.MoveBy, review.Id);
                return true;
            default:
                return review.Id != 0 && row.ReviewId == review.Id;
        }
    }
}
