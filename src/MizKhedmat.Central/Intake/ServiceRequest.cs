using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>States of a request (DOMAIN.md section 3). They follow from the events' own times, never from their order of arrival.</summary>
public enum RequestState
{
    /// <summary>Only follow-ups came so far: counted nowhere but in data quality.</summary>
    Orphan,

    /// <summary>Presented at a desk, not accepted yet (a lawful defect was told under the intake number).</summary>
    Presented,
    Accepted,
    InProgress,
    Answered,
    Delivered,
    Closed,
    Cancelled,
    Reopened,
}

/// <summary>The final answer.</summary>
public enum Outcome
{
    Granted,
    Refused,
    Partly,
}

/// <summary>Who asked.</summary>
public enum ApplicantKind
{
    Natural,
    Legal,
    Foreign,
}

/// <summary>What came to pass with a request, one bit each, so that the national index can be counted from the state alone.</summary>
[Flags]
public enum RequestFacts
{
    None = 0,

    /// <summary>See <see cref="Measures{T}.Changes"/>.</summary>
    Changed = 1,

    /// <summary>See <see cref="Measures{T}.ChangesTold"/>.</summary>
    ChangeTold = 2,

    /// <summary>A tracked step with its responsible came before the answer.</summary>
    Tracked = 4,

    /// <summary>A second one came.</summary>
    TrackedTwice = 8,

    /// <summary>The applicant left a mobile.</summary>
    HasMobile = 16,
}

/// <summary>
/// A citizen's request at a desk (درخواست خدمت): the folded state of its events. Every column follows from the stored
/// events by <see cref="RequestFold"/>; nothing here is edited by hand.
/// </summary>
public sealed class ServiceRequest
{
    /// <summary>With the Jalali month in which the centre first heard of it (<see cref="Data.MonthlyIds"/>).</summary>
    public long Id { get; init; }

    public int AgencyId { get; init; }

    /// <summary>The agency's own code, canonical; unique in the agency for ever by <see cref="TrackingKey"/>.</summary>
    public required string TrackingCode { get; init; }

    /// <summary>Search key of the tracking code: ي/ی, ك/ک, ZWNJ and digits folded.</summary>
    public required string TrackingKey { get; init; }

    /// <summary>Sixteen digits: 2 Jalali year, 4 agency, 9 serial, 1 Damm check digit; null until accepted.</summary>
    public string? CentralTrackingId { get; set; }

    public RequestState State { get; set; }

    public int? OfficeId { get; set; }

    /// <summary>The province of the office when the request was folded: counters are taken back from where they were put.</summary>
    public ProvinceCode? Province { get; set; }

    public int? DeskId { get; set; }

    /// <summary>Null with <see cref="ServiceTitle"/>: the service has no code yet.</summary>
    public int? ServiceId { get; set; }

    public string? ServiceTitle { get; set; }

    public Channel? Channel { get; set; }

    public Place? Place { get; set; }

    public DateTime? AcceptedAt { get; set; }

    public DateTime? PromisedFrom { get; set; }

    /// <summary>The later bound of the first receipt: the promise (386059/4-6, faq-1397/Q60).</summary>
    public DateTime? PromisedUntil { get; set; }

    public DateTime? ReceiptIssuedAt { get; set; }

    public bool OnReceipt { get; set; }

    public int? Visits { get; set; }

    public bool LateDefect { get; set; }

    public bool EventsComplete { get; set; }

    public DateTime? AnsweredAt { get; set; }

    /// <summary>Working minutes from acceptance to the answer on the calendar of that time.</summary>
    public int? AnswerWorkMinutes { get; set; }

    public Outcome? Outcome { get; set; }

    public Channel? AnswerChannel { get; set; }

    public bool? SamePlace { get; set; }

    /// <summary>When it stopped being open without an answer: closed or cancelled.</summary>
    public DateTime? SettledAt { get; set; }

    /// <summary>Cancelled by the applicant before the promise: no longer due.</summary>
    public bool WithdrawnInTime { get; set; }

    /// <summary>The person was sent to an inner office, presence demanded and not coordinated (edesk-1397/P2).</summary>
    public bool ReferralBreach { get; set; }

    public DateTime LastEventAt { get; set; }

    public int EventCount { get; set; }

    public bool IsSurveyed { get; set; }

    /// <summary>
    /// Its events are one acceptance and what came of it, none corrected and none without effect: a later event moves the
    /// state by itself, and the former ones need not be read (<see cref="PlainCourse"/>).
    /// </summary>
    public bool IsPlain { get; set; }

    public ApplicantKind? ApplicantKind { get; set; }

    public RequestFacts Facts { get; set; }

    /// <summary>Inquiries sent to other agencies.</summary>
    public short Inquiries { get; set; }

    /// <summary>Answers to inquiries that came electronically.</summary>
    public short InquiriesOnline { get; set; }

    /// <summary>Overall score (1–5) of the survey that was answered by link or sms; 0 while there is none.</summary>
    public short Points { get; set; }

    /// <summary>
    /// Standard time of the service in working minutes as the register had it when the centre read the acceptance: a later one
    /// is for later requests. Null where the service has none.
    /// </summary>
    public int? StandardMinutes { get; set; }

    /// <summary>
    /// Promised working time over the standard time, at most 3, in thousandths, on the calendar of the acceptance. Null without
    /// either.
    /// </summary>
    public short? PromiseMilli { get; set; }

    /// <summary>What a later event of a plain course may change.</summary>
    internal static readonly IReadOnlyList<string> Course =
    [
        nameof(State), nameof(LateDefect), nameof(EventsComplete), nameof(AnsweredAt), nameof(AnswerWorkMinutes), nameof(Outcome), nameof(AnswerChannel),
        nameof(SamePlace), nameof(SettledAt), nameof(WithdrawnInTime), nameof(ReferralBreach), nameof(LastEventAt), nameof(EventCount), nameof(IsSurveyed),
        nameof(Facts), nameof(Inquiries), nameof(InquiriesOnline), nameof(Points),
    ];

    internal sealed class Mapping : IEntityTypeConfiguration<ServiceRequest>
    {
        public void Configure(EntityTypeBuilder<ServiceRequest> request)
        {
            request.ToTable("ServiceRequest", "intake");
            request.Property(r => r.Id).ValueGeneratedNever();
            request.HasIndex(r => new { r.AgencyId, r.TrackingKey }).IsUnique();
            request.HasIndex(r => r.CentralTrackingId).IsUnique();

            // No index on what later events change: an update then stays on its page and touches no index.
            request.HasIndex(r => new { r.AgencyId, r.AcceptedAt });
            request.Property(r => r.TrackingCode).HasMaxLength(64);
            request.Property(r => r.TrackingKey).HasMaxLength(64);
            request.Property(r => r.CentralTrackingId).HasMaxLength(16).IsUnicode(false);
            request.Property(r => r.ServiceTitle).HasMaxLength(300);
        }
    }
}
