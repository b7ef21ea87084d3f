using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using MizKhedmat.Central.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>What came back for a push: status, body and the two headers that the contract speaks of.</summary>
public sealed record Pushed(HttpStatusCode Status, byte[] Bytes, bool Replayed, string? MediaType)
{
    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

    public string Code => Json.GetProperty("code").GetString()!;

    public int Count(string name) => Json.GetProperty("counts").GetProperty(name).GetInt32();

    /// <summary><c>index status code pointer</c> of each listed result.</summary>
    public string[] Results => [.. Json.GetProperty("results").EnumerateArray().Select(r => string.Join(' ', new[] { "index", "status", "code", "pointer" }
        .Where(name => r.TryGetProperty(name, out _)).Select(name => r.GetProperty(name).ToString())))];
}

/// <summary>A centre with two agencies of one province and their clients.</summary>
public sealed class IntakeCentre : IAsyncLifetime
{
    /// <summary>Tests make many calls.</summary>
    public static readonly IReadOnlyDictionary<string, string> Unlimited = new Dictionary<string, string>
    {
        ["Access:TokenCallsPerMinute"] = "10000", ["Limits:RequestsPerSecond"] = "100000", ["Limits:Burst"] = "100000",
    };

    private static int keys;

    public Centre Centre { get; private set; } = null!;

    public TestClient Client { get; private set; } = null!;

    public TestClient Other { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public HttpClient OtherHttp { get; private set; } = null!;

    public TestAgency Agency => Client.Agency;

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(Centre.Now);

    public async ValueTask InitializeAsync()
    {
        Centre = await Centre.StartAsync(new() { Settings = Unlimited });
        Client = await Centre.AddClientAsync(await Centre.AddAgencyAsync("1001"));
        Other = await Centre.AddClientAsync(await Centre.AddAgencyAsync("1002"));
        Http = await Centre.CallerAsync(Client);
        OtherHttp = await Centre.CallerAsync(Other);
    }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        OtherHttp.Dispose();
        return Centre.DisposeAsync();
    }

    public static string NewKey() => "test-key-" + Interlocked.Increment(ref keys).ToString("0000000000", CultureInfo.InvariantCulture);

    public Task<Pushed> PushAsync(params JsonNode[] records) => PushAsync(Batch(records));

    public Task<Pushed> PushAsync(string body, string options = "", string? key = null, HttpClient? http = null) =>
        SendAsync(Json(Encoding.UTF8.GetBytes(body)), options, [key ?? NewKey()], http);

    public async Task<Pushed> SendAsync(HttpContent content, string options = "", string[]? keys = null, HttpClient? http = null, string route = "events")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/intake/{route}{options}") { Content = content };
        foreach (var key in keys ?? [NewKey()])
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        using var answer = await (http ?? Http).SendAsync(request);
        return new(
            answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(),
            answer.Headers.TryGetValues("Idempotent-Replayed", out var replayed) && replayed.Single() == "true", answer.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>The request as its agency reads it back.</summary>
    public async Task<JsonElement> RequestAsync(string code) =>
        JsonDocument.Parse(await Http.GetByteArrayAsync($"api/v1/requests/{Uri.EscapeDataString(code)}")).RootElement;

    public static ByteArrayContent Json(byte[] body, string type = "application/json")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    public static string Batch(params IEnumerable<JsonNode> records) => new JsonObject { ["records"] = new JsonArray([.. records]) }.ToJsonString();

    /// <summary>Every row of every table that a push may touch, as text; without what a job writes once a minute (CallTally).</summary>
    public Task<Dictionary<string, string>> StockAsync() => StockAsync(Centre);

    public static Task<Dictionary<string, string>> StockAsync(Centre centre) => centre.InDbAsync(async db =>
    {
        var stock = new Dictionary<string, string>();
        await db.Database.OpenConnectionAsync();
        var sql = db.GetService<Microsoft.EntityFrameworkCore.Storage.ISqlGenerationHelper>();
        foreach (var type in db.Model.GetEntityTypes().Where(t => t.GetSchema() is "intake" or "data" or "registry" or "scoring" && t.ClrType != typeof(ClientSighting)))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {sql.DelimitIdentifier(type.GetTableName()!, type.GetSchema())}"
                + (type.ClrType == typeof(PushCount) ? $" WHERE {sql.DelimitIdentifier("Measure")} <> {(int)PushMeasure.Refused}" : "")
                + $" ORDER BY {string.Join(", ", type.FindPrimaryKey()!.Properties.Select(p => sql.DelimitIdentifier(p.GetColumnName())))}";
            await using var rows = await command.ExecuteReaderAsync();
            var text = new StringBuilder();
            while (await rows.ReadAsync())
            {
                for (var i = 0; i < rows.FieldCount; i++)
                {
                    text.Append(rows.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(rows.GetValue(i), CultureInfo.InvariantCulture)).Append('|');
                }

                text.Append('\n');
            }

            stock[type.GetTableName()!] = text.ToString();
        }

        return stock;
    });
}

/// <summary>Records of API.md section 4, to be bent by tests.</summary>
public sealed class Told(TestAgency agency, string code)
{
    private int told;

    public string Code => code;

    public static string Iso(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(3.5)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    public JsonObject Accepted(DateTimeOffset at, double promisedDays = 4, string? id = null) => With(Common("accepted", at, id), new()
    {
        ["service"] = agency.Service, ["office"] = agency.Office, ["desk"] = agency.Desk, ["channel"] = "in-person", ["place"] = "line",
        ["applicant"] = new JsonObject { ["kind"] = "natural", ["nationalId"] = "0499370899", ["mobile"] = "09123456789" },
        ["promisedFrom"] = Iso(at.AddDays(promisedDays / 2)), ["promisedUntil"] = Iso(at.AddDays(promisedDays)),
        ["receipt"] = new JsonObject { ["number"] = "R-100", ["issuedAt"] = Iso(at.AddSeconds(20)), ["documents"] = new JsonArray("کپی شناسنامه") },
        ["visits"] = 1, ["responsible"] = Responsible(),
    });

    public JsonObject Step(DateTimeOffset at, string? id = null) => With(Common("step", at, id), new()
    {
        ["title"] = "بررسی مدارک", ["responsible"] = Responsible(),
    });

    public JsonObject Answered(DateTimeOffset at, string? id = null) => With(Common("answered", at, id), new()
    {
        ["outcome"] = "granted", ["answerChannel"] = "electronic", ["responsible"] = Responsible(),
    });

    public JsonObject Other(string type, DateTimeOffset at, JsonObject? own = null, string? id = null) => With(Common(type, at, id), own ?? []);

    public static JsonObject Responsible() => new() { ["post"] = "کارشناس میز", ["name"] = "م. احمدی" };

    public static JsonObject With(JsonObject record, JsonObject more)
    {
        foreach (var (name, value) in more)
        {
            record[name] = value?.DeepClone();
        }

        return record;
    }

    private JsonObject Common(string type, DateTimeOffset at, string? id) => new()
    {
        ["type"] = type, ["eventId"] = id ?? $"E-{Interlocked.Increment(ref told)}", ["trackingCode"] = code, ["at"] = Iso(at),
    };
}
