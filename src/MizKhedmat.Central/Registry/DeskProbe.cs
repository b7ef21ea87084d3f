using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Registry;

/// <summary>What the last look at an electronic desk's address found.</summary>
public enum ProbeState
{
    /// <summary>It answered with a page.</summary>
    Reachable,

    /// <summary>It answered with a fault (4xx, 5xx).</summary>
    Faulty,

    /// <summary>No answer within ten seconds, or no such host.</summary>
    Silent,

    /// <summary>The address leads into a private network: it is not a desk for citizens.</summary>
    NotPublic,
}

/// <summary>The centre's own look at the address of an electronic desk (FEATURES.md row 31; edesk-1397/I1, faq-1397/Q64).</summary>
public sealed class DeskProbe
{
    public required int AgencyId { get; init; }

    /// <summary>Code of the desk.</summary>
    public required string Desk { get; init; }

    public required string Url { get; set; }

    public required ProbeState State { get; set; }

    /// <summary>HTTP status, where one came.</summary>
    public int? Status { get; set; }

    /// <summary>Milliseconds until the headers came.</summary>
    public int? Milliseconds { get; set; }

    public required DateTime CheckedAt { get; set; }

    /// <summary>Since when it has been in this state.</summary>
    public required DateTime Since { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<DeskProbe>
    {
        public void Configure(EntityTypeBuilder<DeskProbe> probe)
        {
            probe.ToTable("DeskProbe", "registry");
            probe.HasKey(p => new { p.AgencyId, p.Desk });
            probe.Property(p => p.Desk).HasMaxLength(40);
            probe.Property(p => p.Url).HasMaxLength(400);
        }
    }
}
