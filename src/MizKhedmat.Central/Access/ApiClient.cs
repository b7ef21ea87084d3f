using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Access;

/// <summary>A machine of one agency that may call the API. It signs in with its own key; there are no client secrets.</summary>
public sealed class ApiClient
{
    public int Id { get; init; }

    /// <summary><c>agency-1001</c>.</summary>
    public required string ClientId { get; init; }

    public required int AgencyId { get; init; }

    /// <summary>Granted scopes, space separated, from the closed list of API.md section 2.</summary>
    public required string Scopes { get; set; }

    public bool IsDisabled { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ApiClient>
    {
        public void Configure(EntityTypeBuilder<ApiClient> client)
        {
            client.ToTable("ApiClient", "access");
            client.HasIndex(c => c.ClientId).IsUnique();
            client.Property(c => c.ClientId).HasMaxLength(60);
            client.Property(c => c.Scopes).HasMaxLength(300);
        }
    }
}

/// <summary>A public key of an API client (ES256, or PS256 with RSA ≥ 3072 bits); at most three at a time.</summary>
public sealed class ApiClientKey
{
    public int Id { get; init; }

    public required int ApiClientId { get; init; }

    public required string Kid { get; init; }

    /// <summary>Public JWK as JSON, never a private member.</summary>
    public required string PublicJwk { get; init; }

    public DateTime? NotBefore { get; init; }

    public DateTime? NotAfter { get; set; }

    /// <summary>When a token was last issued on its signature; null when never.</summary>
    public DateTime? LastUsedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ApiClientKey>
    {
        public void Configure(EntityTypeBuilder<ApiClientKey> key)
        {
            key.ToTable("ApiClientKey", "access");
            key.HasIndex(k => new { k.ApiClientId, k.Kid }).IsUnique();
            key.HasOne<ApiClient>().WithMany().HasForeignKey(k => k.ApiClientId).OnDelete(DeleteBehavior.Cascade);
            key.Property(k => k.Kid).HasMaxLength(128);
            key.Property(k => k.PublicJwk).HasMaxLength(2000);
        }
    }
}
