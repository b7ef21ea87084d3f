using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// The least that an endpoint can do with an event: parse the body, insert one row in a transaction of its own, answer after
/// the durable commit. No token, no check, no state, no counter.
/// </summary>
internal sealed class SingleFloor : IAsyncDisposable
{
    private const string Path = "/single";

    private readonly NpgsqlDataSource source;
    private readonly WebApplication app;

    private SingleFloor(NpgsqlDataSource source, WebApplication app)
    {
        this.source = source;
        this.app = app;
    }

    public Uri Address => new(new Uri(app.Urls.First()), Path);

    public static async Task<SingleFloor> StartAsync(string connectionString, int connections)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = connections, MaxAutoPrepare = 10, AutoPrepareMinUsages = 2, NoResetOnClose = true,
        });
        await using (var make = source.CreateCommand(
            """
            CREATE SCHEMA floor;
            CREATE TABLE floor.event (code text, event text, type text, at timestamptz, body text, PRIMARY KEY (code, event))
            """))
        {
            await make.ExecuteNonQueryAsync();
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var floor = new SingleFloor(source, app);
        app.MapPost(Path, (RequestDelegate)floor.TakeAsync);
        await app.StartAsync();
        return floor;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await source.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var record = document.RootElement.GetProperty("records"u8)[0];
        await using var insert = source.CreateCommand("INSERT INTO floor.event VALUES ($1, $2, $3, $4, $5)");
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = record.GetProperty("trackingCode"u8).GetString() });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = record.GetProperty("eventId"u8).GetString() });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = record.GetProperty("type"u8).GetString() });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = record.GetProperty("at"u8).GetDateTimeOffset().UtcDateTime });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = record.GetRawText() });
        await insert.ExecuteNonQueryAsync();
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync("""{"counts":{"received":1,"created":1,"unchanged":0,"rejected":0,"warned":0}}"""u8.ToArray());
    }
}
