using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Notifications;

/// <summary>
/// The one door through which other rooms tell an agency something: by webhook (<c>SendAsync</c>) or in its
/// workspace (<c>TellOnceAsync</c>). Both only add rows to the caller's own unit of work, which saves them in the
/// transaction of what they tell.
/// </summary>
public static class TellAgency
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Owes the event to every endpoint of the agency that takes it; <paramref name="data"/> holds codes and counts, no personal data.</summary>
    public static Task SendAsync(this CentralDb db, AgencyCode agency, string type, JsonObject data, DateTime now, CancellationToken ct) =>
        db.SendAsync([agency], type, data, now, ct);

    /// <summary>The same for many agencies.</summary>
    public static async Task SendAsync(
        this CentralDb db, IReadOnlyCollection<AgencyCode> agencies, string type, JsonObject data, DateTime now, CancellationToken ct)
    {
        var endpoints = await db.Webhooks.AsNoTracking().Where(w => agencies.Contains(w.Agency) && w.State != WebhookState.Disabled).ToListAsync(ct);
        var (message, payload) = ("msg_" + Ulid.New(now), Payload(type, data, now));
        db.AddRange(endpoints.Where(w => w.Takes(type)).Select(w => Owe(w.Id, message, type, payload, now)));
    }

    /// <summary>Adds a notice unless the agency was told the very same; true when it was added.</summary>
    public static async Task<bool> TellOnceAsync(this CentralDb db, AgencyCode agency, NoticeKind kind, string subject, DateTime now, CancellationToken ct) =>
        (await db.TellOnceAsync([agency], kind, subject, now, ct)).Count == 1;

    /// <summary>Adds a notice for each agency that was not told the very same; those to whom it was added.</summary>
    public static async Task<IReadOnlyCollection<AgencyCode>> TellOnceAsync(
        this CentralDb db, IReadOnlyCollection<AgencyCode> agencies, NoticeKind kind, string subject, DateTime now, CancellationToken ct)
    {
        var told = await db.Notices.Where(n => agencies.Contains(n.Agency) && n.Kind == kind && n.Subject == subject).Select(n => n.Agency).ToListAsync(ct);
        AgencyCode[] news = [.. agencies.Except(told)];
        db.AddRange(news.Select(agency => new Notice { Agency = agency, Kind = kind, Subject = subject, At = now }));
        return news;
    }

    internal static Delivery Owe(string webhookId, string messageId, string type, string payload, DateTime now) => new()
    {
        WebhookId = webhookId, MessageId = messageId, Event = type, Payload = payload, At = now, TryingSince = now, NextAt = now,
    };

    /// <summary>The body of Standard Webhooks: type, timestamp, data.</summary>
    internal static string Payload(string type, JsonObject data, DateTime now) => new JsonObject
    {
        ["type"] = type, ["timestamp"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture), ["data"] = data,
    }.ToJsonString(Plain);
}
