using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using MizKhedmat.Central.Data;
using Npgsql;

namespace MizKhedmat.Data.PostgreSql;

/// <summary>For <c>dotnet ef migrations add</c>; opens no connection.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<CentralDb>
{
    public CentralDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<CentralDb>();
        PostgreSqlDatabase.Configure(options, NpgsqlDataSource.Create("Host=design-time"));
        return new(options.Options);
    }
}
