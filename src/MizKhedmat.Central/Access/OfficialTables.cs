using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Access;

/// <summary>What ASP.NET Core Identity keeps beside an official: claims, outside logins, tokens (TOTP), passkeys.</summary>
internal static class OfficialTables
{
    internal sealed class Claims : IEntityTypeConfiguration<IdentityUserClaim<int>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserClaim<int>> claim)
        {
            claim.ToTable("OfficialClaim", "access");
            claim.HasOne<Official>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
            claim.Property(c => c.ClaimType).HasMaxLength(100);
            claim.Property(c => c.ClaimValue).HasMaxLength(300);
        }
    }

    internal sealed class Logins : IEntityTypeConfiguration<IdentityUserLogin<int>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserLogin<int>> login)
        {
            login.ToTable("OfficialLogin", "access");
            login.HasKey(l => new { l.LoginProvider, l.ProviderKey });
            login.HasOne<Official>().WithMany().HasForeignKey(l => l.UserId).OnDelete(DeleteBehavior.Cascade);
            login.Property(l => l.LoginProvider).HasMaxLength(128);
            login.Property(l => l.ProviderKey).HasMaxLength(128);
            login.Property(l => l.ProviderDisplayName).HasMaxLength(128);
        }
    }

    internal sealed class Tokens : IEntityTypeConfiguration<IdentityUserToken<int>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserToken<int>> token)
        {
            token.ToTable("OfficialToken", "access");
            token.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
            token.HasOne<Official>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
            token.Property(t => t.LoginProvider).HasMaxLength(128);
            token.Property(t => t.Name).HasMaxLength(128);
            token.Property(t => t.Value).HasMaxLength(2000);
        }
    }

    internal sealed class Passkeys : IEntityTypeConfiguration<IdentityUserPasskey<int>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserPasskey<int>> passkey)
        {
            passkey.ToTable("OfficialPasskey", "access");
            passkey.HasKey(p => p.CredentialId);
            passkey.HasOne<Official>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
            passkey.Property(p => p.CredentialId).HasMaxLength(1024);
            passkey.OwnsOne(p => p.Data).ToJson();
        }
    }
}
