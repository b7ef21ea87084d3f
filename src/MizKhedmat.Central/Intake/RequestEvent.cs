using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// Event types of API.md section 4; the number is stored and is also the order of two events of the same instant.
/// </summary>
public enum EventType
{
    DefectTold = 1,
    Accepted = 2,
    Step = 3,
    Referred = 4,
    InquirySent = 5,
    InquiryAnswered = 6,
    PresenceRequired = 7,
    Message = 8,
    Answered = 9,
    Delivered = 10,
    Reopened = 11,
    Closed = 12,
    Cancelled = 13,
    Surveyed = 14,
}

/// <summary>
/// What an agency said happened to a request (رویداد): append-only. A correction is a new event that names the old one in
/// <see cref="Supersedes"/>; both stay. 386059/4-6c makes time and responsible mandatory on each.
/// </summary>
public sealed class RequestEvent
{
    public long RequestId { get; set; }

    /// <summary>The agency's own id, unique within the request.</summary>
    public required string EventId { get; init; }

    public EventType Type { get; init; }

    public DateTime At { get; init; }

    /// <summary>The push that brought it; its time is when the centre knew.</summary>
    public long PushId { get; init; }

    public string? Supersedes { get; init; }

    /// <summary>Keyed hash of the canonical content: same id with other content is refused, never overwritten.</summary>
    public required byte[] ContentHash { get; init; }

    public string? ResponsiblePost { get; init; }

    /// <summary>Shown to the agency and to inspectors only.</summary>
    public string? ResponsibleName { get; init; }

    /// <summary>The type's own members as canonical JSON, without applicant data; null when it has none.</summary>
    public string? Details { get; init; }

    internal RequestEvent With(string? details) => new()
    {
        RequestId = RequestId, EventId = EventId, Type = Type, At = At, PushId = PushId, Supersedes = Supersedes, ContentHash = ContentHash,
        ResponsiblePost = ResponsiblePost, ResponsibleName = ResponsibleName, Details = details,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<RequestEvent>
    {
        public void Configure(EntityTypeBuilder<RequestEvent> happened)
        {
            happened.ToTable("RequestEvent", "intake");
            happened.HasKey(e => new { e.RequestId, e.EventId });
            happened.Property(e => e.EventId).HasMaxLength(64);
            happened.Property(e => e.Supersedes).HasMaxLength(64);
            happened.Property(e => e.ContentHash).HasMaxLength(16);
            happened.Property(e => e.ResponsiblePost).HasMaxLength(120);
            happened.Property(e => e.ResponsibleName).HasMaxLength(120);
        }
    }
}
