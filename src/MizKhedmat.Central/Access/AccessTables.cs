using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Access;

/// <summary>The tables of the access room.</summary>
public static class AccessTables
{
    extension(CentralDb db)
    {
        public DbSet<ApiClient> ApiClients => db.Set<ApiClient>();

        public DbSet<ApiClientKey> ApiClientKeys => db.Set<ApiClientKey>();

        public DbSet<UsedAssertion> UsedAssertions => db.Set<UsedAssertion>();

        public DbSet<Revocation> Revocations => db.Set<Revocation>();

        public DbSet<Official> Officials => db.Set<Official>();
    }
}
