using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Notifications;

/// <summary>
/// Sends what is owed to endpoints, at least once: an attempt is claimed in the database, sent, and marked; a centre that dies
/// in between sends again under the same webhook-id when the claim runs out. Ten seconds, no redirect, public addresses only.
/// </summary>
public sealed class SendDeliveries(IDbContextFactory<CentralDb> dbs, PersonalDataKey key, IHostEnvironment environment, TimeProvider clock) : IDisposable
{
    /// <summary>How long nobody else tries what was claimed; longer than the longest attempt.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    /// <summary>An endpoint that fails for so long is switched off.</summary>
    public static readonly TimeSpan DisabledAfter = TimeSpan.FromDays(5);

    private const int AtATime = 20;

    private HttpClient web = PublicWeb.Client(address => WebhookAddress.IsAllowed(address, environment.IsDevelopment()), redirects: false);

    /// <summary>For tests, whose patience is shorter.</summary>
    internal void Use(HttpClient other) => web = other;

    /// <summary>Endpoints to which something is due now.</summary>
    internal async Task<IReadOnlyList<string>> DueAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Due(db, clock.UtcNow()).Select(d => d.WebhookId).Distinct().ToListAsync(ct);
    }

    /// <summary>Sends to one endpoint what is due, oldest first, up to the first failure. Returns how many attempts were made.</summary>
    public async Task<int> RunAsync(string webhookId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var due = await Due(db, clock.UtcNow()).AsNoTracking().Where(d => d.WebhookId == webhookId).OrderBy(d => d.NextAt).ThenBy(d => d.Id).Take(AtATime).ToListAsync(ct);
        var attempts = 0;
        foreach (var delivery in due)
        {
            if (await db.Webhooks.AsNoTracking().FirstOrDefaultAsync(w => w.Id == webhookId && w.State == WebhookState.Active, ct) is not { } webhook
                || !await ClaimAsync(db, delivery, ct))
            {
                break;
            }

            attempts++;
            var (status, fault) = await AskAsync(webhook, delivery, ct);
            if (!await MarkAsync(db, webhook, delivery, status, fault, ct))
            {
                break;
            }
        }

        return attempts;
    }

    public void Dispose() => web.Dispose();

    private static IQueryable<Delivery> Due(CentralDb db, DateTime now)
    {
        var webhooks = db.Webhooks;
        return db.Deliveries.Where(d => d.DeliveredAt == null && d.NextAt <= now && webhooks.Any(w => w.Id == d.WebhookId && w.State == WebhookState.Active));
    }

    private async Task<bool> ClaimAsync(CentralDb db, Delivery delivery, CancellationToken ct)
    {
        var until = clock.UtcNow() + Claim;
        var (id, seen) = (delivery.Id, delivery.Attempts);
        delivery.Attempts++;
        return await db.Deliveries.Where(d => d.Id == id && d.Attempts == seen && d.DeliveredAt == null && d.NextAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAt, until).SetProperty(d => d.Attempts, seen + 1), ct) == 1;
    }

    private async Task<(int? Status, string? Fault)> AskAsync(Webhook webhook, Delivery delivery, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var timestamp = new DateTimeOffset(now, TimeSpan.Zero).ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(delivery.Payload, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", delivery.MessageId);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSecrets.Sign(key, webhook, delivery.MessageId, timestamp, delivery.Payload, now));
        request.Headers.Add("User-Agent", "MizKhedmat-Webhooks/1");
        try
        {
            using var answer = await web.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? null : "status");
        }
        catch (HttpRequestException fault)
        {
            return (null, fault.InnerException is NotPublicException ? "not-public" : "connection");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, "timeout");
        }
    }

    /// <summary>Keeps the outcome; true when it was delivered.</summary>
    private async Task<bool> MarkAsync(CentralDb db, Webhook webhook, Delivery sent, int? status, string? fault, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var delivery = await db.Deliveries.FirstOrDefaultAsync(d => d.Id == sent.Id, ct);
        var endpoint = await db.Webhooks.FirstOrDefaultAsync(w => w.Id == webhook.Id, ct);
        if (delivery is null || endpoint is null)
        {
            return false; // deleted meanwhile
        }

        (delivery.LastAt, delivery.LastStatus, delivery.LastFault) = (now, status, fault);
        if (fault is null)
        {
            (delivery.DeliveredAt, delivery.NextAt, endpoint.FailingSince) = (now, null, null);
        }
        else
        {
            delivery.NextAt = RetryPlan.Next(delivery.Attempts, delivery.TryingSince, now, Random.Shared.NextDouble());
            await FailAsync(db, endpoint, delivery, status, now, ct);
        }

        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return fault is null;
    }

    private static async Task FailAsync(CentralDb db, Webhook endpoint, Delivery delivery, int? status, DateTime now, CancellationToken ct)
    {
        endpoint.FailingSince ??= now;
        var subject = string.Create(CultureInfo.InvariantCulture, $"{endpoint.Id}/{endpoint.FailingSince:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        if (endpoint.State != WebhookState.Disabled && (status == (int)HttpStatusCode.Gone || now - endpoint.FailingSince >= DisabledAfter))
        {
            endpoint.State = WebhookState.Disabled;
            await db.TellOnceAsync(endpoint.Agency, NoticeKind.WebhookDisabled, subject, now, ct);
        }
        else if (delivery.NextAt is null)
        {
            await db.TellOnceAsync(endpoint.Agency, NoticeKind.WebhookFailing, subject, now, ct);
        }
    }
}
