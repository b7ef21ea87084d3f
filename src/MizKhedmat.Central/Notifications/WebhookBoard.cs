using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Notifications;

/// <summary>An endpoint with its deliveries of the last 30 days counted; it carries no secret.</summary>
public sealed record WebhookView(
    string Id, string Url, IReadOnlyList<string> Events, WebhookState State, DateTime CreatedAt, DateTime? FormerUntil, DateTime? FailingSince,
    int Delivered, int Waiting, int Dead);

/// <summary>The endpoints of an agency and what was sent to them.</summary>
public sealed class WebhookBoard(IDbContextFactory<CentralDb> dbs)
{
    /// <summary>Deliveries shown at once.</summary>
    public const int Newest = 50;

    /// <summary>Empty outside the scope.</summary>
    public async Task<IReadOnlyList<WebhookView>> ReadAsync(Scope scope, AgencyCode agency, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await ReadAsync(db, Webhooks(db, scope, agency), ct);
    }

    /// <summary>Null when there is no such endpoint in the scope.</summary>
    public async Task<WebhookView?> FindAsync(Scope scope, AgencyCode agency, string id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await ReadAsync(db, Webhooks(db, scope, agency).Where(w => w.Id == id), ct)).SingleOrDefault();
    }

    /// <summary>The newest deliveries of an endpoint; those of one state only when it is given.</summary>
    public async Task<IReadOnlyList<Delivery>> DeliveriesAsync(Scope scope, AgencyCode agency, string id, DeliveryState? state, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var webhooks = Webhooks(db, scope, agency);
        var deliveries = db.Deliveries.AsNoTracking().Where(d => d.WebhookId == id && webhooks.Any(w => w.Id == d.WebhookId));
        deliveries = state switch
        {
            DeliveryState.Delivered => deliveries.Where(d => d.DeliveredAt != null),
            DeliveryState.Dead => deliveries.Where(d => d.DeliveredAt == null && d.NextAt == null),
            DeliveryState.Waiting => deliveries.Where(d => d.DeliveredAt == null && d.NextAt != null),
            _ => deliveries,
        };
        return await deliveries.OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Take(Newest).ToListAsync(ct);
    }

    private static async Task<IReadOnlyList<WebhookView>> ReadAsync(CentralDb db, IQueryable<Webhook> asked, CancellationToken ct)
    {
        var deliveries = db.Deliveries;
        var rows = await asked.OrderBy(w => w.CreatedAt).Select(w => new
        {
            w.Id, w.Url, w.Events, w.State, w.CreatedAt, w.FormerUntil, w.FailingSince,
            Delivered = deliveries.Count(d => d.WebhookId == w.Id && d.DeliveredAt != null),
            Waiting = deliveries.Count(d => d.WebhookId == w.Id && d.DeliveredAt == null && d.NextAt != null),
            Dead = deliveries.Count(d => d.WebhookId == w.Id && d.DeliveredAt == null && d.NextAt == null),
        }).ToListAsync(ct);
        return rows.ConvertAll(w => new WebhookView(w.Id, w.Url, w.Events.Split(' '), w.State, w.CreatedAt, w.FormerUntil, w.FailingSince, w.Delivered, w.Waiting, w.Dead));
    }

    private static IQueryable<Webhook> Webhooks(CentralDb db, Scope scope, AgencyCode agency)
    {
        var isSeen = scope.Covers(Scope.OfAgency(agency));
        return db.Webhooks.AsNoTracking().Where(w => isSeen && w.Agency == agency);
    }
}
