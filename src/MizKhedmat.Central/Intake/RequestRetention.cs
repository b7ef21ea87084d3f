using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// From which day on an agency's requests are all still there. What lies before was partly removed after its period
/// (<see cref="ForgetRequests"/>); its counters stay, and nothing compares them with events any more.
/// </summary>
public sealed class RequestRetention
{
    public int AgencyId { get; init; }

    /// <summary>A Tehran day; moves forward only.</summary>
    public DateOnly KeptFrom { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RequestRetention>
    {
        public void Configure(EntityTypeBuilder<RequestRetention> retention)
        {
            retention.ToTable("RequestRetention", "intake");
            retention.HasKey(r => r.AgencyId);
            retention.Property(r => r.AgencyId).ValueGeneratedNever();
        }
    }
}
