using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Registry;

/// <summary>Whom a service serves: G2C, G2B or G2G (386059/4-3, faq-1397/Q62).</summary>
public enum Audience
{
    Citizen,
    Business,
    Government,
}

/// <summary>Where the national id of a service stands (faq-1397/Q6, Q7).</summary>
public enum IdStatus
{
    Pending,
    Issued,
    ChangeRequested,
    Withdrawn,
}

/// <summary>A service of an agency (خدمت) under its national id, or without one yet («در حال اخذ کد», faq-1397/Q6).</summary>
public sealed class Service
{
    public int Id { get; init; }

    public required int AgencyId { get; init; }

    /// <summary>The agency's own code, unique within it.</summary>
    public required string Code { get; init; }

    public IdStatus IdStatus { get; set; }

    /// <summary>Opaque, eleven digits seen; null while pending. Demo codes start with 99.</summary>
    public string? ServiceCode { get; set; }

    public required string TitleFa { get; set; }

    public required string SearchKey { get; set; }

    public string? Cofog { get; set; }

    public required Audience Audience { get; set; }

    /// <summary>Working minutes that the service should take; null when not declared.</summary>
    public int? StandardMinutes { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Service>
    {
        public void Configure(EntityTypeBuilder<Service> service)
        {
            service.ToTable("Service", "registry");
            service.HasIndex(s => new { s.AgencyId, s.Code }).IsUnique();
            service.HasIndex(s => new { s.AgencyId, s.ServiceCode }).IsUnique();
            service.Property(s => s.Code).HasMaxLength(40);
            service.HasOne<Agency>().WithMany().HasForeignKey(s => s.AgencyId).OnDelete(DeleteBehavior.Restrict);
            service.Property(s => s.ServiceCode).HasMaxLength(20);
            service.Property(s => s.TitleFa).HasMaxLength(300);
            service.Property(s => s.SearchKey).HasMaxLength(300);
            service.Property(s => s.Cofog).HasMaxLength(8);
        }
    }
}
