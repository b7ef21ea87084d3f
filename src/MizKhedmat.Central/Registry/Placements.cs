using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>
/// What the register of an agency comes to on a day, per area: the numbers behind K09–K11, K24 and K30. Pure. A service
/// counts in an area once: electronically when any office there gives it so (faq-1397/Q14), else in person, else at counter
/// offices only (Q12), else outside the desk (Q15). Office <c>*</c> stands for the open offices with clients that have no row
/// of their own. In the agency as a whole a service that names no place at all counts too, as not covered. An agency that
/// the directive does not bind counts nothing.
/// </summary>
public sealed class Placements
{
    /// <summary>How long training holds where its course says nothing: two years, our policy until the Organization sets a term.</summary>
    public const int TrainingMonths = 24;

    private readonly RegisterPicture picture;
    private readonly ExemptionEffects effects;
    private readonly DateOnly day;
    private readonly DeskPicture desks;
    private readonly Dictionary<string, PictureItem> offices;
    private readonly List<string> clientOffices;
    private readonly Dictionary<string, PlacementCount> counts = new(StringComparer.Ordinal);

    private Placements(RegisterPicture picture, ExemptionEffects effects, DateOnly day)
    {
        (this.picture, this.effects, this.day) = (picture, effects, day);
        desks = new(picture, effects, day);
        offices = picture.Of(RegisterKind.Office).Where(o => o.Item.Status != RegisterStatus.Removed && o.IsOpen(day))
            .ToDictionary(o => o.Item.Code, StringComparer.Ordinal);
        clientOffices = [.. offices.Where(o => (o.Value.State.Flag("hasClients") ?? true) && !effects.IsWithoutClients(o.Key)).Select(o => o.Key)];
    }

    /// <summary>Counts by area as in <see cref="PlacementCount.Area"/>; areas with nothing are absent.</summary>
    public static IReadOnlyDictionary<string, PlacementCount> Count(
        RegisterPicture picture, IEnumerable<PlaceOfDelivery> places, ExemptionEffects effects, DateOnly day)
    {
        var isBound = effects.Subject is null && picture.Agency?.Subject is SubjectStatus.Subject or SubjectStatus.Deemed;
        return isBound ? new Placements(picture, effects, day).Count(places.Where(p => p.From <= day && (p.To is not { } end || day < end)).ToLookup(p => p.Service)) : [];
    }

    private Dictionary<string, PlacementCount> Count(ILookup<string, PlaceOfDelivery> places)
    {
        foreach (var service in picture.Of(RegisterKind.Service).Where(s => s.Item.Status != RegisterStatus.Removed && s.IsOpen(day)))
        {
            CountService(service, places[service.Item.Code].ToList());
        }

        foreach (var office in clientOffices)
        {
            var isDesked = desks.IsDesked(office) || picture.Agency!.Subject == SubjectStatus.Deemed;
            InAreas(office, c => (c.ClientOffices, c.DeskedOffices) = (c.ClientOffices + 1, c.DeskedOffices + (isDesked ? 1 : 0)));
        }

        foreach (var person in picture.Of(RegisterKind.DeskOperator).Where(IsWorking))
        {
            var isTrained = IsTrained(person);
            var office = picture.Find(RegisterKind.Desk, person.State.Str("desk")!)?.State.Str("office");
            InAreas(office, c => (c.Operators, c.Trained) = (c.Operators + 1, c.Trained + (isTrained ? 1 : 0)));
        }

        CountDesks();
        return counts;
    }

    /// <summary>What the desks themselves come to: how many clients may walk to, and how far their declarations were found true.</summary>
    private void CountDesks()
    {
        foreach (var desk in picture.Of(RegisterKind.Desk).Where(d => d.Item.Status != RegisterStatus.Removed && d.IsOpen(day)))
        {
            if (desk.State.Str("kind") is "in-person" or "assisted" && desk.Item.Status is RegisterStatus.Verified or RegisterStatus.Declared)
            {
                InAreas(desk.State.Str("office"), c => c.InPersonDesks++);
            }

            var verdicts = new[] { "verified", "verifiedChecklist" }.Select(member => desk.State[member]).OfType<JsonObject>().SelectMany(flags => flags).ToList();
            if (verdicts.Count > 0)
            {
                var whole = CountOf("");
                whole.InspectedItems += verdicts.Count;
                whole.AgreedItems += verdicts.Count(v => v.Value!.GetValue<bool>());
            }
        }

        if (desks.Best("E10") is > 0 and var halves)
        {
            var whole = CountOf("");
            (whole.ReportsVerified, whole.ReportsDeclared) = (halves == 2 ? 1 : 0, halves == 1 ? 1 : 0);
        }
    }

    private void CountService(PictureItem service, List<PlaceOfDelivery> rows)
    {
        var given = Spread(rows).ToList();
        foreach (var inArea in given.SelectMany(g => AreasOf(g.Office).Select(area => (Area: area, Given: g))).GroupBy(x => x.Area, x => x.Given, StringComparer.Ordinal))
        {
            CountIn(inArea.Key, service, [.. inArea]);
        }

        if (given.Count == 0)
        {
            CountIn("", service, [], isUnplaced: rows.Count == 0);
        }
    }

    /// <summary>One row per office that gives the service; closed offices and accepted buildings without clients give none.</summary>
    private IEnumerable<(string Office, PlaceOfDelivery Row)> Spread(List<PlaceOfDelivery> rows)
    {
        var own = rows.Where(r => r.Office != PlaceOfDelivery.EveryOffice).ToDictionary(r => r.Office, StringComparer.Ordinal);
        var rest = rows.Find(r => r.Office == PlaceOfDelivery.EveryOffice);
        return own.Where(o => offices.ContainsKey(o.Key) && !effects.IsWithoutClients(o.Key)).Select(o => (o.Key, o.Value))
            .Concat(rest is null ? [] : clientOffices.Where(o => !own.ContainsKey(o)).Select(o => (o, rest)));
    }

    private void CountIn(string area, PictureItem service, List<(string Office, PlaceOfDelivery Row)> given, bool isUnplaced = false)
    {
        var count = CountOf(area);
        count.Services++;
        count.Coded += service.State.Str("serviceCode") is not null && service.Item.Status != RegisterStatus.Pending ? 1 : 0;
        var isOut = effects.IsOut(service.Item.Code) || service.State.Str("audience") == "government" || service.State.Str("trigger") == "agency";
        var isApplicable = !isOut && (isUnplaced || !given.TrueForAll(g => IsAcceptedOutside(g.Row)));
        var place = PlaceIn(service.Item.Code, given);
        count.Applicable += isApplicable ? 1 : 0;
        count.Electronic += isApplicable && place == DeliveryPlace.Electronic ? 1 : 0;
        count.CounterOnly += isApplicable && place == DeliveryPlace.CounterOffice ? 1 : 0;
        count.CoveredHalves += isApplicable && place is DeliveryPlace.Electronic or DeliveryPlace.InPerson ? given.Max(g => HalvesOf(g.Office, g.Row)) : 0;
        if (isApplicable)
        {
            count.SheetItems += ItemsTold(service.Item.Code);
            CountDesked(count, service, place, given);
        }

        if (place == DeliveryPlace.Outside)
        {
            var standings = given.Where(g => g.Row.Place == DeliveryPlace.Outside).Select(g => g.Row).ToList();
            var isAccepted = standings.TrueForAll(IsAcceptedOutside);
            var isRejected = !isAccepted && standings.Exists(r => r.Standing == OutsideStanding.Rejected);
            count.OutsideAccepted += isAccepted ? 1 : 0;
            count.OutsideRejected += isRejected ? 1 : 0;
            count.OutsidePending += isAccepted || isRejected ? 0 : 1;
        }
    }

    /// <summary>An applicable service on desks: verified or deemed, or only declared; on the electronic desk also what that can do.</summary>
    private void CountDesked(PlacementCount count, PictureItem service, DeliveryPlace? place, List<(string Office, PlaceOfDelivery Row)> given)
    {
        var any = IsDeemed ? 2 : given.Select(g => DeskHalves(service.Item.Code, g.Office, g.Row)).DefaultIfEmpty().Max();
        count.DeskVerified += any == 2 ? 1 : 0;
        count.DeskDeclared += any == 1 ? 1 : 0;
        if (place != DeliveryPlace.Electronic)
        {
            return;
        }

        var offices = given.Where(g => g.Row.Place == DeliveryPlace.Electronic).Select(g => g.Office).ToList();
        var electronic = IsDeemed ? 2 : offices.Max(desks.Electronic);
        count.ElectronicVerified += electronic == 2 ? 1 : 0;
        count.ElectronicDeclared += electronic == 1 ? 1 : 0;
        var window = Capability(service, offices, "E01");
        count.WindowVerified += window == 2 ? 1 : 0;
        count.WindowDeclared += window == 1 ? 1 : 0;
        var upload = Capability(service, offices, "E02");
        count.UploadVerified += upload == 2 ? 1 : 0;
        count.UploadDeclared += upload == 1 ? 1 : 0;
    }

    private bool IsDeemed => effects.IsAllDeemed || picture.Agency!.Subject == SubjectStatus.Deemed;

    /// <summary>A counter office that only the agency names is a declaration; an accepted one (faq-1397/Q12) stands.</summary>
    private int DeskHalves(string service, string office, PlaceOfDelivery row) =>
        row.Place != DeliveryPlace.CounterOffice ? HalvesOf(office, row) : effects.IsCounterOnly(service) ? 2 : 1;

    /// <summary>What the desks say of a capability; where they say nothing, what the service's own record declares.</summary>
    private int Capability(PictureItem service, List<string> offices, string item)
    {
        var open = offices.Where(office => desks.Electronic(office) > 0).ToList();
        return open.Count == 0 ? 0
            : open.Max(office => desks.Item(office, item)) ?? (service.State.Claimed("declared").Contains(item) ? 1 : 0);
    }

    private int ItemsTold(string service) =>
        (int)InformationPackage.Completeness(picture.Children(RegisterKind.InformationSheet, service).FirstOrDefault()?.State).Part;

    private DeliveryPlace? PlaceIn(string service, List<(string Office, PlaceOfDelivery Row)> given)
    {
        var best = given.Count == 0 ? (DeliveryPlace?)null : given.Min(g => g.Row.Place);
        return best == DeliveryPlace.InPerson && effects.IsCounterOnly(service) ? DeliveryPlace.CounterOffice : best;
    }

    private int HalvesOf(string office, PlaceOfDelivery row) => row.Place switch
    {
        _ when picture.Agency!.Subject == SubjectStatus.Deemed && row.Place is DeliveryPlace.Electronic or DeliveryPlace.InPerson => 2,
        DeliveryPlace.Electronic when row.AlsoInPerson => Math.Max(desks.Electronic(office), desks.InPerson(office)),
        DeliveryPlace.Electronic => desks.Electronic(office),
        DeliveryPlace.InPerson => desks.InPerson(office),
        _ => 0,
    };

    private bool IsAcceptedOutside(PlaceOfDelivery row) =>
        row is { Place: DeliveryPlace.Outside, Standing: OutsideStanding.Accepted } && (row.AcceptedUntil is not { } last || day <= last);

    private bool IsWorking(PictureItem person) =>
        person.Item.Status == RegisterStatus.Active && person.State.Day("since") <= day && (person.State.Day("until") is not { } end || day < end);

    private bool IsTrained(PictureItem person) => person.State.Rows("trainings").Any(training =>
        training.Day("on") is { } on && on <= day && day < JalaliDate.Of(on).AddMonths(MonthsOf(training.Str("course")!)).ToDateOnly());

    private int MonthsOf(string course) =>
        (picture.Courses.TryGetValue(course, out var months) || picture.Courses.TryGetValue(PersianText.SearchKey(course), out months) ? months : null) ?? TrainingMonths;

    private void InAreas(string? office, Action<PlacementCount> count)
    {
        foreach (var area in AreasOf(office))
        {
            count(CountOf(area));
        }
    }

    private IEnumerable<string> AreasOf(string? office) =>
        office is null || picture.Find(RegisterKind.Office, office) is not { } known ? [""]
        : ["", known.State.Str("province")!, known.State.Str("county")!, office];

    private PlacementCount CountOf(string area) =>
        counts.TryGetValue(area, out var count) ? count : counts[area] = new() { AgencyId = picture.AgencyId, Area = area, Day = day };
}
