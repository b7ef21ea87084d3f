using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Registry;

/// <summary>Where a service is given at an office. Given both ways it counts once, as electronic (faq-1397/Q14).</summary>
public enum DeliveryPlace
{
    Electronic,
    InPerson,
    CounterOffice,
    Outside,
}

/// <summary>What became of the reasons for giving a service outside the desk (faq-1397/Q15).</summary>
public enum OutsideStanding
{
    /// <summary>Not outside the desk.</summary>
    None,
    Pending,

    /// <summary>Not applicable (عدم مصداق) while the row holds.</summary>
    Accepted,

    /// <summary>Must move to the desk by <see cref="PlaceOfDelivery.MoveBy"/>.</summary>
    Rejected,
}

/// <summary>
/// Place of delivery (محل ارائه) of a service at an office from a day on: insert a new row, close the former, never rewrite.
/// Office <c>*</c> stands for every office with clients that has no row of its own.
/// </summary>
public sealed class PlaceOfDelivery
{
    public const string EveryOffice = "*";

    public required int AgencyId { get; init; }

    /// <summary>The agency's own code of the service.</summary>
    public required string Service { get; init; }

    public required string Office { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The first day no longer so; null while it holds.</summary>
    public DateOnly? To { get; set; }

    public required DeliveryPlace Place { get; set; }

    /// <summary>The second flag of faq-1397/Q14: electronic, and at the in-person desk too.</summary>
    public bool AlsoInPerson { get; set; }

    public string? ReasonCode { get; set; }

    public string? Reason { get; set; }

    public OutsideStanding Standing { get; set; }

    /// <summary>Last day (inclusive) of an accepted "not applicable"; null without limit.</summary>
    public DateOnly? AcceptedUntil { get; set; }

    public DateOnly? MoveBy { get; set; }

    /// <summary>The case in which the reasons were reviewed.</summary>
    public int? ReviewId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PlaceOfDelivery>
    {
        public void Configure(EntityTypeBuilder<PlaceOfDelivery> place)
        {
            place.ToTable("PlaceOfDelivery", "registry");
            place.HasKey(p => new { p.AgencyId, p.Service, p.Office, p.From });
            place.HasIndex(p => p.ReviewId);
            place.Property(p => p.Service).HasMaxLength(40);
            place.Property(p => p.Office).HasMaxLength(40);
            place.Property(p => p.ReasonCode).HasMaxLength(20);
            place.Property(p => p.Reason).HasMaxLength(500);
        }
    }
}
