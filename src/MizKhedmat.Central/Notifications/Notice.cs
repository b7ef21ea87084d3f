using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Notifications;

/// <summary>What a notice tells; screens have the words.</summary>
public enum NoticeKind
{
    /// <summary>No event came for 24 hours of working days; subject: when the last one did.</summary>
    AgencySilent = 1,

    /// <summary>A delivery to an endpoint was given up; subject: endpoint and since when it fails.</summary>
    WebhookFailing = 2,

    /// <summary>An endpoint was switched off after failing for days; subject as before.</summary>
    WebhookDisabled = 3,

    /// <summary>A legal duty falls due soon; subject: duty, period and due day (<c>OB-05/1405-H2/2027-04-05</c>).</summary>
    ObligationNear = 4,

    /// <summary>A provisional edition was published; subject: edition and last day for objections (<c>1405-Q2-provisional/2026-10-24</c>).</summary>
    EditionProvisional = 5,

    /// <summary>A final edition or a restatement was published; subject: edition (<c>1405-Q2-final</c>).</summary>
    EditionFinal = 6,

    /// <summary>An objection was decided; subject: its id and <c>accepted</c> or <c>rejected</c>.</summary>
    ObjectionDecided = 7,
}

/// <summary>
/// Something that the people of an agency should know, shown in their workspace until one of them marks it as seen. One
/// row for a (agency, kind, subject): telling twice tells once. Holds no personal data.
/// </summary>
public sealed class Notice
{
    public long Id { get; private set; }

    public AgencyCode Agency { get; init; }

    public NoticeKind Kind { get; init; }

    /// <summary>What it is about, in the form that its kind says.</summary>
    public required string Subject { get; init; }

    public DateTime At { get; init; }

    /// <summary>Null until somebody of the agency marks it as seen.</summary>
    public DateTime? SeenAt { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Notice>
    {
        public void Configure(EntityTypeBuilder<Notice> notice)
        {
            notice.ToTable("Notice", "notifications");
            notice.HasIndex(n => new { n.Agency, n.Kind, n.Subject }).IsUnique();
            notice.HasIndex(n => new { n.Agency, n.At });
            notice.Property(n => n.Subject).HasMaxLength(120).IsUnicode(false);
        }
    }
}
