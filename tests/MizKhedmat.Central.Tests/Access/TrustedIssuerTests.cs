using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Access;
using Xunit;

namespace MizKhedmat.Central.Tests.Access;

/// <summary>An outside issuer is trusted by configuration alone, and for its own subjects only.</summary>
public sealed class TrustedIssuerTests : IAsyncLifetime
{
    private const string Issuer = "https://sso.example";
    private readonly StillClock clock = new();
    private readonly KeyPair first = KeyPair.Generate();
    private readonly KeyPair second = KeyPair.Generate();
    private WebApplication outside = null!;
    private Centre centre = null!;
    private List<string> published = [];
    private int fetches;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        outside = builder.Build();
        outside.MapGet("/jwks", () =>
        {
            fetches++;
            return Results.Text($$"""{"keys":[{{string.Join(',', published)}}]}""", "application/json");
        });
        published = [first.PublicJwk];
        await outside.StartAsync();
        centre = await Centre.StartAsync(new()
        {
            Clock = clock,
            Settings = new Dictionary<string, string>
            {
                ["Access:TrustedIssuers:0:Issuer"] = Issuer,
                ["Access:TrustedIssuers:0:JwksUri"] = outside.Urls.First() + "/jwks",
                ["Access:TrustedIssuers:0:Audience"] = "https://centre.example/api",
                ["Access:TrustedIssuers:0:Clients:0:Subject"] = "urn:org:1001",
                ["Access:TrustedIssuers:0:Clients:0:ClientId"] = "agency-1001",
            },
            Api = api => api.MapGet("/test/who", (CallingAgency agency) => agency.Code.Value),
        });
        await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
    }

    public async ValueTask DisposeAsync()
    {
        await centre.DisposeAsync();
        await outside.DisposeAsync();
    }

    [Fact]
    public async Task Its_token_opens_the_api_for_the_agency_that_the_configuration_names() =>
        Assert.Equal((HttpStatusCode.OK, "1001"), await AskAsync(Good().Sign(first)));

    [Fact]
    public async Task A_subject_issuer_audience_type_or_age_that_is_not_configured_opens_nothing()
    {
        foreach (var wrong in new[]
        {
            Good().With("sub", "agency-1001"), Good().With("iss", Issuer + "/"), Good().With("iss", centre.Issuer),
            Good().With("aud", centre.Issuer + "/api/v1"), Good().WithHeader("typ", "JWT"), Good().With("exp", centre.Now + 3000),
        })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(wrong.Sign(first))).Status);
        }
    }

    [Fact]
    public async Task The_key_of_one_issuer_does_not_open_with_the_name_of_another()
    {
        var own = new Assertion(
            new JsonObject { ["alg"] = "ES256", ["typ"] = "at+jwt" },
            (JsonObject)Good().With("iss", centre.Issuer).With("aud", centre.Issuer + "/api/v1").With("sub", "agency-1001").With("client_id", "agency-1001").Claims.DeepClone());
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(own.Sign(first))).Status);
    }

    [Fact]
    public async Task An_unknown_key_asks_for_the_set_again_but_at_most_every_five_minutes()
    {
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(Good().Sign(first))).Status);
        published = [second.PublicJwk];
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(Good().Sign(second))).Status);
        }

        Assert.Equal(1, fetches);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(Good().Sign(second))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(Good().Sign(first))).Status);
        Assert.Equal(2, fetches);
    }

    private Assertion Good() => new(
        new JsonObject { ["alg"] = "ES256", ["typ"] = "at+jwt" },
        new JsonObject
        {
            ["iss"] = Issuer, ["sub"] = "urn:org:1001", ["client_id"] = "urn:org:1001", ["aud"] = "https://centre.example/api", ["scope"] = "kpi.read",
            ["iat"] = centre.Now, ["exp"] = centre.Now + 300, ["jti"] = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8)),
        });

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string token)
    {
        using var http = centre.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync("api/v1/test/who");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
