using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Data.PostgreSql;
using MizKhedmat.Data.Sqlite;
using MizKhedmat.Data.SqlServer;

namespace MizKhedmat.Central.Host.Startup;

/// <summary>Which database the settings name: a provider of API.md section 1 and its connection string.</summary>
internal sealed record DatabaseAddress(string Provider, string Connection);

/// <summary>Reads and checks the settings of API.md section 1; each fault is one clear line and the process does not start.</summary>
internal static class Settings
{
    private const string Sqlite = "Sqlite";

    /// <summary>Throws <see cref="InvalidOperationException"/> with the line to print.</summary>
    public static CentreOptions AddCentre(this WebApplicationBuilder builder)
    {
        var directory = builder.Configuration["Central:DataDirectory"] is { Length: > 0 } set ? set : ".data";
        var centre = new CentreOptions
        {
            DataDirectory = Path.GetFullPath(directory, builder.Environment.ContentRootPath),
            Demo = builder.Configuration.GetValue("Demo:Enabled", builder.Environment.IsDevelopment()),
        };
        if (centre.Demo && builder.Environment.IsProduction())
        {
            throw new InvalidOperationException("Demo:Enabled is refused in Production: demo accounts must never meet real data.");
        }

        Directory.CreateDirectory(centre.DataDirectory);
        builder.Services.AddSingleton(centre);
        builder.Services.AddSingleton(PersonalDataKey.Open(centre.DataDirectory));
        builder.Services.AddSingleton(TimeProvider.System);
        return centre;
    }

    /// <summary>Registers the database that the settings name and returns where it is.</summary>
    public static DatabaseAddress AddDatabase(this WebApplicationBuilder builder, CentreOptions centre)
    {
        var provider = ProviderOf(builder.Configuration);
        var connection = builder.Configuration.GetConnectionString("Central")
            ?? (provider == Sqlite ? $"Data Source={Path.Combine(centre.DataDirectory, "central.db")}" : null);
        if (string.IsNullOrWhiteSpace(connection))
        {
            throw new InvalidOperationException($"ConnectionStrings:Central is missing; Database:Provider '{provider}' needs it.");
        }

        builder.Services.AddDatabase(provider, connection);
        return new(provider, connection);
    }

    public static string ProviderOf(IConfiguration configuration) => configuration["Database:Provider"] ?? Sqlite;

    /// <summary>
    /// <c>ConnectionStrings:Sandbox</c>, or a database beside the centre's: on SQLite a file in the sandbox's folder, on a
    /// server the same name with <c>_sandbox</c>.
    /// </summary>
    public static string SandboxConnection(IConfiguration configuration, CentreOptions centre)
    {
        if (configuration.GetConnectionString("Sandbox") is { Length: > 0 } stated)
        {
            return stated;
        }

        if (ProviderOf(configuration) == Sqlite)
        {
            return $"Data Source={Path.Combine(centre.DataDirectory, "sandbox", "central.db")}";
        }

        var central = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = configuration.GetConnectionString("Central") };
        var name = ((string[])["Database", "Initial Catalog", "DB"]).FirstOrDefault(central.ContainsKey)
            ?? throw new InvalidOperationException("ConnectionStrings:Central names no database; name one, or state ConnectionStrings:Sandbox.");
        central[name] += "_sandbox";
        return central.ConnectionString!;
    }

    /// <summary>Registers the database of a provider of API.md section 1.</summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services, string provider, string connection) => provider switch
    {
        Sqlite => services.AddSqliteDatabase(connection),
        "PostgreSql" => services.AddPostgreSqlDatabase(connection),
        "SqlServer" => services.AddSqlServerDatabase(connection),
        _ => throw new InvalidOperationException($"Database:Provider '{provider}' is unknown; it is Sqlite, PostgreSql or SqlServer."),
    };

    /// <summary>
    /// Brings the database to the version of this release before anything is served. A server that could lose what was
    /// answered is refused in Production and told in the log elsewhere (SECURITY.md section 8).
    /// </summary>
    public static async Task MigrateAsync(this WebApplication app)
    {
        await app.Services.MigrateAsync();
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync();
        var wrong = string.Join("; ", await app.Services.GetRequiredService<IDatabaseServer>().UnsafeSettingsAsync(db, CancellationToken.None));
        if (wrong.Length > 0 && app.Environment.IsProduction())
        {
            throw new InvalidOperationException($"{wrong}: answered pushes could be lost. Change the setting; the README says how (Databases).");
        }

        if (wrong.Length > 0)
        {
            app.Logger.LogWarning("{Wrong}: answered pushes could be lost; Production refuses to start.", wrong);
        }
    }

    /// <summary>The same for the rooms of the sandbox, which stand on the centre's own server; the months to come get their partitions.</summary>
    public static async Task MigrateAsync(this IServiceProvider rooms)
    {
        await using var db = await rooms.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync();
        await db.Database.MigrateAsync();
        try
        {
            await rooms.GetRequiredService<PrepareMonths>().RunAsync(CancellationToken.None);
        }
        catch (Exception fault) when (rooms.GetRequiredService<IDatabaseServer>().IsOutage(fault))
        {
            // Another node holds what this one would have to lock. No push needs the month's partition; the night's job makes it.
            rooms.GetRequiredService<ILogger<PrepareMonths>>().LogWarning(fault, "The partitions of the coming months could not be made now.");
        }
    }
}
