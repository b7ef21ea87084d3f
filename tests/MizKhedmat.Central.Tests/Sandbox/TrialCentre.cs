using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Sandbox;
using MizKhedmat.Central.Tests.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Sandbox;

/// <summary>A centre with two agencies whose clients call both environments.</summary>
public sealed class TrialCentre : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Settings = new(IntakeCentre.Unlimited)
    {
        ["Sandbox:Limits:RequestsPerSecond"] = "100000", ["Sandbox:Limits:Burst"] = "100000",
    };

    public Centre Centre { get; private set; } = null!;

    public TestClient Client { get; private set; } = null!;

    public TestClient Other { get; private set; } = null!;

    public HttpClient Real { get; private set; } = null!;

    /// <summary>As <see cref="Client"/> in the sandbox.</summary>
    public HttpClient Trial { get; private set; } = null!;

    public HttpClient OtherTrial { get; private set; } = null!;

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(Centre.Now);

    public async ValueTask InitializeAsync()
    {
        Centre = await Centre.StartAsync(new() { Settings = Settings });
        Client = await Centre.AddClientAsync(await Centre.AddAgencyAsync("1001"));
        Other = await Centre.AddClientAsync(await Centre.AddAgencyAsync("1002"));
        Real = await Centre.CallerAsync(Client);
        Trial = await CallerAsync(Centre, Client);
        OtherTrial = await CallerAsync(Centre, Other);
    }

    public ValueTask DisposeAsync()
    {
        Real.Dispose();
        Trial.Dispose();
        OtherTrial.Dispose();
        return Centre.DisposeAsync();
    }

    public static async Task<HttpClient> CallerAsync(Centre centre, TestClient client)
    {
        var http = await centre.CallerAsync(client);
        http.DefaultRequestHeaders.Add("X-MK-Environment", "sandbox");
        return http;
    }

    public static async Task<Pushed> PushAsync(HttpClient http, IEnumerable<JsonNode> records, string? key = null, string route = "events", string options = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/intake/{route}{options}")
        {
            Content = IntakeCentre.Json(Encoding.UTF8.GetBytes(IntakeCentre.Batch(records))), Headers = { { "Idempotency-Key", key ?? IntakeCentre.NewKey() } },
        };
        using var answer = await http.SendAsync(request);
        return new(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Headers.Contains("Idempotent-Replayed"), answer.Content.Headers.ContentType?.MediaType);
    }

    public static async Task<(HttpStatusCode Status, string? Code)> AskAsync(HttpClient http, HttpMethod method, string address)
    {
        using var answer = await http.SendAsync(new HttpRequestMessage(method, address));
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.StartsWith('{') && JsonDocument.Parse(text).RootElement.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    /// <summary>How many rows each table of the sandbox has that name this agency, by whatever column.</summary>
    public async Task<Dictionary<string, int>> RowsAsync(string code)
    {
        var rooms = await Centre.Services.GetRequiredService<SandboxCentre>().OpenAsync(TestContext.Current.CancellationToken);
        await using var db = await rooms.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        var sql = db.GetService<ISqlGenerationHelper>();
        string Table(IEntityType type) => sql.DelimitIdentifier(type.GetTableName()!, type.GetSchema());
        string Column(string name) => sql.DelimitIdentifier(name);
        string In(string column, string table) =>
            $"{Column(column)} IN (SELECT {Column("Id")} FROM {Table(db.Model.GetEntityTypes().Single(t => t.GetTableName() == table))} WHERE {Column("AgencyId")} = ";
        var id = (await db.Agencies.SingleAsync(a => a.Code == new AgencyCode(code))).Id;
        var rows = new Dictionary<string, int>();
        foreach (var type in db.Model.GetEntityTypes().Where(t => !t.IsOwned()))
        {
            var columns = type.GetProperties().Select(p => p.GetColumnName()).ToHashSet();
            var own = columns.Contains("AgencyId") ? $"{Column("AgencyId")} = {id}"
                : columns.Contains("OfficeId") ? In("OfficeId", "Office") + $"{id})"
                : columns.Contains("RequestId") ? In("RequestId", "ServiceRequest") + $"{id})"
                : columns.Contains("ImportId") ? In("ImportId", "ImportJob") + $"{id})"
                : columns.Contains("Agency") ? $"{Column("Agency")} = '{code}'"
                : null;
            if (own is not null)
            {
                rows[type.GetTableName()!] = await CountAsync(db, $"SELECT COUNT(*) FROM {Table(type)} WHERE {own}");
            }
        }

        return rows;
    }

    private static async Task<int> CountAsync(CentralDb db, string text)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = text;
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Every row of every table of the real centre.</summary>
    public Task<Dictionary<string, string>> StockAsync() => Centre.InDbAsync(async db =>
    {
        var stock = new Dictionary<string, string>();
        await db.Database.OpenConnectionAsync();
        var sql = db.GetService<ISqlGenerationHelper>();
        foreach (var type in db.Model.GetEntityTypes().Where(t => !t.IsOwned()))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {sql.DelimitIdentifier(type.GetTableName()!, type.GetSchema())}"
                + $" ORDER BY {string.Join(", ", type.FindPrimaryKey()!.Properties.Select(p => sql.DelimitIdentifier(p.GetColumnName())))}";
            await using var rows = await command.ExecuteReaderAsync();
            var text = new StringBuilder();
            while (await rows.ReadAsync())
            {
                text.AppendJoin('|', Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : rows.GetValue(i).ToString())).Append('\n');
            }

            stock[type.GetTableName()!] = text.ToString();
        }

        return stock;
    });
}
