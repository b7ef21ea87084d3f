using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// The places of delivery of an agency while they change: what is no longer so ends today, what is new begins today, and a
/// row of today is simply mended, since its first day is its key.
/// </summary>
internal sealed class PlaceLedger
{
    private readonly DateOnly today;
    private readonly Dictionary<(string Service, string Office), List<PlaceOfDelivery>> rows = [];
    private readonly HashSet<PlaceOfDelivery> written = [];
    private readonly HashSet<(string, string)> storedToday = [];
    private readonly Dictionary<(string, string), PlaceOfDelivery> deleted = [];

    private PlaceLedger(IEnumerable<PlaceOfDelivery> stored, DateOnly today)
    {
        this.today = today;
        foreach (var row in stored)
        {
            ListOf(row).Add(row);
            if (row.From == today)
            {
                storedToday.Add((row.Service, row.Office));
            }
        }
    }

    /// <summary>Rows that hold, and those that ended today and may come back.</summary>
    public static async Task<PlaceLedger> LoadAsync(CentralDb db, int agencyId, DateOnly today, CancellationToken ct) =>
        new(await db.PlacesOfDelivery.AsNoTracking().Where(p => p.AgencyId == agencyId && (p.To == null || p.To == today)).ToListAsync(ct), today);

    public IEnumerable<PlaceOfDelivery> Open => rows.Values.SelectMany(list => list).Where(r => r.To is null);

    public IEnumerable<PlaceOfDelivery> OpenOf(string service) => Open.Where(r => r.Service == service);

    public PlaceOfDelivery? Find(string service, string office) => rows.GetValueOrDefault((service, office))?.Find(r => r.To is null);

    /// <summary>Makes the open rows of a service those that its record states; none when it is closed.</summary>
    public void Follow(PictureItem service)
    {
        var isOpen = service.Item.Status != RegisterStatus.Removed && service.IsOpen(today);
        var wanted = (isOpen ? Stated(service) : []).ToDictionary(r => r.Office, StringComparer.Ordinal);
        foreach (var row in OpenOf(service.Item.Code).ToList())
        {
            if (!wanted.TryGetValue(row.Office, out var same) || !IsSame(row, same))
            {
                End(row);
            }
            else
            {
                wanted.Remove(row.Office);
            }
        }

        foreach (var row in wanted.Values)
        {
            Begin(row);
        }
    }

    /// <summary>The row from today on with another standing; a row of an earlier day keeps the standing that it had.</summary>
    public PlaceOfDelivery Stand(PlaceOfDelivery row, OutsideStanding standing, DateOnly? acceptedUntil, DateOnly? moveBy, int? review)
    {
        var now = Copy(row);
        (now.Standing, now.AcceptedUntil, now.MoveBy, now.ReviewId) = (standing, acceptedUntil, moveBy, review);
        End(row);
        return Begin(now, andStanding: true);
    }

    /// <summary>Sets the case of a row that was begun in this change.</summary>
    public void Attach(PlaceOfDelivery row, int review)
    {
        row.ReviewId = review;
        written.Add(row);
    }

    public async Task SaveAsync(IBulkTransaction writing, CancellationToken ct)
    {
        writing.Db.RemoveRange(deleted.Values);
        await writing.Db.SaveChangesAsync(ct);
        await writing.UpsertAsync<PlaceOfDelivery>([.. written], ct);
    }

    private void End(PlaceOfDelivery row)
    {
        if (row.From < today)
        {
            row.To = today;
            written.Add(row);
            return;
        }

        ListOf(row).Remove(row);
        written.Remove(row);
        if (storedToday.Contains((row.Service, row.Office)))
        {
            deleted[(row.Service, row.Office)] = row;
        }
    }

    private PlaceOfDelivery Begin(PlaceOfDelivery row, bool andStanding = false)
    {
        if (ListOf(row).Find(r => r.To == today && IsSame(r, row) && (!andStanding || HasSameStanding(r, row))) is { } former)
        {
            former.To = null;
            written.Add(former);
            return former;
        }

        deleted.Remove((row.Service, row.Office));
        ListOf(row).Add(row);
        written.Add(row);
        return row;
    }

    private List<PlaceOfDelivery> ListOf(PlaceOfDelivery row) =>
        rows.TryGetValue((row.Service, row.Office), out var list) ? list : rows[(row.Service, row.Office)] = [];

    private PlaceOfDelivery Copy(PlaceOfDelivery row) => new()
    {
        AgencyId = row.AgencyId, Service = row.Service, Office = row.Office, From = today, Place = row.Place,
        AlsoInPerson = row.AlsoInPerson, ReasonCode = row.ReasonCode, Reason = row.Reason,
    };

    /// <summary>The stated places, an office once: electronic and in person is electronic with the second flag (faq-1397/Q14).</summary>
    private IEnumerable<PlaceOfDelivery> Stated(PictureItem service) => service.State.Rows("places").GroupBy(p => p.Str("office")!).Select(group =>
    {
        var stated = group.Select(p => (Place: PlaceOf(p), Row: p)).OrderBy(p => p.Place).ToList();
        var (place, row) = stated[0];
        var isOutside = place == DeliveryPlace.Outside;
        return new PlaceOfDelivery
        {
            AgencyId = service.Item.AgencyId, Service = service.Item.Code, Office = group.Key, From = today, Place = place,
            AlsoInPerson = place == DeliveryPlace.Electronic && stated.Exists(p => p.Place == DeliveryPlace.InPerson),
            ReasonCode = row.Str("reasonCode"), Reason = row.Str("reason"), Standing = isOutside ? OutsideStanding.Pending : OutsideStanding.None,
        };
    });

    private static DeliveryPlace PlaceOf(JsonObject row) => RegisterProjection.Named<DeliveryPlace>(row.Str("place")!);

    private static bool IsSame(PlaceOfDelivery a, PlaceOfDelivery b) =>
        (a.Place, a.AlsoInPerson, a.ReasonCode, a.Reason) == (b.Place, b.AlsoInPerson, b.ReasonCode, b.Reason);

    private static bool HasSameStanding(PlaceOfDelivery a, PlaceOfDelivery b) =>
        (a.Standing, a.AcceptedUntil, a.MoveBy, a.ReviewId) == (b.Standing, b.AcceptedUntil, b.MoveBy, b.ReviewId);
}
