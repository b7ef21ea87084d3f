using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Data.Sqlite;

/// <summary>For <c>dotnet ef migrations add</c>; opens no connection.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<CentralDb>
{
    public CentralDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<CentralDb>();
        SqliteDatabase.Configure(options, "Data Source=design-time.db");
        return new(options.Options);
    }
}
