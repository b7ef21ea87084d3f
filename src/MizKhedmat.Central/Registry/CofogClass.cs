using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Registry;

/// <summary>A division, group or class of COFOG 1999, on which service ids are based (386059/1-c).</summary>
public sealed class CofogClass
{
    public required string Code { get; init; }

    /// <summary><c>division</c>, <c>group</c> or <c>class</c>.</summary>
    public required string Level { get; set; }

    public string? Parent { get; set; }

    public required string NameFa { get; set; }

    public required string NameEn { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CofogClass>
    {
        public void Configure(EntityTypeBuilder<CofogClass> cofog)
        {
            cofog.ToTable("CofogClass", "registry");
            cofog.HasKey(c => c.Code);
            cofog.Property(c => c.Code).HasMaxLength(8);
            cofog.Property(c => c.Parent).HasMaxLength(8);
            cofog.Property(c => c.Level).HasMaxLength(10);
            cofog.Property(c => c.NameFa).HasMaxLength(200);
            cofog.Property(c => c.NameEn).HasMaxLength(200);
        }
    }
}
