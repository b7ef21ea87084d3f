using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// One accepted push and its idempotency row: the stored answer is replayed byte for byte for 30 days
/// (<see cref="Answer"/> is emptied after that; the natural keys still stop doubles).
/// </summary>
public sealed class PushReceipt
{
    public long Id { get; init; }

    /// <summary>The public receipt: 26 characters, sortable by time.</summary>
    public required string Receipt { get; init; }

    public int ClientId { get; init; }

    public int AgencyId { get; init; }

    /// <summary>Route and options that the key counts for: <c>events</c>, <c>desk-days</c>, <c>registry/offices</c>.</summary>
    public required string Route { get; init; }

    /// <summary>Null once the 30 days are over.</summary>
    public string? IdempotencyKey { get; init; }

    public required byte[] BodyHash { get; init; }

    public DateTime ReceivedAt { get; init; }

    public int Received { get; init; }

    public int Created { get; init; }

    public int Unchanged { get; init; }

    public int Rejected { get; init; }

    public int Warned { get; init; }

    public byte[]? Answer { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PushReceipt>
    {
        public void Configure(EntityTypeBuilder<PushReceipt> push)
        {
            push.ToTable("PushReceipt", "intake");
            push.Property(p => p.Id).ValueGeneratedNever();
            push.HasIndex(p => p.Receipt).IsUnique();
            push.HasIndex(p => new { p.ClientId, p.Route, p.IdempotencyKey }).IsUnique();
            push.HasIndex(p => new { p.AgencyId, p.ReceivedAt });
            push.Property(p => p.Receipt).HasMaxLength(26).IsUnicode(false);
            push.Property(p => p.Route).HasMaxLength(40).IsUnicode(false);
            push.Property(p => p.IdempotencyKey).HasMaxLength(64).IsUnicode(false);
            push.Property(p => p.BodyHash).HasMaxLength(32);
        }
    }
}
