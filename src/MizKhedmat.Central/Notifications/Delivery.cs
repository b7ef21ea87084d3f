using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Notifications;

/// <summary>Where a delivery stands.</summary>
public enum DeliveryState
{
    Waiting,
    Delivered,

    /// <summary>Given up after a day (dead letter); a person may send it again.</summary>
    Dead,
}

/// <summary>
/// One message owed to one endpoint, written in the transaction of what it tells. It is owed while <see cref="DeliveredAt"/>
/// is null and <see cref="NextAt"/> is not: no cursor, so nothing is passed over.
/// </summary>
public sealed class Delivery
{
    public long Id { get; private set; }

    public required string WebhookId { get; init; }

    /// <summary>The header webhook-id: the same in every attempt and replay, so that a receiver can tell a repetition.</summary>
    public required string MessageId { get; init; }

    /// <summary>A name of <see cref="WebhookEvents"/>.</summary>
    public required string Event { get; init; }

    /// <summary>The JSON body as it is sent and signed.</summary>
    public required string Payload { get; init; }

    public DateTime At { get; init; }

    /// <summary>The day of attempts counts from here: <see cref="At"/>, or the last replay.</summary>
    public DateTime TryingSince { get; set; }

    /// <summary>Attempts begun since the last replay.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next; null when delivered or given up.</summary>
    public DateTime? NextAt { get; set; }

    public DateTime? DeliveredAt { get; set; }

    public DateTime? LastAt { get; set; }

    /// <summary>HTTP status of the last answer; null when there was none.</summary>
    public int? LastStatus { get; set; }

    /// <summary>Why the last attempt failed: <c>status</c>, <c>timeout</c>, <c>not-public</c>, <c>connection</c>.</summary>
    public string? LastFault { get; set; }

    public DeliveryState State => DeliveredAt is not null ? DeliveryState.Delivered : NextAt is null ? DeliveryState.Dead : DeliveryState.Waiting;

    internal sealed class Mapping : IEntityTypeConfiguration<Delivery>
    {
        public void Configure(EntityTypeBuilder<Delivery> delivery)
        {
            delivery.ToTable("Delivery", "notifications");
            delivery.Ignore(d => d.State);
            delivery.HasOne<Webhook>().WithMany().HasForeignKey(d => d.WebhookId).OnDelete(DeleteBehavior.Cascade);
            delivery.HasIndex(d => new { d.WebhookId, d.At });
            delivery.HasIndex(d => d.NextAt);
            delivery.Property(d => d.WebhookId).HasMaxLength(26).IsUnicode(false);
            delivery.Property(d => d.MessageId).HasMaxLength(40).IsUnicode(false);
            delivery.Property(d => d.Event).HasMaxLength(40).IsUnicode(false);
            delivery.Property(d => d.Payload).HasMaxLength(4000);
            delivery.Property(d => d.LastFault).HasMaxLength(20).IsUnicode(false);
        }
    }
}
