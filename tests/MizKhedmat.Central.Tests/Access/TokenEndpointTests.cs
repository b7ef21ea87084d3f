using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using Xunit;

namespace MizKhedmat.Central.Tests.Access;

/// <summary>A centre with two agencies and their clients; calls are not limited, for these tests make many.</summary>
public sealed class TokenCentre : IAsyncLifetime
{
    public Centre Centre { get; private set; } = null!;

    public TestClient Client { get; private set; } = null!;

    public TestClient Other { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Centre = await Centre.StartAsync(new() { Settings = new Dictionary<string, string> { ["Access:TokenCallsPerMinute"] = "10000" } });
        Client = await Centre.AddClientAsync(await Centre.AddAgencyAsync("1001"), [ApiScopes.IntakeWrite, ApiScopes.KpiRead]);
        Other = await Centre.AddClientAsync(await Centre.AddAgencyAsync("1002"));
    }

    public ValueTask DisposeAsync() => Centre.DisposeAsync();
}

/// <summary>POST /oauth/token under the attacks T01–T05, T07–T10, T13–T16 of SECURITY section 10.</summary>
public sealed class TokenEndpointTests(TokenCentre fixture) : IClassFixture<TokenCentre>
{
    private readonly Centre centre = fixture.Centre;
    private readonly TestClient client = fixture.Client;

    private Assertion Good => Assertion.Good(centre, client.ClientId);

    [Fact]
    public async Task An_honest_client_gets_a_token_of_RFC_9068_that_is_not_to_be_cached()
    {
        using var answer = await PostAsync(Assertion.Form(Good.Sign(client.Key)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Bearer", body.GetProperty("token_type").GetString());
        Assert.Equal("intake.write kpi.read", body.GetProperty("scope").GetString());
        Assert.Equal(300, body.GetProperty("expires_in").GetInt32());
        Assert.False(body.TryGetProperty("refresh_token", out _));
        var token = StrictJws.Read(body.GetProperty("access_token").GetString())!;
        Assert.Equal(("at+jwt", "ES256"), (token.Type, token.Algorithm));
        Assert.Equal((centre.Issuer, centre.Issuer + "/api/v1"), (token.Issuer, token.Audience));
        Assert.Equal((client.ClientId, client.ClientId, 300), (token.Subject, token.ClientId, token.ExpiresAt - token.IssuedAt));
    }

    [Fact]
    public async Task T01_to_T03_the_only_audience_is_the_issuer_as_one_text()
    {
        await RefusedAsync(Good.With("aud", centre.Issuer + "/oauth/token"));
        await RefusedAsync(Good.With("aud", new JsonArray(centre.Issuer)));
        await RefusedAsync(Good.With("aud", new JsonArray(centre.Issuer, "https://other.example")));
        await RefusedAsync(Good.With("aud", centre.Issuer + "/"));
        await RefusedAsync(Good.Without("aud"));
    }

    [Fact]
    public async Task T04_an_assertion_that_lives_too_long_or_has_no_proper_end_is_refused_and_not_remembered()
    {
        var wrong = new[]
        {
            Good.With("exp", centre.Now + 86_400), Good.With("exp", centre.Now + 3_600), Good.Without("exp"),
            Good.With("exp", (centre.Now + 60).ToString(System.Globalization.CultureInfo.InvariantCulture)), Good.With("exp", 1e20),
            Good.With("exp", -1), Good.With("exp", centre.Now - 40),
        };
        foreach (var one in wrong)
        {
            await RefusedAsync(one);
            var jti = one.Claims["jti"]!.GetValue<string>();
            Assert.False(await centre.InDbAsync(db => db.UsedAssertions.AnyAsync(a => a.Jti == jti)));
        }
    }

    [Fact]
    public async Task T05_of_fifty_uses_of_one_assertion_at_once_exactly_one_succeeds()
    {
        var assertion = Good.Sign(client.Key);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => (await PostAsync(Assertion.Form(assertion))).StatusCode));
        Assert.Equal(1, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(49, answers.Count(status => status == HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task T07_a_clock_some_seconds_ahead_is_forgiven_and_a_minute_is_not()
    {
        await AcceptedAsync(Good.With("iat", centre.Now + 8).With("nbf", centre.Now + 8));
        await RefusedAsync(Good.With("iat", centre.Now + 65));
        await RefusedAsync(Good.With("nbf", centre.Now + 65));
        await RefusedAsync(Good.With("iat", centre.Now - 125));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("nOnE")]
    [InlineData("es256")]
    [InlineData("HS256")]
    [InlineData(null)]
    public async Task T08_T09_no_algorithm_but_those_two_is_believed(string? algorithm)
    {
        var forged = Good.WithHeader("alg", algorithm).Sign(client.Key);
        await RefusedAsync(forged);
        await RefusedAsync(forged[..(forged.LastIndexOf('.') + 1)]);
    }

    [Fact]
    public async Task T10_a_key_that_the_caller_brings_and_a_kid_that_is_not_exactly_his_own_are_refused()
    {
        var stranger = KeyPair.Generate();
        await RefusedAsync(Good.WithHeader("jwk", JsonNode.Parse(stranger.PublicJwk)).Sign(stranger));
        await RefusedAsync(Good.WithHeader("x5c", new JsonArray("MIIB")).Sign(client.Key));
        await RefusedAsync(Good.WithHeader("jku", "http://127.0.0.1:1/keys").Sign(client.Key));
        await RefusedAsync(Good.WithHeader("crit", new JsonArray("b64")).Sign(client.Key));
        await RefusedAsync(Good.SignAsIs(client.Key));
        await RefusedAsync(Good.Sign(stranger));
        foreach (var kid in (string[])[fixture.Other.Key.Kid, "../../etc/passwd", client.Key.Kid + "\0", "' or 1=1 --", client.Key.Kid.ToUpperInvariant()])
        {
            await RefusedAsync(Good.WithHeader("kid", kid).Sign(client.Key));
        }
    }

    [Fact]
    public async Task An_unknown_client_and_a_forged_signature_get_the_same_bytes()
    {
        using var unknown = await PostAsync(Assertion.Form(Assertion.Good(centre, "agency-9999").Sign(client.Key)));
        using var forged = await PostAsync(Assertion.Form(Good.WithHeader("kid", client.Key.Kid).Sign(KeyPair.Generate())));
        Assert.Equal(await unknown.Content.ReadAsStringAsync(), await forged.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (unknown.StatusCode, forged.StatusCode));
    }

    [Theory]
    [InlineData("iss", "agency-1002")]
    [InlineData("sub", "agency-1002")]
    [InlineData("jti", "short")]
    [InlineData("jti", "شناسهٔ فارسی با شانزده حرف")]
    public async Task Issuer_subject_and_jti_must_be_in_order(string claim, string value) => await RefusedAsync(Good.With(claim, value));

    [Fact]
    public async Task A_client_name_that_no_database_takes_is_an_unknown_client() =>
        await RefusedAsync(Good.With("iss", "agency\0").With("sub", "agency\0"));

    [Fact]
    public async Task T13_more_than_one_way_of_authentication_and_an_assertion_twice_are_bad_requests()
    {
        var assertion = Good.Sign(client.Key);
        await IsErrorAsync(Assertion.Form(assertion, null, ("client_secret", "s")), HttpStatusCode.BadRequest, "invalid_request");
        await IsErrorAsync(Assertion.Form(assertion, null, ("client_assertion", assertion)), HttpStatusCode.BadRequest, "invalid_request");
        await AcceptedAsync(assertion);
    }

    [Theory]
    [InlineData(null, "invalid_request")]
    [InlineData("", "invalid_request")]
    [InlineData("password", "unsupported_grant_type")]
    [InlineData("refresh_token", "unsupported_grant_type")]
    [InlineData("authorization_code", "unsupported_grant_type")]
    [InlineData("urn:foo", "unsupported_grant_type")]
    [InlineData("Client_Credentials", "unsupported_grant_type")]
    public async Task T14_no_other_grant_than_client_credentials(string? grant, string error)
    {
        var form = new Dictionary<string, string> { ["client_assertion_type"] = Assertion.Type, ["client_assertion"] = Good.Sign(client.Key) };
        if (grant is not null)
        {
            form["grant_type"] = grant;
        }

        await IsErrorAsync(new FormUrlEncodedContent(form), HttpStatusCode.BadRequest, error);
        await IsErrorAsync(
            Assertion.Form(Good.Sign(client.Key), null, ("grant_type", "client_credentials")), HttpStatusCode.BadRequest, "invalid_request");
        await IsErrorAsync(Assertion.Form(Good.Sign(client.Key), null, ("Scope", "kpi.read")), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("registry.write")]
    [InlineData("intake.write registry.write")]
    [InlineData("intake.write intake.write")]
    [InlineData("Intake.Write")]
    [InlineData("intake.write  kpi.read")]
    [InlineData("\"intake.write\"")]
    [InlineData("intake.write\n")]
    [InlineData("پذیرش")]
    [InlineData("*")]
    public async Task T15_a_scope_that_is_unknown_ungranted_or_named_twice_gives_no_token(string scope)
    {
        await IsErrorAsync(Assertion.Form(Good.Sign(client.Key), scope), HttpStatusCode.BadRequest, "invalid_scope");
        await IsErrorAsync(Assertion.Form(Good.Sign(client.Key), new string('x', 5_000)), HttpStatusCode.BadRequest, "invalid_scope");
    }

    [Fact]
    public async Task A_scope_asked_for_is_granted_and_named()
    {
        using var answer = await PostAsync(Assertion.Form(Good.Sign(client.Key), "kpi.read"));
        Assert.Equal("kpi.read", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("scope").GetString());
    }

    [Fact]
    public async Task T16_parameters_belong_in_the_body_and_in_a_form()
    {
        var assertion = Good.Sign(client.Key);
        using var http = centre.CreateClient();
        using var query = await http.PostAsync($"oauth/token?client_assertion={assertion}", Assertion.Form(assertion));
        Assert.Equal(HttpStatusCode.BadRequest, query.StatusCode);
        await IsErrorAsync(JsonContent.Create(new { grant_type = "client_credentials" }), HttpStatusCode.BadRequest, "invalid_request");
        await IsErrorAsync(new StringContent("grant_type=client_credentials"), HttpStatusCode.BadRequest, "invalid_request");
        using var multipart = new MultipartFormDataContent { { new StringContent("client_credentials"), "grant_type" } };
        await IsErrorAsync(multipart, HttpStatusCode.BadRequest, "invalid_request");
        await AcceptedAsync(assertion);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task T16_another_method_is_405_and_says_which_is_allowed(string method)
    {
        using var http = centre.CreateClient();
        using var answer = await http.SendAsync(new HttpRequestMessage(new(method), "oauth/token"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["POST"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task T17_a_body_of_a_megabyte_and_ten_thousand_parameters_are_refused()
    {
        using var large = await PostAsync(Assertion.Form(new string('x', 1_000_000)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var many = await PostAsync(new FormUrlEncodedContent(Enumerable.Range(0, 5_000).Select(i => KeyValuePair.Create($"p{i}", "1"))));
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
    }

    [Fact]
    public async Task A_client_with_an_RSA_key_signs_PS256_and_nothing_weaker()
    {
        using var rsa = RSA.Create(3072);
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        var jwk = $$"""{"kty":"RSA","kid":"rsa-1","n":"{{Base64Url.EncodeToString(parameters.Modulus)}}","e":"{{Base64Url.EncodeToString(parameters.Exponent)}}"}""";
        await centre.Services.GetRequiredService<Provisioning>().CreateClientAsync("agency-1001-rsa", client.Agency.Id, [ApiScopes.KpiRead], jwk);
        string Signed(string algorithm, RSASignaturePadding padding)
        {
            var claims = Assertion.Good(centre, "agency-1001-rsa").Claims.ToJsonString();
            var input = $"{Assertion.Encode($$"""{"alg":"{{algorithm}}","kid":"rsa-1"}""")}.{Assertion.Encode(claims)}";
            return $"{input}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, padding))}";
        }

        await AcceptedAsync(Signed("PS256", RSASignaturePadding.Pss));
        await RefusedAsync(Signed("RS256", RSASignaturePadding.Pkcs1));
        await RefusedAsync(Signed("PS256", RSASignaturePadding.Pkcs1));
        await RefusedAsync(Assertion.Good(centre, "agency-1001-rsa").WithHeader("kid", "rsa-1").Sign(client.Key));
    }

    [Fact]
    public async Task A_key_that_is_private_weak_or_of_another_kind_is_not_taken()
    {
        var provisioning = centre.Services.GetRequiredService<Provisioning>();
        using var rsa = RSA.Create(2048);
        var weak = $$"""{"kty":"RSA","kid":"w","n":"{{Base64Url.EncodeToString(rsa.ExportParameters(false).Modulus)}}","e":"AQAB"}""";
        foreach (var jwk in (string[])[client.Key.PrivateJwk, weak, """{"kty":"oct","kid":"k","k":"AAAA"}""", "{}", "junk"])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => provisioning.CreateClientAsync("agency-1001-x", client.Agency.Id, [ApiScopes.KpiRead], jwk));
        }
    }

    [Fact]
    public async Task No_authentication_at_all_is_an_invalid_client() => await IsErrorAsync(
        new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", client.ClientId)]), HttpStatusCode.Unauthorized, "invalid_client");

    private async Task<HttpResponseMessage> PostAsync(HttpContent content)
    {
        using var http = centre.CreateClient();
        return await http.PostAsync("oauth/token", content);
    }

    private Task AcceptedAsync(Assertion assertion) => AcceptedAsync(assertion.Sign(client.Key));

    private async Task AcceptedAsync(string assertion)
    {
        using var answer = await PostAsync(Assertion.Form(assertion));
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {string.Join('\n', centre.Log.All.TakeLast(5))}");
    }

    private Task RefusedAsync(Assertion assertion) => RefusedAsync(assertion.Sign(client.Key));

    private Task RefusedAsync(string assertion) => IsErrorAsync(Assertion.Form(assertion), HttpStatusCode.Unauthorized, "invalid_client");

    private async Task IsErrorAsync(HttpContent content, HttpStatusCode status, string error)
    {
        using var answer = await PostAsync(content);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((status, error), (answer.StatusCode, body.GetProperty("error").GetString()));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.False(body.TryGetProperty("access_token", out _));
    }
}
