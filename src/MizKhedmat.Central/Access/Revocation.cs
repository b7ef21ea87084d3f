using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Access;

/// <summary>
/// An access token (its <c>jti</c>) or a sign-in session that ended before its time: RFC 7009, and sign-out, after which the
/// old cookie must be dead. Forgotten once it would have expired anyway.
/// </summary>
public sealed class Revocation
{
    /// <summary><c>token:{jti}</c> or <c>session:{sid}</c>.</summary>
    public required string Id { get; init; }

    public required DateTime ExpiresAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Revocation>
    {
        public void Configure(EntityTypeBuilder<Revocation> revocation)
        {
            revocation.ToTable("Revocation", "access");
            revocation.HasKey(r => r.Id);
            revocation.HasIndex(r => r.ExpiresAt);
            revocation.Property(r => r.Id).HasMaxLength(160);
        }
    }
}
