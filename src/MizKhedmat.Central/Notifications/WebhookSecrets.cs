using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Notifications;

/// <summary>
/// Secrets and signatures of Standard Webhooks: <c>whsec_</c> and 32 random bytes in base64, kept sealed; the signature is
/// HMAC-SHA256 over <c>id.timestamp.body</c>, one for each secret in force.
/// </summary>
internal static class WebhookSecrets
{
    private const string Prefix = "whsec_";
    private const int Length = 32;

    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length));

    public static byte[] Seal(PersonalDataKey key, string webhookId, string secret) => key.Encrypt(secret, Place(webhookId));

    /// <summary>The header webhook-signature; throws when a secret was sealed elsewhere.</summary>
    public static string Sign(PersonalDataKey key, Webhook webhook, string messageId, long timestamp, string payload, DateTime now)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{messageId}.{timestamp}.{payload}"));
        var secrets = webhook.FormerSecret is { } former && webhook.FormerUntil > now ? (byte[][])[webhook.Secret, former] : [webhook.Secret];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Open(key, webhook.Id, secret), signed))));
    }

    private static byte[] Open(PersonalDataKey key, string webhookId, byte[] secret) =>
        Convert.FromBase64String((key.Decrypt(secret, Place(webhookId)) ?? throw new InvalidOperationException("The secret of a webhook cannot be opened: another key sealed it."))[Prefix.Length..]);

    private static string Place(string webhookId) => "webhook|secret|" + webhookId;
}
