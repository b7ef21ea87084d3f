using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>How a county came to be what a list of the Statistical Centre says.</summary>
public enum CountyAct
{
    Added,
    Renamed,

    /// <summary>New, cut out of <see cref="CountyVersion.Predecessor"/>.</summary>
    Split,

    /// <summary>In another province, under a new code; <see cref="CountyVersion.Predecessor"/> is the former.</summary>
    Moved,
    Abolished,
}

/// <summary>What a county was from a day on: name, province, and how it came so. Insert-only; the present is in <see cref="County"/>.</summary>
public sealed class CountyVersion
{
    public required CountyCode Code { get; init; }

    public required DateOnly On { get; init; }

    public required CountyAct Act { get; init; }

    public required string NameFa { get; init; }

    public CountyCode? Predecessor { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string Actor { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<CountyVersion>
    {
        public void Configure(EntityTypeBuilder<CountyVersion> version)
        {
            version.ToTable("CountyVersion", "registry");
            version.HasKey(v => new { v.Code, v.On, v.Act });
            version.Property(v => v.NameFa).HasMaxLength(80);
            version.Property(v => v.Actor).HasMaxLength(120);
        }
    }
}
