using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// What follows from the register of one agency and is kept beside it: places of delivery, cases, whether the directive
/// binds the agency, counters. Opened once per act, written in its transaction.
/// </summary>
internal sealed class RegisterBooks
{
    private readonly IBulkTransaction writing;
    private readonly RegisterPicture picture;
    private readonly string actor;
    private readonly DateTime now;
    private readonly List<(PlaceOfDelivery Row, ReviewCase Case)> asked = [];
    private readonly List<PictureItem> ended = [];

    private RegisterBooks(IBulkTransaction writing, RegisterPicture picture, string actor, DateTime now, PlaceLedger places, ReviewLedger reviews)
    {
        (this.writing, this.picture, this.actor, this.now) = (writing, picture, actor, now);
        (Places, Reviews, Today) = (places, reviews, TehranTime.DayOf(now));
    }

    public PlaceLedger Places { get; }

    public ReviewLedger Reviews { get; }

    public DateOnly Today { get; }

    /// <summary>The counts of the agency by area before and after the act; equal before <see cref="SaveAsync"/>.</summary>
    public IReadOnlyDictionary<string, PlacementCount> Before { get; private set; } = new Dictionary<string, PlacementCount>();

    public IReadOnlyDictionary<string, PlacementCount> After { get; private set; } = new Dictionary<string, PlacementCount>();

    /// <summary>Whether the act changed figures or opened cases; known after <see cref="SaveAsync"/>.</summary>
    public bool HasChanged { get; private set; }

    public static async Task<RegisterBooks> OpenAsync(
        IBulkTransaction writing, RegisterPicture picture, IReadOnlyCollection<string> subjects, string actor, DateTime now, CancellationToken ct) =>
        new(
            writing, picture, actor, now, await PlaceLedger.LoadAsync(writing.Db, picture.AgencyId, TehranTime.DayOf(now), ct),
            await ReviewLedger.LoadAsync(writing.Db, picture, subjects, actor, now, ct));

    /// <summary>Takes over what a batch of records changed.</summary>
    public void Follow(ChangeBatch batch)
    {
        Reviews.Follow(batch);
        foreach (var changed in batch.Changed)
        {
            FollowRecord(changed);
        }
    }

    /// <summary>The same of one record where its case itself is what is decided.</summary>
    public void FollowRecord(ChangedRecord changed)
    {
        if (changed.Now.Item.Kind == RegisterKind.Service)
        {
            Follow(changed.Now);
        }
        else if (changed.Former?.Item is { Kind: RegisterKind.Exemption, Status: RegisterStatus.Accepted } && ExemptionEffects.WholeAgency(changed.Former) is not null)
        {
            ended.Add(changed.Former);
        }
    }

    /// <summary>Brings the places of a service and their cases to its present, whatever changed it: a record, or only the day.</summary>
    public void Follow(PictureItem service)
    {
        Places.Follow(service);
        asked.AddRange(OutsideReviews.Follow(Reviews, Places, service, Today));
    }

    /// <summary>What ended with yesterday: acceptances of outside desks ask again, services open or close their places.</summary>
    public void FollowTheDay()
    {
        foreach (var row in Places.Open.Where(r => r.Standing == OutsideStanding.Accepted && r.AcceptedUntil < Today).ToList())
        {
            Places.Stand(row, OutsideStanding.Pending, null, null, row.ReviewId);
        }

        foreach (var service in picture.Of(RegisterKind.Service).ToList())
        {
            Follow(service);
        }

        ended.AddRange(picture.Of(RegisterKind.Exemption).Where(e => e.Item.Status is RegisterStatus.Accepted or RegisterStatus.Closed && ExemptionEffects.WholeAgency(e) is not null));
    }

    /// <summary>Writes places and cases, counts anew and adds the differences to the counters of today.</summary>
    public async Task SaveAsync(CancellationToken ct)
    {
        await writing.Db.SaveChangesAsync(ct);
        foreach (var (row, review) in asked)
        {
            Places.Attach(row, review.Id);
        }

        await Places.SaveAsync(writing, ct);
        writing.Db.AddRange(Reviews.Opened.GroupBy(r => r.Province).Select(group => new JournalEntry
        {
            At = now, Kind = "review-opened", Province = group.Key, Agency = picture.Agency?.Code,
            Subject = group.Count() == 1 ? RegisterKinds.NameOf(group.First().SubjectKind) + "/" + group.First().SubjectCode : null, Actor = actor,
        }));
        var effects = ExemptionEffects.Of(picture, Reviews.AcceptedUntil, Today);
        await SubjectOfAgency.SetAsync(writing, picture, effects, ended, actor, now, ct);
        Before = await RegisterCounters.SumsAsync(writing.Db, picture.AgencyId, ct);
        After = Placements.Count(picture, Places.Open, effects, Today);
        var differences = RegisterCounters.Differences(picture.AgencyId, Before, After, Today);
        await writing.AddAsync<PlacementCount>(differences, ct);
        writing.Db.AddRange(Counted(differences));
        HasChanged = differences.Count > 0 || Reviews.Opened.Count > 0;
        await writing.Db.SaveChangesAsync(ct);
    }

    /// <summary>One line per province whose figures change, so that the screens there wake.</summary>
    private IEnumerable<JournalEntry> Counted(IReadOnlyList<PlacementCount> differences)
    {
        var provinces = differences.Where(d => d.Area.Length == 2).Select(d => new ProvinceCode(d.Area)).ToHashSet();
        provinces = differences.Count > 0 && provinces.Count == 0 ? picture.Of(RegisterKind.Office).Select(o => o.Item.Province).OfType<ProvinceCode>().ToHashSet() : provinces;
        return provinces.Select(province => new JournalEntry { At = now, Kind = PlacementCount.Counted, Province = province, Agency = picture.Agency?.Code, Actor = actor });
    }
}
