using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Intake;

/// <summary>What a push counter counts.</summary>
public enum PushMeasure
{
    /// <summary>Events stored.</summary>
    Created = 1,

    /// <summary>Events known already.</summary>
    Unchanged = 2,

    /// <summary>Events refused, by code.</summary>
    Rejected = 3,

    /// <summary>Events stored with something to know, by code.</summary>
    Warned = 4,

    /// <summary>Events stored, by log bucket of the seconds between what happened and its arrival (<see cref="DurationBuckets"/>).</summary>
    Delay = 5,

    /// <summary>Whole requests refused, by code.</summary>
    Refused = 6,
}

/// <summary>
/// How an agency's pushes of events went, added up by client and Tehran day of arrival: what <c>/agency/api</c> is read from,
/// so that its cost follows days and codes, never events. Additive; written in the transaction of the push.
/// </summary>
public sealed class PushCount
{
    public int AgencyId { get; init; }

    public PushMeasure Measure { get; init; }

    public DateOnly Day { get; init; }

    /// <summary>Refusal code; empty where the measure has none.</summary>
    public required string Code { get; init; }

    /// <summary>Bucket of <see cref="PushMeasure.Delay"/>, else 0.</summary>
    public short Bucket { get; init; }

    public int ClientId { get; init; }

    public long Count { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PushCount>
    {
        public void Configure(EntityTypeBuilder<PushCount> count)
        {
            count.ToTable("PushCount", "intake");
            count.HasKey(c => new { c.AgencyId, c.Measure, c.Day, c.Code, c.Bucket, c.ClientId });
            count.Property(c => c.Code).HasMaxLength(60).IsUnicode(false);
        }
    }
}

/// <summary>
/// One of the three newest examples of a code at an agency. It holds neither a value of the record nor an id of it, so no
/// personal data and no free text: the agency finds the record by receipt and place in its own log.
/// </summary>
public sealed class PushSample
{
    /// <summary>Examples kept of each code.</summary>
    public const int Kept = 3;

    public int AgencyId { get; init; }

    public required string Code { get; init; }

    /// <summary>0 up to <see cref="Kept"/>, in turn.</summary>
    public short Slot { get; init; }

    public DateTime At { get; init; }

    public int ClientId { get; init; }

    /// <summary>Receipt of the push whose answer tells the rest.</summary>
    public required string Receipt { get; init; }

    /// <summary>JSON pointer of the member at fault: <c>/records/2/at</c>.</summary>
    public required string Pointer { get; init; }

    /// <summary>Null when the record names no type of the contract.</summary>
    public EventType? Type { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PushSample>
    {
        public void Configure(EntityTypeBuilder<PushSample> sample)
        {
            sample.ToTable("PushSample", "intake");
            sample.HasKey(s => new { s.AgencyId, s.Code, s.Slot });
            sample.Property(s => s.Code).HasMaxLength(60).IsUnicode(false);
            sample.Property(s => s.Receipt).HasMaxLength(26).IsUnicode(false);
            sample.Property(s => s.Pointer).HasMaxLength(200).IsUnicode(false);
        }
    }
}

/// <summary>When and with what an API client called last; a statistic, up to a minute behind.</summary>
public sealed class ClientSighting
{
    public int ClientId { get; init; }

    public int AgencyId { get; init; }

    public DateTime At { get; init; }

    /// <summary>Version of the contract that was called: <c>v1</c>.</summary>
    public required string Contract { get; init; }

    /// <summary>What the client calls itself, printable ASCII; null when it says nothing.</summary>
    public string? UserAgent { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ClientSighting>
    {
        public void Configure(EntityTypeBuilder<ClientSighting> sighting)
        {
            sighting.ToTable("ClientSighting", "intake");
            sighting.HasKey(s => s.ClientId);
            sighting.Property(s => s.ClientId).ValueGeneratedNever();
            sighting.HasIndex(s => s.AgencyId);
            sighting.Property(s => s.Contract).HasMaxLength(10).IsUnicode(false);
            sighting.Property(s => s.UserAgent).HasMaxLength(120).IsUnicode(false);
        }
    }
}
