using System.Net.Http.Json;
using System.Text.Json;
using MizKhedmat.Cli.Simulation;

namespace MizKhedmat.Benchmarks;

/// <summary>Access tokens of the demo's machines by private_key_jwt, as any client gets them.</summary>
internal static class MachineToken
{
    /// <summary>The client keys that the demo wrote, in the order of their names.</summary>
    public static IReadOnlyList<ClientKey> Keys(string clients) => [.. Directory.GetFiles(clients, "*.jwk").Order(StringComparer.Ordinal).Select(ClientKey.Read)];

    public static AgencyProfile ProfileOf(string clients, ClientKey key) =>
        JsonSerializer.Deserialize<AgencyProfile>(File.ReadAllText(Path.Combine(clients, key.ClientId + ".json")), JsonSerializerOptions.Web)!;

    /// <summary>A fresh token, good for five minutes.</summary>
    public static async Task<string> OfAsync(HttpClient http, Uri centre, ClientKey key)
    {
        var about = await http.GetFromJsonAsync<JsonElement>(new Uri(centre, "/.well-known/oauth-authorization-server"));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = key.Assertion(about.GetProperty("issuer").GetString()!, TimeProvider.System.GetUtcNow()),
        });
        using var answer = await http.PostAsync(new Uri(about.GetProperty("token_endpoint").GetString()!), form);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }
}
