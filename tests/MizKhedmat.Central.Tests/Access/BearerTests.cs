using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Access;

/// <summary>Access tokens at the API: A01–A03, A05, T18–T20, S06, on endpoints that exist here only.</summary>
public sealed class BearerTests : IAsyncLifetime
{
    private readonly StillClock clock = new();
    private Centre centre = null!;
    private TestClient client = null!;
    private TestClient other = null!;

    public async ValueTask InitializeAsync()
    {
        centre = await Centre.StartAsync(new()
        {
            Clock = clock,
            Settings = new Dictionary<string, string> { ["Access:ResourceServers:0"] = "agency-1002" },
            Api = api =>
            {
                api.MapGet("/test/who", (CallingAgency agency) => new { agency.Code.Value, agency.ClientName, scopes = agency.Scopes.Order() });
                api.MapPost("/test/write", (CallingAgency agency) => agency.Code.Value).RequireApiScope(ApiScopes.IntakeWrite);
                api.MapGet("/test/things/{code}", (string code, CallingAgency agency, HttpContext context) =>
                    code == "T-" + agency.Code ? Results.Ok(code) : Problem.Of(404, new("token-missing"), context));
                api.MapGet("/test/open", () => "open").AllowAnonymous();
            },
        });
        client = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
        other = await centre.AddClientAsync(await centre.AddAgencyAsync("1002"));
    }

    public ValueTask DisposeAsync() => centre.DisposeAsync();

    [Fact]
    public async Task The_caller_is_the_agency_of_the_client_in_the_register()
    {
        using var http = await centre.CallerAsync(client, "kpi.read");
        var who = await http.GetFromJsonAsync<JsonElement>("api/v1/test/who?agency=1002");
        Assert.Equal(("1001", "agency-1001"), (who.GetProperty("value").GetString(), who.GetProperty("clientName").GetString()));
        Assert.Equal("kpi.read", Assert.Single(who.GetProperty("scopes").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task A01_without_a_token_the_answer_names_no_error_and_says_what_to_do_in_both_languages()
    {
        using var http = centre.CreateClient();
        using var answer = await http.GetAsync("api/v1/test/who");
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer realm=\"mizkhedmat\""), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("token-missing", "/developers/errors/token-missing"), (problem.GetProperty("code").GetString(), problem.GetProperty("type").GetString()));
        Assert.Contains("نشانی", problem.GetProperty("message").GetProperty("fa").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
    }

    [Fact]
    public async Task A01_a_token_that_is_expired_altered_misdirected_or_of_another_kind_is_invalid()
    {
        var good = await centre.TokenAsync(client);
        await IsInvalidAsync("junk");
        await IsInvalidAsync(good[..^4] + "AAAA");
        await IsInvalidAsync(good + "=");
        await IsInvalidAsync(Assertion.Good(centre, client.ClientId).Sign(client.Key));
        foreach (var (header, claim, value) in Wrong())
        {
            await IsInvalidAsync(OwnToken(header, claim, value));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(OwnToken("at+jwt", "x", 1)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(OwnToken("application/at+jwt", "x", 1)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(good));
        clock.Advance(TimeSpan.FromSeconds(309));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(good));
        clock.Advance(TimeSpan.FromSeconds(1));
        await IsInvalidAsync(good);
    }

    [Fact]
    public async Task A01_a_browser_cookie_never_opens_the_api()
    {
        await centre.AddOfficialAsync("national@test", Roles.NationalOfficer, "national");
        using var http = centre.CreateClient();
        http.DefaultRequestHeaders.Add("Cookie", await Browser.CookieAsync(centre, "national@test"));
        using var answer = await http.GetAsync("api/v1/test/who");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A02_an_agency_named_anywhere_but_in_the_register_changes_nothing()
    {
        using var http = await centre.CallerAsync(client);
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/test/write?agencyId=2&agency=1002")
        {
            Content = JsonContent.Create(new { agencyId = 2, agency = "1002" }),
        };
        request.Headers.Add("X-Agency-Id", "2");
        using var answer = await http.SendAsync(request);
        Assert.Equal("1001", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A03_another_agencys_object_answers_like_a_missing_one_byte_for_byte()
    {
        using var http = await centre.CallerAsync(client);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("api/v1/test/things/T-1001")).StatusCode);
        using var foreign = await http.GetAsync("api/v1/test/things/T-1002");
        using var missing = await http.GetAsync("api/v1/test/things/T-9999");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.StatusCode, missing.StatusCode));
        Assert.Equal(await foreign.Content.ReadAsByteArrayAsync(), await missing.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A05_a_scope_that_is_missing_is_named()
    {
        using var http = await centre.CallerAsync(client, "kpi.read");
        using var answer = await http.PostAsync("api/v1/test/write", null);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("error=\"insufficient_scope\", scope=\"intake.write\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal("scope-missing", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task S06_a_token_in_the_query_opens_nothing_and_stands_in_no_log_line()
    {
        var token = await centre.TokenAsync(client);
        using var http = centre.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("api/v1/test/who?access_token=" + token)).StatusCode);
        await http.GetAsync("hubs/live?access_token=" + token);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var twice = await http.GetAsync("api/v1/test/who?access_token=" + token);
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
        Assert.Contains("invalid_request", twice.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(centre.Log.All);
        Assert.DoesNotContain(centre.Log.All, line => line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_public_address_needs_no_token()
    {
        using var http = centre.CreateClient();
        Assert.Equal("open", await http.GetStringAsync("api/v1/test/open"));
    }

    [Fact]
    public async Task T18_a_disabled_client_gets_no_new_token_at_once_and_its_old_one_ends_within_thirty_seconds()
    {
        var token = await centre.TokenAsync(client);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token));
        await centre.InDbAsync(db => db.ApiClients.Where(c => c.ClientId == client.ClientId).ExecuteUpdateAsync(c => c.SetProperty(x => x.IsDisabled, true)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => centre.TokenAsync(client));
        clock.Advance(TimeSpan.FromSeconds(30));
        await IsInvalidAsync(token);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(await centre.TokenAsync(other)));
    }

    [Fact]
    public async Task T19_keys_rotate_before_they_end_and_a_key_that_is_dropped_opens_nothing()
    {
        var first = Assert.Single(await KidsAsync());
        clock.Advance(TimeSpan.FromDays(29.5));
        Assert.Equal(2, (await KidsAsync()).Count);
        Assert.Equal(first, StrictJws.Read(await centre.TokenAsync(client))!.KeyId);
        clock.Advance(TimeSpan.FromDays(1));
        var token = await centre.TokenAsync(client);
        var second = StrictJws.Read(token)!.KeyId!;
        Assert.NotEqual(first, second);
        Assert.Contains(first, await KidsAsync());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token));
        File.Delete(Path.Combine(centre.DataDirectory, "keys", "signing", second + ".json"));
        clock.Advance(TimeSpan.FromSeconds(5));
        await IsInvalidAsync(token);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.DoesNotContain(first, await KidsAsync());
    }

    [Fact]
    public async Task T19_the_published_keys_have_no_private_member_and_an_etag()
    {
        using var http = centre.CreateClient();
        using var answer = await http.GetAsync("oauth/jwks");
        foreach (var key in (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("keys").EnumerateArray())
        {
            Assert.All((string[])["d", "p", "q", "k"], name => Assert.False(key.TryGetProperty(name, out _)));
        }

        http.DefaultRequestHeaders.IfNoneMatch.Add(answer.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await http.GetAsync("oauth/jwks")).StatusCode);
    }

    [Fact]
    public async Task T20_a_client_revokes_its_own_token_and_nobody_elses()
    {
        var token = await centre.TokenAsync(client);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("oauth/revoke", other, token));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("oauth/revoke", other, "junk"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("oauth/revoke", client, token));
        await IsInvalidAsync(token);
    }

    [Fact]
    public async Task T20_only_a_registered_resource_server_learns_what_a_token_is_worth()
    {
        var token = await centre.TokenAsync(client, "kpi.read");
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("oauth/introspect", client, token));
        var answer = await ToldAsync(token);
        Assert.True(answer.GetProperty("active").GetBoolean());
        Assert.Equal(("agency-1001", "kpi.read"), (answer.GetProperty("client_id").GetString(), answer.GetProperty("scope").GetString()));
        Assert.Equal("{\"active\":false}", (await ToldAsync(token[..^4] + "AAAA")).GetRawText());
        await AskAsync("oauth/revoke", client, token);
        Assert.Equal("{\"active\":false}", (await ToldAsync(token)).GetRawText());
    }

    private static IEnumerable<(string Type, string Claim, JsonNode? Value)> Wrong() =>
    [
        ("JWT", "x", 1), ("at+jwt", "aud", "https://other.example/api/v1"), ("at+jwt", "iss", "https://evil.example"), ("at+jwt", "jti", null),
        ("at+jwt", "sub", "agency-1002"), ("at+jwt", "client_id", "agency-9999"), ("at+jwt", "exp", 32_503_680_000),
    ];

    /// <summary>A token signed with the centre's own key, so that nothing but the claim at fault can be the reason.</summary>
    private string OwnToken(string type, string claim, JsonNode? value)
    {
        var path = Directory.GetFiles(Path.Combine(centre.DataDirectory, "keys", "signing")).Single();
        using var stored = JsonDocument.Parse(File.ReadAllText(path));
        var key = new KeyPair(Path.GetFileNameWithoutExtension(path), stored.RootElement.GetProperty("PrivateJwk").GetString()!, "");
        return new Assertion(
            new JsonObject { ["alg"] = "ES256", ["typ"] = type },
            new JsonObject
            {
                ["iss"] = centre.Issuer, ["sub"] = client.ClientId, ["client_id"] = client.ClientId, ["aud"] = centre.Issuer + "/api/v1",
                ["scope"] = "kpi.read", ["iat"] = centre.Now, ["exp"] = centre.Now + 300, ["jti"] = "0123456789abcdef",
            }).With(claim, value).Sign(key);
    }

    private async Task<List<string>> KidsAsync()
    {
        using var http = centre.CreateClient();
        var set = await http.GetFromJsonAsync<JsonElement>("oauth/jwks");
        return [.. set.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
    }

    private async Task<HttpStatusCode> AskAsync(string address, TestClient asker, string token)
    {
        using var http = centre.CreateClient();
        using var answer = await http.PostAsync(
            address, Assertion.Form(Assertion.Good(centre, asker.ClientId).Sign(asker.Key), null, ("token", token)));
        return answer.StatusCode;
    }

    private async Task<JsonElement> ToldAsync(string token)
    {
        using var http = centre.CreateClient();
        using var answer = await http.PostAsync(
            "oauth/introspect", Assertion.Form(Assertion.Good(centre, other.ClientId).Sign(other.Key), null, ("token", token)));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var answer = await GetAsync(token);
        return answer.StatusCode;
    }

    private async Task IsInvalidAsync(string token)
    {
        using var answer = await GetAsync(token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> GetAsync(string token)
    {
        using var http = centre.CreateClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return await http.GetAsync("api/v1/test/who");
    }
}
