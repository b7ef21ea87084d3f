using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Notifications;

/// <summary>What a person may do with an endpoint.</summary>
public enum WebhookAct
{
    Test,
    Rotate,
    Pause,
    Resume,
    Delete,
}

/// <summary>What came of it: a refusal, or the endpoint and, once only, its new secret in plain text.</summary>
public sealed record WebhookAnswer(string? Id, string? Secret = null, Refusal? Refusal = null);

/// <summary>
/// The representative and the editors of a whole agency register and look after its endpoints; a head reads. The secret is
/// told once; after a rotation the former one signs along for a day.
/// </summary>
public sealed class ArrangeWebhooks(IDbContextFactory<CentralDb> dbs, PersonalDataKey key, IHostEnvironment environment, TimeProvider clock)
{
    /// <summary>Endpoints of one agency.</summary>
    public const int Most = 5;

    public static readonly TimeSpan FormerSecretLives = TimeSpan.FromHours(24);

    /// <summary>Whether forms are shown; what counts is what the acts ask anew.</summary>
    public static bool MayArrange(string role, Scope scope) => role is Roles.AgencyEditor or Roles.AgencyRepresentative && scope.Kind == ScopeKind.Agency;

    /// <summary>Registers an endpoint; null when this person may not.</summary>
    public async Task<WebhookAnswer?> RegisterAsync(ClaimsPrincipal user, string? url, IReadOnlyCollection<string> events, CancellationToken ct)
    {
        if (AgencyOf(user) is not { } agency)
        {
            return null;
        }

        var address = WebhookAddress.Read(url, environment.IsDevelopment());
        await using var db = await dbs.CreateDbContextAsync(ct);
        var known = await db.Webhooks.AsNoTracking().Where(w => w.Agency == agency).Select(w => w.Url).ToListAsync(ct);
        if (Check(address, events, known) is { } refusal)
        {
            return new(null, null, refusal);
        }

        var (id, secret, now) = (Ulid.New(clock.UtcNow()), WebhookSecrets.New(), clock.UtcNow());
        db.Add(new Webhook
        {
            Id = id, Agency = agency, Url = address!, Events = string.Join(' ', WebhookEvents.All.Where(events.Contains)),
            State = WebhookState.Active, CreatedAt = now, Secret = WebhookSecrets.Seal(key, id, secret),
        });
        Journal(db, user, agency, id, "webhook-registered", now);
        await db.SaveChangesAsync(ct);
        return new(id, secret);
    }

    /// <summary>Does one act; null when this person may not, or there is no such endpoint of this person's agency.</summary>
    public async Task<WebhookAnswer?> RunAsync(ClaimsPrincipal user, string id, WebhookAct act, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (AgencyOf(user) is not { } agency || await db.Webhooks.FirstOrDefaultAsync(w => w.Id == id && w.Agency == agency, ct) is not { } webhook)
        {
            return null;
        }

        var now = clock.UtcNow();
        var answer = act switch
        {
            WebhookAct.Test => Test(db, webhook, now),
            WebhookAct.Rotate => Rotate(webhook, now),
            WebhookAct.Pause => Pause(webhook),
            WebhookAct.Resume => await ResumeAsync(db, webhook, now, ct),
            WebhookAct.Delete => Delete(db, webhook),
            _ => throw new ArgumentOutOfRangeException(nameof(act)),
        };
        Journal(db, user, agency, id, "webhook-" + act.ToString().ToLowerInvariant(), now);
        await db.SaveChangesAsync(ct);
        return answer;
    }

    /// <summary>Sends a delivery once more, under the same id, as if it had never been tried. False when there is none of this person's agency to repeat.</summary>
    public async Task<bool> ReplayAsync(ClaimsPrincipal user, string id, long delivery, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var webhooks = db.Webhooks;
        var now = clock.UtcNow();
        return AgencyOf(user) is { } agency && await db.Deliveries
            .Where(d => d.Id == delivery && d.WebhookId == id && (d.NextAt == null || d.DeliveredAt != null) && webhooks.Any(w => w.Id == id && w.Agency == agency))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.DeliveredAt, (DateTime?)null).SetProperty(d => d.NextAt, now).SetProperty(d => d.TryingSince, now).SetProperty(d => d.Attempts, 0), ct) > 0;
    }

    private static Refusal? Check(string? address, IReadOnlyCollection<string> events, IReadOnlyCollection<string> known) =>
        address is null ? new("webhook-address-unfit", null, "/url")
        : events.Count == 0 || !events.All(WebhookEvents.All.Contains) ? new("webhook-events-missing", null, "/events")
        : known.Contains(address) ? new("webhook-known", null, "/url")
        : known.Count >= Most ? new("webhook-too-many")
        : null;

    private static WebhookAnswer Test(CentralDb db, Webhook webhook, DateTime now)
    {
        if (webhook.State != WebhookState.Active)
        {
            return new(webhook.Id, null, new("webhook-not-active"));
        }

        db.Add(TellAgency.Owe(webhook.Id, "msg_" + Ulid.New(now), WebhookEvents.Test, TellAgency.Payload(WebhookEvents.Test, new JsonObject { ["agency"] = webhook.Agency.Value }, now), now));
        return new(webhook.Id);
    }

    private WebhookAnswer Rotate(Webhook webhook, DateTime now)
    {
        var secret = WebhookSecrets.New();
        (webhook.FormerSecret, webhook.FormerUntil, webhook.Secret) = (webhook.Secret, now + FormerSecretLives, WebhookSecrets.Seal(key, webhook.Id, secret));
        return new(webhook.Id, secret);
    }

    private static WebhookAnswer Pause(Webhook webhook)
    {
        webhook.State = webhook.State == WebhookState.Active ? WebhookState.Paused : webhook.State;
        return new(webhook.Id);
    }

    /// <summary>What waited meanwhile has its day of attempts before it.</summary>
    private static async Task<WebhookAnswer> ResumeAsync(CentralDb db, Webhook webhook, DateTime now, CancellationToken ct)
    {
        (webhook.State, webhook.FailingSince) = (WebhookState.Active, null);
        await db.Deliveries.Where(d => d.WebhookId == webhook.Id && d.DeliveredAt == null && d.NextAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAt, now).SetProperty(d => d.TryingSince, now).SetProperty(d => d.Attempts, 0), ct);
        return new(webhook.Id);
    }

    private static WebhookAnswer Delete(CentralDb db, Webhook webhook)
    {
        db.Remove(webhook);
        return new(null);
    }

    private static AgencyCode? AgencyOf(ClaimsPrincipal user) =>
        SignedIn.IdOf(user) is not null && SignedIn.ScopeOf(user) is var scope && MayArrange(SignedIn.RoleOf(user), scope) ? scope.Agency : null;

    private static void Journal(CentralDb db, ClaimsPrincipal user, AgencyCode agency, string id, string what, DateTime now) => db.Add(new JournalEntry
    {
        At = now, Kind = what, Agency = agency, Subject = "webhook/" + id, Actor = "official:" + SignedIn.IdOf(user)!.Value.ToString(CultureInfo.InvariantCulture),
    });
}
