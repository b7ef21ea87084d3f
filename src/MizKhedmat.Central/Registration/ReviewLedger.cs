using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// The cases of an agency while its register changes: what asks for a decision gets a case, what no longer does loses it, and
/// a reason that was decided is not asked again.
/// </summary>
internal sealed class ReviewLedger
{
    private const int FewSubjects = 300;

    /// <summary>What a reviewer looks at; a change of anything else leaves his decision lawful.</summary>
    private static readonly string[] SeenOfService = ["title", "serviceCode", "audience", "cofog"];

    private readonly CentralDb db;
    private readonly RegisterPicture picture;
    private readonly string actor;
    private readonly DateTime now;
    private readonly Dictionary<(RegisterKind, string), List<ReviewCase>> bySubject = [];

    private ReviewLedger(CentralDb db, RegisterPicture picture, string actor, DateTime now) => (this.db, this.picture, this.actor, this.now) = (db, picture, actor, now);

    public List<ReviewCase> Opened { get; } = [];

    /// <summary>Pending cases, all of exemptions, and all of the given subjects; every one under change tracking.</summary>
    public static async Task<ReviewLedger> LoadAsync(CentralDb db, RegisterPicture picture, IReadOnlyCollection<string> subjects, string actor, DateTime now, CancellationToken ct)
    {
        var cases = db.ReviewCases.Where(r => r.AgencyId == picture.AgencyId);
        cases = subjects.Count > FewSubjects ? cases : cases.Where(r => r.State == ReviewState.Pending || r.Kind == ReviewKind.Exemption || subjects.Contains(r.SubjectCode));
        var ledger = new ReviewLedger(db, picture, actor, now);
        foreach (var review in await cases.OrderBy(r => r.Id).ToListAsync(ct))
        {
            ledger.ListOf(review.SubjectKind, review.SubjectCode).Add(review);
        }

        return ledger;
    }

    /// <summary>Last day of acceptance of the accepted exemptions, by code; absent without limit.</summary>
    public IReadOnlyDictionary<string, DateOnly?> AcceptedUntil => bySubject.Where(s => s.Key.Item1 == RegisterKind.Exemption)
        .Select(s => (Code: s.Key.Item2, Last: s.Value.LastOrDefault(r => r.State == ReviewState.Accepted)))
        .Where(s => s.Last is not null).ToDictionary(s => s.Code, s => s.Last!.ValidUntil, StringComparer.Ordinal);

    public ReviewCase? Find(int id) => bySubject.Values.SelectMany(list => list).FirstOrDefault(r => r.Id == id);

    /// <summary>The cases about the places of a service outside the desk.</summary>
    public IReadOnlyList<ReviewCase> OfOutside(string service) => [.. ListOf(RegisterKind.Service, service).Where(r => r.Kind == ReviewKind.OutsideDesk)];

    /// <summary>The cases of the same kind about the same subject and office, itself among them.</summary>
    public IEnumerable<ReviewCase> Of(ReviewCase review) =>
        ListOf(review.SubjectKind, review.SubjectCode).Where(r => r.Kind == review.Kind && (r.Kind != ReviewKind.OutsideDesk || r.Office == review.Office));

    /// <summary>After records changed: the cases that their present asks for.</summary>
    public void Follow(ChangeBatch batch)
    {
        var proposals = batch.Proposals.ToDictionary(p => p.Now.Item.Code, StringComparer.Ordinal);
        foreach (var (former, now) in batch.Changed.Select(c => (c.Former, c.Now)))
        {
            Follow(former, now, proposals.GetValueOrDefault(now.Item.Code));
            proposals.Remove(now.Item.Code);
        }

        foreach (var proposal in proposals.Values)
        {
            Follow(proposal.Now, proposal.Now, proposal);
        }
    }

    private void Follow(PictureItem? former, PictureItem now, Proposal? proposal)
    {
        switch (now.Item.Kind)
        {
            case RegisterKind.Service:
                FollowService(former, now, proposal);
                break;
            case RegisterKind.Desk:
                var asks = now.Item.Status == RegisterStatus.Declared && now.State.Str("kind") != "deemed";
                Ensure(ReviewKind.DeskVerification, former, now, asks, ["office", "kind", "url", "checklist", "building", "declared"], null, null, null);
                break;
            case RegisterKind.Exemption:
                Ensure(
                    ReviewKind.Exemption, former, now, now.Item.Status == RegisterStatus.Submitted, ["exemption", "office", "service", "reason", "letterNumber", "letterOn"],
                    now.State.Str("exemption"), now.State.Str("reason"), null);
                break;
            case RegisterKind.DeskOperator:
                Ensure(ReviewKind.Hardship, former, now, proposal is not null, [], null, null, proposal?.Asked);
                break;
        }
    }

    private void FollowService(PictureItem? former, PictureItem now, Proposal? proposal)
    {
        // A request that is set again by an undo finds its case again.
        if (now.Item.Status == RegisterStatus.ChangeRequested && proposal is null && Pending(ReviewKind.ServiceChange, now) is null)
        {
            var last = ListOf(RegisterKind.Service, now.Item.Code).LastOrDefault(r => r is { Kind: ReviewKind.ServiceChange, State: ReviewState.Withdrawn, Proposed: not null });
            if (last is not null)
            {
                (last.State, last.DecidedAt, last.Version) = (ReviewState.Pending, null, last.Version + 1);
            }

            return;
        }

        var asks = now.Item.Status is RegisterStatus.Pending or RegisterStatus.ChangeRequested;
        Ensure(ReviewKind.ServiceChange, former, now, asks, SeenOfService, null, null, proposal?.Asked);
    }

    /// <summary>One pending case when the record asks for a decision, none else; what the case is about must be what is asked now.</summary>
    private void Ensure(ReviewKind kind, PictureItem? former, PictureItem now, bool asks, string[] seen, string? reasonCode, string? reason, JsonObject? asked)
    {
        var pending = Pending(kind, now);
        var proposed = asked is null ? null : RegisterState.Text(asked);
        var isStale = pending is not null && (pending.Proposed != proposed || (former is not null && former.State.Differs(now.State, seen)));
        if (pending is not null && (!asks || isStale))
        {
            Withdraw(pending);
            pending = null;
        }

        if (asks && pending is null)
        {
            Open(kind, now, now.State.Str("office") ?? OfficeOfDesk(now), reasonCode, reason, proposed);
        }
    }

    private ReviewCase? Pending(ReviewKind kind, PictureItem subject) =>
        ListOf(subject.Item.Kind, subject.Item.Code).Find(r => r.Kind == kind && r.State == ReviewState.Pending);

    public ReviewCase Open(ReviewKind kind, PictureItem subject, string? office, string? reasonCode, string? reason, string? proposed)
    {
        var (item, title) = (subject.Item, subject.Item.Title);
        var search = PersianText.SearchKey(string.Join(' ', title, item.Code, office, reasonCode, picture.Agency?.NameFa));
        var review = new ReviewCase
        {
            Kind = kind, AgencyId = item.AgencyId, Province = ProvinceOf(kind, office, reasonCode), SubjectKind = item.Kind, SubjectCode = item.Code, Office = office,
            Title = title, SearchKey = search.Length <= 500 ? search : search[..500], ReasonCode = reasonCode, Reason = reason, Proposed = proposed,
            State = ReviewState.Pending, OpenedAt = now, OpenedBy = actor, Version = 1,
        };
        db.Add(review);
        ListOf(item.Kind, item.Code).Add(review);
        Opened.Add(review);
        return review;
    }

    /// <summary>The agency changed or closed what the case was about.</summary>
    public void Withdraw(ReviewCase review)
    {
        (review.State, review.DecidedAt, review.Version) = (ReviewState.Withdrawn, now, review.Version + 1);
        Opened.Remove(review);
    }

    /// <summary>What one province can judge goes to its planning office; the rest, and headquarters' reasons, to the Organization alone.</summary>
    private ProvinceCode? ProvinceOf(ReviewKind kind, string? office, string? reasonCode)
    {
        var place = office is null ? null : picture.Find(RegisterKind.Office, office);
        var isLocal = kind switch
        {
            ReviewKind.OutsideDesk => place?.State.Str("level") == "line",
            ReviewKind.DeskVerification => true,
            ReviewKind.Exemption => reasonCode == "DM-SMALL",
            _ => false,
        };
        return isLocal ? place?.Item.Province : null;
    }

    private string? OfficeOfDesk(PictureItem record) =>
        record.State.Str("desk") is { } desk ? picture.Find(RegisterKind.Desk, desk)?.State.Str("office") : null;

    private List<ReviewCase> ListOf(RegisterKind kind, string code) =>
        bySubject.TryGetValue((kind, code), out var list) ? list : bySubject[(kind, code)] = [];
}
