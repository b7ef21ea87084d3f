using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Data.SqlServer;

/// <summary>For <c>dotnet ef migrations add</c>; opens no connection.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<CentralDb>
{
    public CentralDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<CentralDb>();
        SqlServerDatabase.Configure(options, "Server=design-time");
        return new(options.Options);
    }
}
