using System.Net;
using System.Text;
using System.Text.Json;
using MizKhedmat.Central.Tests.Intake;
using Npgsql;
using Xunit;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>A centre on a PostgreSQL server of its own, on disk and with full durability, which tests stop, fill and start again.</summary>
internal sealed class ServerCentre : IAsyncDisposable
{
    private ServerCentre(PostgreSqlServer server, Centre centre, TestClient client) => (Server, Centre, Client) = (server, centre, client);

    public PostgreSqlServer Server { get; }

    public Centre Centre { get; }

    public TestClient Client { get; }

    public static string DatabaseOf(PostgreSqlServer server) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "central" }.ConnectionString;

    public static Dictionary<string, string> SettingsOf(PostgreSqlServer server, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>(IntakeCentre.Unlimited) { ["Database:Provider"] = "PostgreSql", ["ConnectionStrings:Central"] = DatabaseOf(server) };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return settings;
    }

    /// <summary>The port of its PostgreSQL.</summary>
    public static int PortOf(PostgreSqlServer server) => new NpgsqlConnectionStringBuilder(server.ConnectionString).Port;

    /// <summary><paramref name="over"/> makes the port by which the centre reaches its server; null: the server's own.</summary>
    public static async Task<ServerCentre> StartAsync(Func<PostgreSqlServer, int>? over = null)
    {
        var server = TestDatabase.NewServer();
        try
        {
            var port = over?.Invoke(server) ?? PortOf(server);
            var centre = await Centre.StartAsync(new() { Settings = SettingsOf(server, ("ConnectionStrings:Central", new NpgsqlConnectionStringBuilder(DatabaseOf(server)) { Port = port }.ConnectionString)) });
            return new(server, centre, await centre.AddClientAsync(await centre.AddAgencyAsync("1001")));
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Pushes one accepted request; status, code of the problem and seconds of Retry-After.</summary>
    public static async Task<(HttpStatusCode Status, string? Code, int RetryAfter)> PushAsync(HttpClient http, Centre centre, TestAgency agency, string code, string key)
    {
        var body = IntakeCentre.Batch(new Told(agency, code).Accepted(DateTimeOffset.FromUnixTimeSeconds(centre.Now).AddDays(-1)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/events") { Content = IntakeCentre.Json(Encoding.UTF8.GetBytes(body)), Headers = { { "Idempotency-Key", key } } };
        using var answer = await http.SendAsync(request);
        var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.All(new[] { "fa", "en" }, language => Assert.False(string.IsNullOrWhiteSpace(json.GetProperty("message").GetProperty(language).GetString())));
        }

        return (answer.StatusCode, json.TryGetProperty("code", out var word) ? word.GetString() : null, (int)(answer.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0));
    }

    /// <summary>Waits until <c>/health/ready</c> answers so.</summary>
    public static async Task AwaitReadyAsync(Centre centre, HttpStatusCode status)
    {
        using var http = centre.CreateClient();
        for (var turn = 0; turn < 150; turn++)
        {
            using var answer = await http.GetAsync("health/ready");
            var word = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode == status)
            {
                Assert.Equal(status == HttpStatusCode.OK ? "ok" : "fail", word);
                return;
            }

            await Task.Delay(200);
        }

        Assert.Fail($"/health/ready does not become {status}.");
    }

    public async ValueTask DisposeAsync()
    {
        await Centre.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        Server.Dispose();
    }
}
