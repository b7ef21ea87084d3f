using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Notifications;

/// <summary>Whether an endpoint is sent to.</summary>
public enum WebhookState
{
    Active = 1,

    /// <summary>By its agency: what happens meanwhile waits.</summary>
    Paused = 2,

    /// <summary>By the centre, after days of failure or a 410: nothing new is written for it.</summary>
    Disabled = 3,
}

/// <summary>An endpoint of an agency to which events are sent (API.md section 5), with its sealed secrets.</summary>
public sealed class Webhook
{
    /// <summary>ULID.</summary>
    public required string Id { get; init; }

    public AgencyCode Agency { get; init; }

    /// <summary>https, or plain http to this machine itself in Development.</summary>
    public required string Url { get; init; }

    /// <summary>Chosen events of <see cref="WebhookEvents"/>, space separated.</summary>
    public required string Events { get; init; }

    public WebhookState State { get; set; }

    public DateTime CreatedAt { get; init; }

    /// <summary>Sealed by <see cref="WebhookSecrets"/>.</summary>
    public required byte[] Secret { get; set; }

    /// <summary>The secret before the last rotation; signatures carry both until <see cref="FormerUntil"/>.</summary>
    public byte[]? FormerSecret { get; set; }

    public DateTime? FormerUntil { get; set; }

    /// <summary>First failure since the last success; null while it answers.</summary>
    public DateTime? FailingSince { get; set; }

    /// <summary>Whether this event is sent here. A test is sent wherever it is asked for.</summary>
    public bool Takes(string type) => Events.Split(' ').Contains(type, StringComparer.Ordinal);

    internal sealed class Mapping : IEntityTypeConfiguration<Webhook>
    {
        public void Configure(EntityTypeBuilder<Webhook> webhook)
        {
            webhook.ToTable("Webhook", "notifications");
            webhook.Property(w => w.Id).HasMaxLength(26).IsUnicode(false);
            webhook.HasIndex(w => new { w.Agency, w.Url }).IsUnique();
            webhook.Property(w => w.Url).HasMaxLength(WebhookAddress.Longest).IsUnicode(false);
            webhook.Property(w => w.Events).HasMaxLength(200).IsUnicode(false);
            webhook.Property(w => w.Secret).HasMaxLength(200);
            webhook.Property(w => w.FormerSecret).HasMaxLength(200);
        }
    }
}

/// <summary>The vocabulary of events. Only what really happens is sent; an agency may choose what comes later already.</summary>
public static class WebhookEvents
{
    public const string ImportFinished = "import.finished";
    public const string CitizenReportCreated = "citizen-report.created";
    public const string ObligationNear = "obligation.near";
    public const string EditionPublished = "edition.published";

    /// <summary>Sent only by the button of the page.</summary>
    public const string Test = "webhook.test";

    /// <summary>What an endpoint may choose.</summary>
    public static readonly IReadOnlyList<string> All = [ImportFinished, CitizenReportCreated, ObligationNear, EditionPublished];

    /// <summary>What this release sends; the others begin with their rooms.</summary>
    public static readonly IReadOnlyList<string> Sent = [ImportFinished, ObligationNear, EditionPublished];
}
