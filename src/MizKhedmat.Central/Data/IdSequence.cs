using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Data;

/// <summary>The next free id of a named sequence, taken in blocks by <see cref="IBulkStore.ReserveIdsAsync"/>.</summary>
public sealed class IdSequence
{
    public required string Name { get; init; }

    public long Next { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<IdSequence>
    {
        public void Configure(EntityTypeBuilder<IdSequence> sequence)
        {
            sequence.ToTable("IdSequence", "data");
            sequence.HasKey(s => s.Name);
            sequence.Property(s => s.Name).HasMaxLength(60);
        }
    }
}
