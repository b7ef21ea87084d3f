using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Access;

/// <summary>
/// A client assertion that was taken (RFC 7523 section 3, item 7): its <c>jti</c> works once per client, on every node and
/// after a restart, because the unique index says so and not a memory.
/// </summary>
public sealed class UsedAssertion
{
    public long Id { get; init; }

    public required int ApiClientId { get; init; }

    /// <summary>16 to 128 printable characters; compared exactly.</summary>
    public required string Jti { get; init; }

    public required DateTime At { get; init; }

    /// <summary>From then on the assertion itself is too old; the row may go.</summary>
    public required DateTime ExpiresAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<UsedAssertion>
    {
        public void Configure(EntityTypeBuilder<UsedAssertion> assertion)
        {
            assertion.ToTable("UsedAssertion", "access");
            assertion.HasIndex(a => new { a.ApiClientId, a.Jti }).IsUnique();
            assertion.HasIndex(a => new { a.ApiClientId, a.At });
            assertion.HasIndex(a => a.ExpiresAt);
            assertion.HasOne<ApiClient>().WithMany().HasForeignKey(a => a.ApiClientId).OnDelete(DeleteBehavior.Cascade);
            assertion.Property(a => a.Jti).HasMaxLength(128);
        }
    }
}
